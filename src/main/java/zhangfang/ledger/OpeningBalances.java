package zhangfang.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * Opening balances (期初余额), entered as a whole while nothing is posted: the balance at the book's start, and what was
 * booked in the same year before it (年初至启用前累计).
 */
@Service
public class OpeningBalances {

    private static final List<String> REQUIRED_COLUMNS = List.of("account_code", "account_name", "debit", "credit");
    private static final List<String> OPTIONAL_COLUMNS = List.of("ytd_debit", "ytd_credit", "counterparty");

    /**
     * @param ytdDebit what was booked in the same year before the book's start, gross; likewise the next
     */
    public record Opening(String accountCode, String accountName, String counterparty, Money debit, Money credit,
            Money ytdDebit, Money ytdCredit) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final Periods periods;
    private final Audit audit;

    OpeningBalances(JdbcClient jdbc, Books books, BookAccess access, AccountRows accounts,
            Periods periods, Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.periods = periods;
        this.audit = audit;
    }

    public List<Opening> list(Actor actor, String companyId) {
        access.read(actor, companyId);
        books.get(companyId);
        return jdbc.sql("""
                select o.account_code, a.name, o.counterparty, o.debit, o.credit, o.ytd_debit, o.ytd_credit
                from opening_balance o join account a on a.company_id = o.company_id and a.code = o.account_code
                where o.company_id = ? order by o.account_code, o.counterparty""")
                .param(companyId)
                .query((rs, i) -> new Opening(rs.getString("account_code"), rs.getString("name"),
                        rs.getString("counterparty"), Money.of(rs.getBigDecimal("debit")),
                        Money.of(rs.getBigDecimal("credit")), Money.of(rs.getBigDecimal("ytd_debit")),
                        Money.of(rs.getBigDecimal("ytd_credit"))))
                .list();
    }

    /**
     * Replaces all opening balances by those of a CSV file.
     *
     * @return how many rows carry an amount
     * @throws Refusal invalid, with line, field and reason of every wrong row, or if debit and credit differ; conflict,
     *                 once a voucher is posted
     */
    @Transactional
    public int replace(Actor actor, String companyId, byte[] file) {
        access.write(actor, companyId);
        Book book = books.lock(companyId);
        refuseIfInUse(companyId);
        List<CsvTable.Row> rows = CsvTable.read(file, REQUIRED_COLUMNS, OPTIONAL_COLUMNS);
        clear(companyId);
        ChartOfAccounts chart = accounts.chart(companyId);
        List<Opening> openings = new Reader(book, chart).read(rows);
        accounts.store(companyId, chart);
        insert(book, openings);
        audit.record(actor, "book.setOpeningBalances", companyId, companyId, openings.size() + " rows");
        return openings.size();
    }

    private void refuseIfInUse(String companyId) {
        int posted = jdbc.sql("select count(*) from voucher where company_id = ? and state = 'POSTED'").param(companyId)
                .query(Integer.class).single();
        if (posted > 0) {
            throw Refusal.conflict("ledger.opening.posted");
        }
        periods.lastClosed(companyId).ifPresent(closed -> {
            throw Refusal.conflict("ledger.period.closed", closed);
        });
    }

    private void clear(String companyId) {
        for (String table : List.of("opening_balance", "year_opening", "month_movement")) {
            jdbc.sql("delete from " + table + " where company_id = ?").param(companyId).update();
        }
    }

    private void insert(Book book, List<Opening> openings) {
        ColumnArrays.of(openings)
                .column("account_code", Opening::accountCode)
                .column("counterparty", Opening::counterparty)
                .column("debit", Opening::debit)
                .column("credit", Opening::credit)
                .column("ytd_debit", Opening::ytdDebit)
                .column("ytd_credit", Opening::ytdCredit)
                .update(jdbc, """
                        insert into opening_balance (company_id, account_code, counterparty, debit, credit, ytd_debit,
                            ytd_credit)
                        select :company, r.account_code, r.counterparty, cast(r.debit as numeric(18, 2)),
                            cast(r.credit as numeric(18, 2)), cast(r.ytd_debit as numeric(18, 2)),
                            cast(r.ytd_credit as numeric(18, 2))
                        from {rows}""", Map.of("company", book.companyId()));
        int year = book.startPeriod().getYear();
        jdbc.sql("""
                insert into year_opening (company_id, fiscal_year, account_code, counterparty, amount)
                select o.company_id, cast(:year as integer), o.account_code,
                    case when a.by_counterparty then o.counterparty else '' end,
                    sum(o.debit - o.credit - o.ytd_debit + o.ytd_credit)
                from opening_balance o join account a on a.company_id = o.company_id and a.code = o.account_code
                where o.company_id = :company
                group by o.company_id, o.account_code, case when a.by_counterparty then o.counterparty else '' end""")
                .param("year", year)
                .param("company", book.companyId())
                .update();
        // Of an account of profit and loss the side opposite to its balance is what was carried to the year's profit.
        jdbc.sql("""
                insert into month_movement (company_id, fiscal_year, period, account_code, counterparty, debit, credit,
                    carried_debit, carried_credit)
                select o.company_id, cast(:year as integer), cast(:period as char(7)), o.account_code,
                    case when a.by_counterparty then o.counterparty else '' end, sum(o.ytd_debit), sum(o.ytd_credit),
                    sum(case when a.code like :profit or a.category = 'PROFIT_LOSS' and a.direction = 'CREDIT'
                        then o.ytd_debit else 0 end),
                    sum(case when a.code like :profit or a.category = 'PROFIT_LOSS' and a.direction = 'DEBIT'
                        then o.ytd_credit else 0 end)
                from opening_balance o join account a on a.company_id = o.company_id and a.code = o.account_code
                where o.company_id = :company and (o.ytd_debit <> 0 or o.ytd_credit <> 0)
                group by o.company_id, o.account_code, case when a.by_counterparty then o.counterparty else '' end""")
                .param("year", year)
                .param("period", Figures.beforeStart(year))
                .param("profit", book.accounts().profitOfTheYear() + "%")
                .param("company", book.companyId())
                .update();
    }

