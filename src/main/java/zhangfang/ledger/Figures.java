package zhangfang.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import zhangfang.ledger.Books.Book;
import zhangfang.money.Money;

/**
 * The figures that statements and taxes are made of, from posted vouchers only, out of the balances that posting
 * maintains: the cost does not grow with the book's history. A range of periods lies within one calendar year; one that
 * begins in January holds what was booked before the book's start, too.
 */
@Service
public class Figures {

    /** On which side an account's balance is shown (余额方向). */
    public enum Direction {
        DEBIT, CREDIT
    }

    /**
     * An account over a range of periods. Net balances are debit minus credit, negative for a credit balance; turnovers
     * (发生额) are gross, with red figures negative on their own side.
     *
     * @param leaf             whether it has no sub-accounts; parents carry the sums of their leaves
     * @param role             what statement and tax rules know it by (see the chart's reference data), or {@code null}
     * @param cash             whether it is cash in the sense of the cash flow statement
     * @param yearStart        net balance at the first instant of the year (年初); of a book opened within the year: opening
     *                         balance less what was booked in the year before
     * @param opening          net balance before the first period of the range (期初)
     * @param debit            turnover within the range (本期发生额)
     * @param ytdDebit         turnover from the year's start to the range's end (本年累计), with what was booked before the
     *                         book was opened
     * @param carriedDebit     the part of {@code debit} from carry-forward vouchers (结转损益), likewise the three others
     */
    public record AccountFigures(String code, String name, String parentCode, int level, boolean leaf, String category,
            Direction direction, String role, boolean cash, Money yearStart, Money opening, Money debit, Money credit,
            Money ytdDebit, Money ytdCredit, Money carriedDebit, Money carriedCredit, Money ytdCarriedDebit,
            Money ytdCarriedCredit) {

        /** Whether it is an account of profit and loss (损益类科目). */
        public boolean isProfitLoss() {
            return Account.PROFIT_LOSS.equals(category);
        }

        /** Net balance at the range's end (期末). */
        public Money closing() {
            return opening.plus(debit).minus(credit);
        }

        /** The same figures, of an account that is not kept by counterparty. */
        CounterpartyFigures withNobody() {
            return new CounterpartyFigures(code, "", yearStart, opening, debit, credit, ytdDebit, ytdCredit,
                    carriedDebit, carriedCredit, ytdCarriedDebit, ytdCarriedCredit);
        }

        private AccountFigures plus(AccountFigures sub) {
            return new AccountFigures(code, name, parentCode, level, leaf, category, direction, role, cash,
                    yearStart.plus(sub.yearStart), opening.plus(sub.opening), debit.plus(sub.debit),
                    credit.plus(sub.credit), ytdDebit.plus(sub.ytdDebit), ytdCredit.plus(sub.ytdCredit),
                    carriedDebit.plus(sub.carriedDebit), carriedCredit.plus(sub.carriedCredit),
                    ytdCarriedDebit.plus(sub.ytdCarriedDebit), ytdCarriedCredit.plus(sub.ytdCarriedCredit));
        }
    }

    /**
     * A leaf account's figures with one counterparty (往来单位), as those of {@link AccountFigures}; {@code counterparty} is
     * empty for entries without one.
     */
    public record CounterpartyFigures(String accountCode, String counterparty, Money yearStart, Money opening,
            Money debit, Money credit, Money ytdDebit, Money ytdCredit, Money carriedDebit, Money carriedCredit,
            Money ytdCarriedDebit, Money ytdCarriedCredit) {

        public Money closing() {
            return opening.plus(debit).minus(credit);
        }
    }

    /**
     * Cash by line of the cash flow statement, inflow lines counted as received, outflow lines as paid.
     *
     * @param period          line number to amount within the range
     * @param ytd             line number to amount from the year's start, or from the book's start where that is later
     * @param untaggedPeriod  net cash that carries no line, within the range
     * @param untaggedYtd     the same from the year's start
     * @param fromBookStart   whether the year to date begins at the book's start (自启用月起)
     * @param yearOpeningCash cash at the beginning of {@code ytd}
     */
    public record CashFigures(Map<Integer, Money> period, Map<Integer, Money> ytd, Money untaggedPeriod,
            Money untaggedYtd, boolean fromBookStart, Money yearOpeningCash) {
    }

    static final String LAST_YEAR = "select max(fiscal_year) from book_year where company_id = ?";

