package zhangfang.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

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

        /** Net balance at the first instant of the year. */
        Money atYearStart() {
            return debit.minus(credit).minus(ytdDebit).plus(ytdCredit);
        }

        Opening with(String counterparty) {
            return new Opening(accountCode, accountName, counterparty, debit, credit, ytdDebit, ytdCredit);
        }

        Opening plus(Opening other) {
            return new Opening(accountCode, accountName, counterparty, debit.plus(other.debit), credit.plus(other.credit),
                    ytdDebit.plus(other.ytdDebit), ytdCredit.plus(other.ytdCredit));
        }

        boolean hasYearToDate() {
            return !ytdDebit.isZero() || !ytdCredit.isZero();
        }
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final Periods periods;
    private final Audit audit;
    private final ImportPreviews previews;

    OpeningBalances(JdbcClient jdbc, Books books, BookAccess access, AccountRows accounts, Periods periods, Audit audit,
            ImportPreviews previews) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.periods = periods;
        this.audit = audit;
        this.previews = previews;
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
        OpeningPlan plan = plan(books.lock(companyId), file);
        plan.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        clear(companyId);
        accounts.store(companyId, plan.chart());
        insert(plan);
        int rows = plan.openings().size();
        audit.record(actor, "book.setOpeningBalances", companyId, companyId, rows + " rows");
        return rows;
    }

    /** What replacing the opening balances by a file would do, of which nothing is stored. */
    @Transactional(readOnly = true)
    public ImportPreview preview(Actor actor, String companyId, byte[] file) {
        access.write(actor, companyId);
        Book book = books.get(companyId);
        try {
            return previews.of(plan(book, file));
        } catch (Refusal unreadable) {
            return ImportPreviews.unreadable(ImportPreview.Kind.OPENING_BALANCES, unreadable);
        }
    }

    private OpeningPlan plan(Book book, byte[] file) {
        return new OpeningPlan(book, accounts.chartWithoutOpeningBalances(book.companyId()), notNow(book.companyId()),
                CsvTable.read(file, REQUIRED_COLUMNS, OPTIONAL_COLUMNS));
    }

    private Optional<Refusal> notNow(String companyId) {
        int posted = jdbc.sql("select count(*) from voucher where company_id = ? and state = 'POSTED'").param(companyId)
                .query(Integer.class).single();
        if (posted > 0) {
            return Optional.of(Refusal.conflict("ledger.opening.posted"));
        }
        return periods.lastClosed(companyId).map(closed -> Refusal.conflict("ledger.period.closed", closed));
    }

    private void clear(String companyId) {
        for (String table : List.of("opening_balance", "year_opening", "month_movement")) {
            jdbc.sql("delete from " + table + " where company_id = ?").param(companyId).update();
        }
    }

    private void insert(OpeningPlan plan) {
        ColumnArrays.of(plan.openings())
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
                        from {rows}""", Map.of("company", plan.book().companyId()));
        int year = plan.book().startPeriod().getYear();
        List<Opening> balances = plan.balances();
        ColumnArrays.of(balances)
                .column("account_code", Opening::accountCode)
                .column("counterparty", Opening::counterparty)
                .column("amount", Opening::atYearStart)
                .update(jdbc, """
                        insert into year_opening (company_id, fiscal_year, account_code, counterparty, amount)
                        select :company, cast(:year as integer), r.account_code, r.counterparty,
                            cast(r.amount as numeric(18, 2))
                        from {rows}""", Map.of("company", plan.book().companyId(), "year", year));
        ColumnArrays.of(balances.stream().filter(Opening::hasYearToDate).toList())
                .column("account_code", Opening::accountCode)
                .column("counterparty", Opening::counterparty)
                .column("debit", Opening::ytdDebit)
                .column("credit", Opening::ytdCredit)
                .column("carried_debit", opening -> plan.carried(opening).debit())
                .column("carried_credit", opening -> plan.carried(opening).credit())
                .update(jdbc, """
                        insert into month_movement (company_id, fiscal_year, period, account_code, counterparty, debit,
                            credit, carried_debit, carried_credit)
                        select :company, cast(:year as integer), cast(:period as char(7)), r.account_code, r.counterparty,
                            cast(r.debit as numeric(18, 2)), cast(r.credit as numeric(18, 2)),
                            cast(r.carried_debit as numeric(18, 2)), cast(r.carried_credit as numeric(18, 2))
                        from {rows}""", Map.of("company", plan.book().companyId(), "year", year, "period",
                        Figures.beforeStart(year)));
    }

    /** Tells anew what of an account's turnover before the start was carried forward, its direction being another now. */
    void carryAnew(Book book, ChartOfAccounts chart, String accountCode) {
        record Before(String counterparty, Money debit, Money credit) {
        }
        List<Before> turnover = jdbc.sql("""
                select counterparty, debit, credit from month_movement
                where company_id = ? and period = ? and account_code = ?""")
                .params(book.companyId(), Figures.beforeStart(book.startPeriod().getYear()), accountCode)
                .query((rs, i) -> new Before(rs.getString("counterparty"), Money.of(rs.getBigDecimal("debit")),
                        Money.of(rs.getBigDecimal("credit"))))
                .list();
        for (Before before : turnover) {
            Carried carried = Carried.before(chart, accountCode, before.debit, before.credit);
            jdbc.sql("""
                    update month_movement set carried_debit = ?, carried_credit = ?
                    where company_id = ? and period = ? and account_code = ? and counterparty = ?""")
                    .params(carried.debit().amount(), carried.credit().amount(), book.companyId(),
                            Figures.beforeStart(book.startPeriod().getYear()), accountCode, before.counterparty)
                    .update();
        }
    }
}
