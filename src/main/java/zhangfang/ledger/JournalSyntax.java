package zhangfang.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;

/** How a plain-text ledger program wants a journal written. Each text ends with a line break. */
interface JournalSyntax {

    String CURRENCY = "CNY";

    String head(String title);

    /** @param path from the first-level account down */
    String accountName(List<Account> path);

    String account(String name, Account account, LocalDate opened);

    /** @param voucher such as {@code 记12}, or empty */
    String transaction(LocalDate date, String voucher, String summary);

    /** @param amount debit positive, credit negative */
    String posting(String accountName, Money amount, Map<String, String> tags);

    /** The five kinds of accounts that such programs know. */
    enum Kind {
        ASSETS, LIABILITIES, EQUITY, INCOME, EXPENSES;

        /** By the first-level account, so that a contrary detail stays below it; cost (成本类) is stock in the making. */
        static Kind of(Account firstLevel) {
            return switch (firstLevel.category()) {
                case "LIABILITY" -> LIABILITIES;
                case "EQUITY" -> EQUITY;
                case Account.PROFIT_LOSS -> firstLevel.direction() == Direction.CREDIT ? INCOME : EXPENSES;
                default -> ASSETS;
            };
        }
    }

    /** On one line, without control characters. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]+", " ").strip();
    }
}
