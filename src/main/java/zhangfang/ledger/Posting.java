package zhangfang.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Voucher.State;
import zhangfang.money.Money;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * Posts vouchers (记账): gives them their numbers, spreads their cash, and moves the balances in the same transaction, so
 * that a report reads at most the twelve months of a year. The caller has locked the book.
 */
@Component
class Posting {

    /** An entry's share of its voucher's cash, as it is stored. */
    record CashRow(String voucherId, YearMonth period, CashAllocation.Share share) {

        private CashRow negated() {
            return new CashRow(voucherId, period, share.negated());
        }
    }

    private final JdbcClient jdbc;
    private final VoucherRows vouchers;
    private final AccountRows accounts;
    private final Periods periods;
    private final Numbers numbers;
    private final VoucherChain chain;

    Posting(JdbcClient jdbc, VoucherRows vouchers, AccountRows accounts, Periods periods,
            Numbers numbers, VoucherChain chain) {
        this.jdbc = jdbc;
        this.vouchers = vouchers;
        this.accounts = accounts;
        this.periods = periods;
        this.numbers = numbers;
        this.chain = chain;
    }

    /**
     * Posts vouchers that are reviewed, or made by closing.
     *
     * @throws Refusal conflict, if a voucher's month is closed, or an account has got sub-accounts meanwhile
     */
    List<Voucher> post(Book book, Collection<String> ids, String actorId) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String company = book.companyId();
        String postingId = numbers.next("P");
        vouchers.collect(ids, postingId);
        List<Voucher> posted = vouchers.ofPosting(company, postingId);
        Map<String, Account> chart = accounts.of(company).stream()
                .collect(Collectors.toMap(Account::code, account -> account));
        check(company, posted, chart);
        openYears(company, posted.stream().mapToInt(voucher -> voucher.period().getYear()).max().orElseThrow());
        giveNumbers(company, postingId, posted, actorId);
        spreadCash(book, posted, chart);
        moveBalances(postingId);
        return vouchers.ofPosting(company, postingId);
    }

    private void check(String company, List<Voucher> posted, Map<String, Account> chart) {
        Set<YearMonth> closed = periods.closed(company);
        List<Reason> reasons = new ArrayList<>();
        for (Voucher voucher : posted) {
            if (closed.contains(voucher.period())) {
                reasons.add(Reason.of("ledger.period.closed", voucher.period()));
            }
            Money difference = voucher.entries().stream().map(entry -> entry.debit().minus(entry.credit()))
                    .reduce(Money.ZERO, Money::plus);
            if (!difference.isZero()) {
                reasons.add(Reason.of("ledger.voucher.outOfBalance", name(voucher), difference));
            }
            voucher.entries().stream().map(entry -> chart.get(entry.accountCode()))
                    .filter(account -> !account.leaf())
                    .forEach(account -> reasons.add(
                            Reason.of("ledger.account.hasSubAccounts", account.code(), account.name())));
        }
        if (!reasons.isEmpty()) {
            throw Refusal.conflict(reasons.stream().distinct().toList());
        }
    }

    /** What people know a voucher by before it has a number. */
    static String name(Voucher voucher) {
        return voucher.reference() == null ? voucher.date() + " " + voucher.id() : voucher.reference();
    }

    private void giveNumbers(String company, String postingId, List<Voucher> posted, String actorId) {
        Map<YearMonth, List<Voucher>> byPeriod = posted.stream()
                .sorted(Comparator.comparing(Voucher::date))
                .collect(Collectors.groupingBy(Voucher::period, TreeMap::new, Collectors.toList()));
        Map<YearMonth, Integer> lastNumbers = periods.lastNumbers(company);
        Map<String, Integer> numbered = new LinkedHashMap<>();
        byPeriod.forEach((period, inOrder) -> inOrder.forEach(voucher ->
                numbered.put(voucher.id(), lastNumbers.merge(period, 1, Integer::sum))));
        lastNumbers.keySet().retainAll(byPeriod.keySet());
        periods.setLastNumbers(company, lastNumbers);
        chain.append(company, postingId, numbered, actorId);
    }

    private void spreadCash(Book book, List<Voucher> posted, Map<String, Account> chart) {
        String company = book.companyId();
        CashFlowLines lines = CashFlowLines.of(book.standard());
        List<CashRow> rows = new ArrayList<>();
        Map<String, List<CashAllocation.Share>> ofReversed = sharesOfReversed(posted);
        for (Voucher voucher : posted) {
            shares(voucher, chart, lines, ofReversed).stream()
                    .filter(share -> !share.amount().isZero())
                    .forEach(share -> rows.add(new CashRow(voucher.id(), voucher.period(), share)));
        }
        insertCash(company, rows);
        addCash(company, rows);
    }

    private void insertCash(String company, List<CashRow> rows) {
        ColumnArrays.of(rows)
                .column("voucher_id", CashRow::voucherId)
                .column("line", row -> row.share.line())
                .column("period", CashRow::period)
                .column("cash_flow_line", row -> row.share.cashFlowLine())
                .column("amount", row -> row.share.amount())
                .column("chosen", row -> row.share.chosen())
                .update(jdbc, """
                        insert into cash_flow (voucher_id, line, company_id, period, cash_flow_line, amount, chosen)
                        select r.voucher_id, cast(r.line as integer), :company, r.period,
                            cast(r.cash_flow_line as smallint), cast(r.amount as numeric(18, 2)),
                            cast(r.chosen as boolean)
                        from {rows}""", Map.of("company", company));
    }

    /** Books the cash of posted vouchers anew, all rows of each voucher at once. */
    void rebookCash(String company, List<CashRow> before, List<CashRow> now) {
        ColumnArrays.of(before.stream().map(CashRow::voucherId).distinct().toList()).column("voucher_id", id -> id)
                .update(jdbc, """
                        delete from cash_flow where voucher_id in (select r.voucher_id from {rows})""", Map.of());
        insertCash(company, now);
        addCash(company, Stream.concat(before.stream().map(CashRow::negated), now.stream()).toList());
    }

    private List<CashAllocation.Share> shares(Voucher voucher, Map<String, Account> chart, CashFlowLines lines,
            Map<String, List<CashAllocation.Share>> ofReversed) {
        if (voucher.reverses() != null) {
            return ofReversed.getOrDefault(voucher.reverses(), List.of()).stream()
                    .map(CashAllocation.Share::negated)
                    .toList();
        }
        return CashAllocation.of(CashAllocation.entries(voucher, chart), lines);
    }

    /** A reversal takes back what its original had booked; matching it anew would swell two lines. */
    private Map<String, List<CashAllocation.Share>> sharesOfReversed(List<Voucher> posted) {
        Map<String, List<CashAllocation.Share>> shares = new HashMap<>();
        Set<String> reversed = posted.stream().map(Voucher::reverses).filter(Objects::nonNull).collect(Collectors.toSet());
        ColumnArrays.of(reversed).column("id", id -> id).query(jdbc, """
                select f.voucher_id, f.line, f.cash_flow_line, f.amount, f.chosen
                from {rows} join cash_flow f on f.voucher_id = r.id order by f.voucher_id, f.line""", Map.of(),
                rs -> shares.computeIfAbsent(rs.getString("voucher_id"), id -> new ArrayList<>())
                        .add(new CashAllocation.Share(rs.getInt("line"), rs.getInt("cash_flow_line"),
                                Money.of(rs.getBigDecimal("amount")), rs.getBoolean("chosen"))));
        return shares;
    }

    private record MonthLine(YearMonth period, int cashFlowLine) {
    }

    /** Adds to the months' cash on lines of the cash flow statement. */
    private void addCash(String company, List<CashRow> rows) {
        Map<MonthLine, Money> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.merge(new MonthLine(row.period, row.share.cashFlowLine()), row.share.amount(), Money::plus));
        ColumnArrays.of(sums.entrySet())
                .column("period", sum -> sum.getKey().period)
                .column("cash_flow_line", sum -> sum.getKey().cashFlowLine)
                .column("amount", Map.Entry::getValue)
                .update(jdbc, """
                        merge into cash_month t
                        using (select r.period, cast(r.cash_flow_line as smallint) as cash_flow_line,
                            cast(r.amount as numeric(18, 2)) as amount from {rows}) s
                        on (t.company_id = :company and t.period = s.period and t.cash_flow_line = s.cash_flow_line)
                        when matched then update set amount = t.amount + s.amount
                        when not matched then insert (company_id, period, cash_flow_line, amount)
                            values (:company, s.period, s.cash_flow_line, s.amount)""", Map.of("company", company));
    }

    /** Opens the years up to one, each with the balances that the year before ends with (年结). */
    private void openYears(String company, int year) {
        int last = jdbc.sql("select max(fiscal_year) from book_year where company_id = ?").param(company)
                .query(Integer.class).single();
        for (int next = last + 1; next <= year; next++) {
            jdbc.sql("insert into book_year (company_id, fiscal_year) values (?, ?)").params(company, next).update();
            jdbc.sql("""
                    insert into year_opening (company_id, fiscal_year, account_code, counterparty, amount)
                    select b.company_id, cast(:next as integer), b.account_code, b.counterparty, sum(b.amount)
                    from (select company_id, account_code, counterparty, amount
                            from year_opening where company_id = :company and fiscal_year = :last
                        union all
                        select company_id, account_code, counterparty, debit - credit
                            from month_movement where company_id = :company and fiscal_year = :last) b
                    group by b.company_id, b.account_code, b.counterparty
                    having sum(b.amount) <> 0""")
                    .param("company", company)
                    .param("next", next)
                    .param("last", next - 1)
                    .update();
        }
    }

    private void moveBalances(String postingId) {
        jdbc.sql("""
                merge into month_movement t
                using (select e.company_id, e.period, e.account_code,
                        case when a.by_counterparty then e.counterparty else '' end as counterparty,
                        sum(e.debit) as debit, sum(e.credit) as credit,
                        sum(case when v.kind = 'CARRY_FORWARD' then e.debit else 0 end) as carried_debit,
                        sum(case when v.kind = 'CARRY_FORWARD' then e.credit else 0 end) as carried_credit
                    from voucher v
                        join voucher_entry e on e.voucher_id = v.id
                        join account a on a.company_id = e.company_id and a.code = e.account_code
                    where v.posting_id = ?
                    group by e.company_id, e.period, e.account_code,
                        case when a.by_counterparty then e.counterparty else '' end) s
                on (t.company_id = s.company_id and t.period = s.period and t.account_code = s.account_code
                    and t.counterparty = s.counterparty)
                when matched then update set debit = t.debit + s.debit, credit = t.credit + s.credit,
                    carried_debit = t.carried_debit + s.carried_debit,
                    carried_credit = t.carried_credit + s.carried_credit
                when not matched then insert (company_id, fiscal_year, period, account_code, counterparty, debit, credit,
                        carried_debit, carried_credit)
                    values (s.company_id, cast(substring(s.period from 1 for 4) as integer), s.period, s.account_code,
                        s.counterparty, s.debit, s.credit, s.carried_debit, s.carried_credit)""")
                .param(postingId)
                .update();
        jdbc.sql("""
                merge into year_opening t
                using (select e.company_id, y.fiscal_year, e.account_code,
                        case when a.by_counterparty then e.counterparty else '' end as counterparty,
                        sum(e.debit - e.credit) as amount
                    from voucher v
                        join voucher_entry e on e.voucher_id = v.id
                        join account a on a.company_id = e.company_id and a.code = e.account_code
                        join book_year y on y.company_id = e.company_id
                            and y.fiscal_year > cast(substring(e.period from 1 for 4) as integer)
                    where v.posting_id = ?
                    group by e.company_id, y.fiscal_year, e.account_code,
                        case when a.by_counterparty then e.counterparty else '' end) s
                on (t.company_id = s.company_id and t.fiscal_year = s.fiscal_year and t.account_code = s.account_code
                    and t.counterparty = s.counterparty)
                when matched then update set amount = t.amount + s.amount
                when not matched then insert (company_id, fiscal_year, account_code, counterparty, amount)
                    values (s.company_id, s.fiscal_year, s.account_code, s.counterparty, s.amount)""")
                .param(postingId)
                .update();
    }

    static boolean isPosted(Voucher voucher) {
        return voucher.state() == State.POSTED;
    }
}
