package zhangfang.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.money.Money;

/**
 * Opening balances and monthly turnovers for the ledgers (账簿), out of the balances that posting maintains: one statement
 * for a range, however many accounts and months it has, and no look at entries.
 */
@Component
class Turnovers {

    /**
     * Which figures are asked for.
     *
     * @param leaves              accounts without sub-accounts
     * @param counterparty        that of one counterparty only, {@code null} for everything
     * @param withoutCarryForward whether carry-forward vouchers (结转损益) are left out
     */
    record Question(String companyId, MonthRange range, Collection<String> leaves, String counterparty,
            boolean withoutCarryForward) {

        Question(String companyId, MonthRange range, Collection<String> leaves) {
            this(companyId, range, leaves, null, false);
        }
    }

    /** A leaf account; or one counterparty of it, the one without a name being empty. */
    record Key(String accountCode, String counterparty) {
    }

    private static final Comparator<Key> ORDER = Comparator.comparing(Key::accountCode).thenComparing(Key::counterparty);

    private static final String SELECT = """
            select b.account_code%1$s, b.period, sum(b.debit) as debit, sum(b.credit) as credit
            from (select y.account_code, y.counterparty, '' as period, y.amount as debit, cast(0 as numeric(18, 2)) as credit
                        from (%2$s) y
                    union all
                    select account_code, counterparty, period, debit - :without * carried_debit,
                            credit - :without * carried_credit
                        from month_movement
                        where company_id = :company and fiscal_year between :year and :toYear and period <= :to) b
            where b.account_code in (:leaves) and (:everybody = 1 or b.counterparty = :counterparty)
            group by b.account_code%1$s, b.period""";
    private static final String OF_ACCOUNTS = SELECT.formatted("", Figures.YEAR_START);
    private static final String OF_COUNTERPARTIES = SELECT.formatted(", b.counterparty", Figures.YEAR_START);

    private final JdbcClient jdbc;

    Turnovers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Account by account; accounts that nothing is known of are left out. */
    Map<Key, Series> ofAccounts(Question question) {
        return read(question, false);
    }

    /** Counterparty by counterparty of each account. */
    Map<Key, Series> ofCounterparties(Question question) {
        return read(question, true);
    }

    private Map<Key, Series> read(Question question, boolean byCounterparty) {
        MonthRange range = question.range;
        int year = range.from().getYear();
        int last = jdbc.sql(Figures.LAST_YEAR).param(question.companyId).query(Integer.class).single();
        Map<Key, Series> series = new TreeMap<>(ORDER);
        jdbc.sql(byCounterparty ? OF_COUNTERPARTIES : OF_ACCOUNTS)
                .param("company", question.companyId)
                .param("year", year)
                .param("base", Math.min(year, last))
                .param("toYear", range.to().getYear())
                .param("to", range.to().toString())
                .param("without", question.withoutCarryForward ? 1 : 0)
                .param("leaves", question.leaves)
                .param("everybody", question.counterparty == null ? 1 : 0)
                .param("counterparty", question.counterparty == null ? "" : question.counterparty)
                .query(rs -> {
                    Key key = new Key(rs.getString("account_code"), byCounterparty ? rs.getString("counterparty") : "");
                    series.computeIfAbsent(key, any -> new Series(range)).add(rs.getString("period"),
                            new Turnover(Money.of(rs.getBigDecimal("debit")), Money.of(rs.getBigDecimal("credit"))));
                });
        return series;
    }
}
