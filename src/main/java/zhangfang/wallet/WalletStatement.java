package zhangfang.wallet;

import java.time.LocalDate;
import java.util.List;
import zhangfang.money.Money;

/**
 * The entries of a balance over some days (账户流水), by the time they were booked.
 *
 * @param from     the first day, or {@code null} for the beginning
 * @param to       the last day, or {@code null} for today
 * @param opening  the balance before the first day
 * @param income   what was added on these days
 * @param spending what was taken, as a positive amount
 * @param closing  the balance after the last day: opening plus income less spending
 * @param count    how many entries there are on these days
 * @param rows     the entries asked for
 */
public record WalletStatement(LocalDate from, LocalDate to, Money opening, Money income, Money spending, Money closing,
        int count, List<Entry> rows) {
}