    /** Reads the rows of a file, collecting what is wrong with them. */
    private static final class Reader {

        private final Book book;
        private final ChartOfAccounts chart;
        private final List<Reason> reasons = new ArrayList<>();

        Reader(Book book, ChartOfAccounts chart) {
            this.book = book;
            this.chart = chart;
        }

        List<Opening> read(List<CsvTable.Row> rows) {
            rows.forEach(this::planAccount);
            List<Opening> openings = rows.stream().map(this::opening).toList();
            refuseTwice(rows);
            if (reasons.isEmpty()) {
                refuseUnbalanced(openings);
            }
            if (!reasons.isEmpty()) {
                throw Refusal.invalid(reasons);
            }
            return openings.stream()
                    .filter(opening -> !opening.debit.isZero() || !opening.credit.isZero()
                            || !opening.ytdDebit.isZero() || !opening.ytdCredit.isZero())
                    .toList();
        }

        private void planAccount(CsvTable.Row row) {
            String code = row.get("account_code");
            String name = row.get("account_name");
            if (!code.matches(VoucherLines.CODE)) {
                refuse(row, "account_code", "ledger.account.badCode", code);
            } else if (name.length() > VoucherLines.NAME_LIMIT) {
                refuse(row, "account_name", "ledger.account.badName", VoucherLines.NAME_LIMIT);
            } else {
                chart.extend(code, name).ifPresent(why ->
                        refuse(row, "account_code", why.key(), why.args().toArray()));
            }
        }

        private Opening opening(CsvTable.Row row) {
            chart.find(row.get("account_code")).filter(account -> !account.leaf()).ifPresent(account ->
                    refuse(row, "account_code", "ledger.account.hasSubAccounts", account.code(), account.name()));
            Money debit = amount(row, "debit");
            Money credit = amount(row, "credit");
            Money ytdDebit = amount(row, "ytd_debit");
            Money ytdCredit = amount(row, "ytd_credit");
            if (!debit.isZero() && !credit.isZero()) {
                refuse(row, "debit", "ledger.opening.bothSides");
            }
            if (book.startPeriod().getMonthValue() == 1 && (!ytdDebit.isZero() || !ytdCredit.isZero())) {
                refuse(row, "ytd_debit", "ledger.opening.ytdInJanuary", book.startPeriod());
            }
            if (row.get("counterparty").length() > VoucherLines.NAME_LIMIT) {
                refuse(row, "counterparty", "ledger.voucher.tooLong", VoucherLines.NAME_LIMIT);
            }
            return new Opening(row.get("account_code"), row.get("account_name"), row.get("counterparty"), debit, credit,
                    ytdDebit, ytdCredit);
        }

        private Money amount(CsvTable.Row row, String column) {
            VoucherLines.AmountText amount = VoucherLines.AmountText.of(row.get(column));
            if (amount.problem() != null) {
                refuse(row, column, amount.problem(), row.get(column));
                return Money.ZERO;
            }
            return amount.value();
        }

        private void refuseTwice(List<CsvTable.Row> rows) {
            Map<List<String>, Integer> firstLines = new HashMap<>();
            for (CsvTable.Row row : rows) {
                Integer first = firstLines.putIfAbsent(List.of(row.get("account_code"), row.get("counterparty")),
                        row.line());
                if (first != null) {
                    refuse(row, "account_code", "ledger.opening.twice", row.get("account_code"), first);
                }
            }
        }

        private void refuseUnbalanced(List<Opening> openings) {
            Money debit = sum(openings, Opening::debit);
            Money credit = sum(openings, Opening::credit);
            if (!debit.equals(credit)) {
                reasons.add(Reason.of("ledger.opening.unbalanced", debit, credit, debit.minus(credit)));
            }
            Money ytdDebit = sum(openings, Opening::ytdDebit);
            Money ytdCredit = sum(openings, Opening::ytdCredit);
            if (!ytdDebit.equals(ytdCredit)) {
                reasons.add(Reason.of("ledger.opening.ytdUnbalanced", ytdDebit, ytdCredit, ytdDebit.minus(ytdCredit)));
            }
        }

        private static Money sum(List<Opening> openings, Function<Opening, Money> amount) {
            return openings.stream().map(amount).reduce(Money.ZERO, Money::plus);
        }

        private void refuse(CsvTable.Row row, String field, String key, Object... args) {
            reasons.add(new Reason(field, row.line(), key, List.of(args)));
        }
    }
}