    /** Balances at the year's start; of a year that nothing is posted in yet, those the last year ends with. */
    static final String YEAR_START = """
            select account_code, counterparty, amount
                from year_opening where company_id = :company and fiscal_year = :base
            union all
            select account_code, counterparty, debit - credit
                from month_movement where company_id = :company and fiscal_year = :base and :base < :year""";

    private final JdbcClient jdbc;
    private final Books books;

    Figures(JdbcClient jdbc, Books books) {
        this.jdbc = jdbc;
        this.books = books;
    }

    /** The month that stands for what was booked in a year before the book's start. */
    static String beforeStart(int year) {
        return year + "-00";
    }

    /** All accounts of the book, by code, parents included. */
    public List<AccountFigures> accounts(String companyId, YearMonth from, YearMonth to) {
        List<AccountFigures> accounts = query("""
                with year_start as (select y.account_code, sum(y.amount) as amount from (%s) y group by y.account_code),
                    movement as (select account_code,
                            sum(case when period < :from then debit - credit else 0 end) as net_before,
                            sum(case when period >= :from then debit else 0 end) as debit,
                            sum(case when period >= :from then credit else 0 end) as credit,
                            sum(debit) as ytd_debit, sum(credit) as ytd_credit,
                            sum(case when period >= :from then carried_debit else 0 end) as carried_debit,
                            sum(case when period >= :from then carried_credit else 0 end) as carried_credit,
                            sum(carried_debit) as ytd_carried_debit, sum(carried_credit) as ytd_carried_credit
                        from month_movement
                        where company_id = :company and fiscal_year = :year and period <= :to
                        group by account_code)
                select %s, s.amount as year_start, m.net_before, m.debit, m.credit, m.ytd_debit, m.ytd_credit,
                    m.carried_debit, m.carried_credit, m.ytd_carried_debit, m.ytd_carried_credit
                from account a
                    left join year_start s on s.account_code = a.code
                    left join movement m on m.account_code = a.code
                where a.company_id = :company
                order by a.code""".formatted(YEAR_START, AccountRows.COLUMNS), companyId, from, to)
                .query((rs, i) -> accountFigures(rs))
                .list();
        return withParents(accounts);
    }

    private JdbcClient.StatementSpec query(String sql, String companyId, YearMonth from, YearMonth to) {
        if (from.getYear() != to.getYear() || from.isAfter(to)) {
            throw new IllegalArgumentException("not a range within one year: " + from + " to " + to);
        }
        books.get(companyId);
        int year = from.getYear();
        int last = jdbc.sql(LAST_YEAR).param(companyId).query(Integer.class).single();
        return jdbc.sql(sql)
                .param("company", companyId)
                .param("year", year)
                .param("base", Math.min(year, last))
                .param("from", from.getMonthValue() == 1 ? beforeStart(year) : from.toString())
                .param("to", to.toString());
    }

    private static AccountFigures accountFigures(ResultSet rs) throws SQLException {
        Account account = AccountRows.account(rs);
        Money yearStart = money(rs, "year_start");
        return new AccountFigures(account.code(), account.name(), account.parentCode(), account.level(), account.leaf(),
                account.category(), account.direction(), account.role(), account.cash(), yearStart,
                yearStart.plus(money(rs, "net_before")), money(rs, "debit"), money(rs, "credit"), money(rs, "ytd_debit"),
                money(rs, "ytd_credit"), money(rs, "carried_debit"), money(rs, "carried_credit"),
                money(rs, "ytd_carried_debit"), money(rs, "ytd_carried_credit"));
    }

    private static Money money(ResultSet rs, String column) throws SQLException {
        return Money.ofNullable(rs.getBigDecimal(column));
    }

    /** Adds every account to its parent, from the lowest level up; a sub-account's code extends its parent's. */
    static List<AccountFigures> withParents(List<AccountFigures> accounts) {
        TreeMap<String, AccountFigures> sums = new TreeMap<>();
        accounts.forEach(account -> sums.put(account.code(), account));
        for (String code : sums.descendingKeySet()) {
            AccountFigures account = sums.get(code);
            if (account.parentCode() != null) {
                sums.computeIfPresent(account.parentCode(), (parent, sum) -> sum.plus(account));
            }
        }
        return List.copyOf(sums.values());
    }

