package zhangfang.wallet;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** Statements of a balance: its entries over some days, page by page, or all of them for a file. */
@Service
public class WalletStatements {

    /** The most entries of one file. */
    static final int MOST_ENTRIES = 10_000;

    private static final OffsetDateTime EVER = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final String DAYS =
            " where company_id = :company and processed_at >= :from and processed_at < :until";

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final MoneyReaders readers;

    WalletStatements(JdbcClient jdbc, BusinessClock clock, MoneyReaders readers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.readers = readers;
    }

    /**
     * The newest entries of some days first.
     *
     * @param from  the first day, or {@code null}
     * @param to    the last day, or {@code null}
     * @param limit at most so many entries
     * @param skip  after so many newer ones
     * @throws Refusal not found or forbidden; invalid, where the days are the wrong way round
     */
    @Transactional(readOnly = true)
    public WalletStatement newestFirst(Actor actor, String companyId, LocalDate from, LocalDate to, int limit,
            int skip) {
        return read(actor, companyId, from, to,
                " order by entry_no desc offset :skip rows fetch first :limit rows only", limit, skip);
    }

    /** All entries of some days, the oldest first. @throws Refusal also where they are too many for one file */
    @Transactional(readOnly = true)
    public WalletStatement oldestFirst(Actor actor, String companyId, LocalDate from, LocalDate to) {
        WalletStatement statement = read(actor, companyId, from, to,
                " order by entry_no offset :skip rows fetch first :limit rows only", MOST_ENTRIES, 0);
        if (statement.count() > MOST_ENTRIES) {
            throw Refusal.field("from", "wallet.statement.tooMany", statement.count(), MOST_ENTRIES);
        }
        return statement;
    }

    private WalletStatement read(Actor actor, String companyId, LocalDate from, LocalDate to, String order, int limit,
            int skip) {
        readers.readable(actor, companyId);
        if (from != null && to != null && from.isAfter(to)) {
            throw Refusal.field("to", "wallet.statement.wrongWay");
        }
        OffsetDateTime begin = from == null ? EVER : startOf(from);
        OffsetDateTime end = startOf(to == null ? clock.today().plusDays(1) : to.plusDays(1));
        List<Entry> rows = jdbc.sql(Wallet.SELECT_ENTRY + DAYS + order).param("company", companyId)
                .param("from", begin).param("until", end).param("skip", skip).param("limit", limit)
                .query(Wallet::entry).list();
        Money opening = before(companyId, begin);
        return jdbc.sql("""
                select count(*), sum(case when amount > 0 then amount end), -sum(case when amount < 0 then amount end)
                from wallet_entry""" + DAYS)
                .param("company", companyId).param("from", begin).param("until", end)
                .query((row, number) -> {
                    Money income = Money.ofNullable(row.getBigDecimal(2));
                    Money spending = Money.ofNullable(row.getBigDecimal(3));
                    return new WalletStatement(from, to, opening, income, spending,
                            opening.plus(income).minus(spending), row.getInt(1), rows);
                }).single();
    }

    private Money before(String companyId, OffsetDateTime begin) {
        return jdbc.sql("select sum(amount) from wallet_entry where company_id = ? and processed_at < ?")
                .params(companyId, begin).query((row, number) -> Money.ofNullable(row.getBigDecimal(1))).single();
    }

    private static OffsetDateTime startOf(LocalDate day) {
        return day.atStartOfDay(BusinessClock.ZONE).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
    }
}
