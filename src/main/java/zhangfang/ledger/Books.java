package zhangfang.ledger;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.Company.Standard;
import zhangfang.company.OpenedBooks;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/** Opens and finds the books (账套). A company has at most one; its id is the company's id. */
@Service
public class Books implements OpenedBooks {

    /** Which accounts a book starts with. */
    public enum Chart {
        /** The reference chart with its details (明细科目). */
        STANDARD,
        /** The official first-level accounts only, for a client whose own sub-accounts come with its files. */
        FIRST_LEVEL
    }

    /**
     * @param startPeriod  the first period that can take vouchers (启用月)
     * @param vatDebitAsAsset whether debit balances of VAT details are shown as other current assets (财会〔2016〕22号, 口径 B)
     * @param reclassifyOthers whether 其他应收款 and 其他应付款 are shown by the side of each detail's balance
     * @param parked       whether nothing is written into it, because something in it was found changed; see {@link BookParking}
     */
    public record Book(String companyId, Standard standard, Chart chart, YearMonth startPeriod, boolean vatDebitAsAsset,
            boolean reclassifyOthers, boolean parked) {

        public Presentation presentation() {
            return new Presentation(vatDebitAsAsset, reclassifyOthers);
        }

        /** The accounts that the rules of its standard know by their code. */
        public StandardAccounts accounts() {
            return StandardAccounts.of(standard);
        }
    }

    private static final String SELECT = """
            select company_id, standard, chart, start_period, vat_debit_as_asset, reclassify_others,
                   exists (select 1 from book_parking p where p.company_id = book.company_id) as parked
            from book where company_id = ?""";

    private final JdbcClient jdbc;
    private final Companies companies;
    private final BookAccess access;
    private final AccountRows accounts;
    private final BusinessClock clock;
    private final Audit audit;

    Books(JdbcClient jdbc, BookAccess access, AccountRows accounts, BusinessClock clock,
            Companies companies, Audit audit) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.access = access;
        this.accounts = accounts;
        this.clock = clock;
        this.audit = audit;
    }

    /** @throws zhangfang.refusal.Refusal conflict, if the company has books already */
    @Transactional
    public Book open(Actor actor, String companyId, YearMonth startPeriod, Chart chart) {
        access.write(actor, companyId);
        Company company = companies.lock(companyId);
        if (find(companyId).isPresent()) {
            throw Refusal.conflict("ledger.book.openedBefore");
        }
        try {
            insert(actor, company, startPeriod, chart);
        } catch (DuplicateKeyException openedByAnother) {
            throw Refusal.conflict("ledger.book.openedBefore");
        }
        accounts.insert(companyId, ReferenceChart.of(company.standard()).accounts(chart, company.taxpayerType()));
        audit.record(actor, "book.open", companyId, companyId, startPeriod + " " + chart);
        return get(companyId);
    }

    private void insert(Actor actor, Company company, YearMonth startPeriod, Chart chart) {
        jdbc.sql("""
                insert into book (company_id, standard, chart, start_period, vat_debit_as_asset, reclassify_others, opened_by,
                    opened_at)
                values (?, ?, ?, ?, true, false, ?, ?)""")
                .params(List.of(company.id(), company.standard().name(), chart.name(), startPeriod.toString(), actor.id(),
                        clock.now().atOffset(ZoneOffset.UTC)))
                .update();
        jdbc.sql("insert into book_year (company_id, fiscal_year) values (?, ?)")
                .params(company.id(), startPeriod.getYear())
                .update();
    }

    /**
     * Chooses how the book's statements present what the standard leaves open (报表口径). What was issued before stays as
     * it was.
     *
     * @param vatDebitAsAsset  see {@link Presentation}; {@code null} leaves it as it is, likewise the other
     */
    @Transactional
    public Book present(Actor actor, String companyId, Boolean vatDebitAsAsset, Boolean reclassifyOthers) {
        access.write(actor, companyId);
        Presentation before = lock(companyId).presentation();
        Presentation chosen = new Presentation(vatDebitAsAsset == null ? before.vatDebitAsAsset() : vatDebitAsAsset,
                reclassifyOthers == null ? before.reclassifyOthers() : reclassifyOthers);
        if (!chosen.equals(before)) {
            jdbc.sql("update book set vat_debit_as_asset = ?, reclassify_others = ? where company_id = ?")
                    .params(chosen.vatDebitAsAsset(), chosen.reclassifyOthers(), companyId)
                    .update();
            audit.record(actor, "book.present", companyId, companyId, before + " -> " + chosen);
        }
        return get(companyId);
    }

    @Override
    public boolean isOpened(String companyId) {
        return find(companyId).isPresent();
    }

    public Optional<Book> find(String companyId) {
        return query(SELECT, companyId);
    }

    /** @throws zhangfang.refusal.Refusal conflict, if the company has no books yet */
    public Book get(String companyId) {
        return find(companyId).orElseThrow(() -> Refusal.conflict("ledger.book.none"));
    }

    /**
     * Locks the book's row until the transaction ends: whoever writes into a book does this first, so that posting,
     * closing and changes of its accounts stand in line.
     *
     * @throws zhangfang.refusal.Refusal conflict, if the company has no books yet, or its book is parked
     */
    @Transactional
    public Book lock(String companyId) {
        Book book = lockEvenIfParked(companyId);
        if (book.parked()) {
            throw Refusal.conflict("ledger.book.parked");
        }
        return book;
    }

    /** As {@link #lock}, for those who look whether the book is in order. */
    Book lockEvenIfParked(String companyId) {
        return query(SELECT + " for update", companyId).orElseThrow(() -> Refusal.conflict("ledger.book.none"));
    }

    /**
     * Locks the book for somebody who writes vouchers.
     *
     * @param post whether vouchers are posted at once, which reviewers may do
     */
    @Transactional
    public Book lockForWriting(Actor actor, String companyId, boolean post) {
        mayWrite(actor, companyId, post);
        return lock(companyId);
    }

    /** @throws Refusal unless this person may write vouchers, or post them at once */
    public void mayWrite(Actor actor, String companyId, boolean post) {
        access.write(actor, companyId);
        if (post && !actor.is(Role.REVIEWER)) {
            throw Refusal.forbidden("ledger.actor.notReviewer");
        }
    }

    private Optional<Book> query(String sql, String companyId) {
        return jdbc.sql(sql)
                .param(companyId)
                .query((rs, i) -> new Book(rs.getString("company_id"), Standard.valueOf(rs.getString("standard")),
                        Chart.valueOf(rs.getString("chart")), YearMonth.parse(rs.getString("start_period")),
                        rs.getBoolean("vat_debit_as_asset"), rs.getBoolean("reclassify_others"),
                        rs.getBoolean("parked")))
                .optional();
    }
}