    /** The balances per counterparty of the accounts that are kept by counterparty, by code and name. */
    public List<CounterpartyFigures> counterparties(String companyId, YearMonth from, YearMonth to) {
        return query("""
                select b.account_code, b.counterparty, sum(b.year_start) as year_start,
                    sum(case when b.before = 1 then b.debit - b.credit else 0 end) as net_before,
                    sum(case when b.before = 0 then b.debit else 0 end) as debit,
                    sum(case when b.before = 0 then b.credit else 0 end) as credit,
                    sum(b.debit) as ytd_debit, sum(b.credit) as ytd_credit,
                    sum(case when b.before = 0 then b.carried_debit else 0 end) as carried_debit,
                    sum(case when b.before = 0 then b.carried_credit else 0 end) as carried_credit,
                    sum(b.carried_debit) as ytd_carried_debit, sum(b.carried_credit) as ytd_carried_credit
                from (select y.account_code, y.counterparty, y.amount as year_start, 1 as before,
                            cast(0 as numeric(18, 2)) as debit, cast(0 as numeric(18, 2)) as credit,
                            cast(0 as numeric(18, 2)) as carried_debit, cast(0 as numeric(18, 2)) as carried_credit
                        from (%s) y
                    union all
                    select account_code, counterparty, 0, case when period < :from then 1 else 0 end, debit, credit,
                            carried_debit, carried_credit
                        from month_movement
                        where company_id = :company and fiscal_year = :year and period <= :to) b
                    join account a on a.company_id = :company and a.code = b.account_code and a.by_counterparty
                group by b.account_code, b.counterparty
                order by b.account_code, b.counterparty""".formatted(YEAR_START), companyId, from, to)
                .query((rs, i) -> counterpartyFigures(rs))
                .list();
    }

    private static CounterpartyFigures counterpartyFigures(ResultSet rs) throws SQLException {
        Money yearStart = money(rs, "year_start");
        return new CounterpartyFigures(rs.getString("account_code"), rs.getString("counterparty"), yearStart,
                yearStart.plus(money(rs, "net_before")), money(rs, "debit"), money(rs, "credit"),
                money(rs, "ytd_debit"), money(rs, "ytd_credit"), money(rs, "carried_debit"),
                money(rs, "carried_credit"), money(rs, "ytd_carried_debit"), money(rs, "ytd_carried_credit"));
    }

    public CashFigures cash(String companyId, YearMonth from, YearMonth to) {
        Book book = books.get(companyId);
        CashFlowLines lines = CashFlowLines.of(book.standard());
        Map<Integer, Money> period = noCash(lines);
        Map<Integer, Money> ytd = noCash(lines);
        jdbc.sql("""
                select cash_flow_line, sum(case when period >= :from then amount else 0 end) as amount, sum(amount) as ytd
                from cash_month where company_id = :company and period >= :yearStart and period <= :to
                group by cash_flow_line""")
                .param("company", companyId)
                .param("from", from.toString())
                .param("yearStart", from.withMonth(1).toString())
                .param("to", to.toString())
                .query(rs -> {
                    int line = rs.getInt("cash_flow_line");
                    period.put(line, shown(lines, line, money(rs, "amount")));
                    ytd.put(line, shown(lines, line, money(rs, "ytd")));
                });
        YearMonth start = book.startPeriod();
        boolean fromBookStart = start.getYear() == from.getYear() && start.getMonthValue() > 1;
        return new CashFigures(period, ytd, period.remove(CashFlowLines.UNTAGGED), ytd.remove(CashFlowLines.UNTAGGED),
                fromBookStart, openingCash(companyId, from, to));
    }

    private Money openingCash(String companyId, YearMonth from, YearMonth to) {
        return query("""
                select sum(b.amount) as amount
                from (%s
                    union all
                    select account_code, counterparty, debit - credit
                        from month_movement where company_id = :company and period = :beforeStart) b
                    join account a on a.company_id = :company and a.code = b.account_code and a.cash
                where :from <= :to""".formatted(YEAR_START), companyId, from, to)
                .param("beforeStart", beforeStart(from.getYear()))
                .query((rs, i) -> money(rs, "amount"))
                .single();
    }

    private static Map<Integer, Money> noCash(CashFlowLines lines) {
        Map<Integer, Money> cash = new TreeMap<>();
        lines.items().keySet().forEach(line -> cash.put(line, Money.ZERO));
        cash.put(CashFlowLines.UNTAGGED, Money.ZERO);
        return cash;
    }

    /** Cash paid counts as paid on the lines where money goes out. */
    static Money shown(CashFlowLines lines, int line, Money received) {
        return line == CashFlowLines.UNTAGGED || lines.isInflow(line) ? received : received.negated();
    }
}
