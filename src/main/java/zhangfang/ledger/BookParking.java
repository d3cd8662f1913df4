package zhangfang.ledger;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * Locks a book (锁定账套) in which something is not as it was posted, so that no figure is built upon it; other books go on.
 * It can still be read. It is released when it is found in order again, such as after its rows were restored.
 */
@Service
public class BookParking {

    private static final int REASON_LENGTH = 500;

    private final JdbcClient jdbc;
    private final Books books;
    private final ChainCheck chain;
    private final LedgerCheck ledger;
    private final Companies companies;
    private final BusinessClock clock;
    private final Notices notices;
    private final Audit audit;

    BookParking(JdbcClient jdbc, Books books, ChainCheck chain, LedgerCheck ledger, Companies companies,
            BusinessClock clock, Notices notices, Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.chain = chain;
        this.ledger = ledger;
        this.companies = companies;
        this.clock = clock;
        this.notices = notices;
        this.audit = audit;
    }

    /** The books in which something seems wrong; a book that is being written may be among them. */
    @Transactional(readOnly = true)
    public List<String> suspects() {
        return jdbc.sql("select company_id from book order by company_id").query(String.class).list().stream()
                .filter(companyId -> !findings(companyId).isEmpty()).toList();
    }

    /**
     * Looks at the book while nobody writes, and locks it if something is not in order; its owners and its keeper hear
     * of it. A second time does nothing.
     *
     * @return whether the book is locked
     */
    @Transactional
    public boolean parkIfBroken(String companyId) {
        if (books.lockEvenIfParked(companyId).parked()) {
            return true;
        }
        int findings = findings(companyId).size();
        if (findings == 0) {
            return false;
        }
        jdbc.sql("insert into book_parking (company_id, parked_at, findings) values (?, ?, ?)")
                .params(companyId, clock.now().atOffset(ZoneOffset.UTC), findings).update();
        audit.record(Actor.SYSTEM, "book.park", companyId, companyId, findings + " findings");
        tell(companies.get(companyId), findings);
        return true;
    }

    /**
     * Opens a book again that is in order now.
     *
     * @throws Refusal conflict, while something in it is not as it was posted; forbidden, unless a process owner or an
     *     administrator asks
     */
    @Transactional
    public void release(Actor actor, String companyId, String reason) {
        companies.booksVisible(actor, companyId);
        if (!actor.isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR)) {
            throw Refusal.forbidden("ledger.parking.notAllowed");
        }
        if (reason == null || reason.isBlank() || reason.strip().length() > REASON_LENGTH) {
            throw Refusal.field("reason", "ledger.parking.reason", REASON_LENGTH);
        }
        if (!books.lockEvenIfParked(companyId).parked()) {
            return;
        }
        int findings = findings(companyId).size();
        if (findings > 0) {
            throw Refusal.conflict("ledger.parking.stillBroken", findings);
        }
        jdbc.sql("delete from book_parking where company_id = ?").param(companyId).update();
        audit.record(actor, "book.release", companyId, companyId, reason.strip());
    }

    private List<Reason> findings(String companyId) {
        List<Reason> findings = new ArrayList<>(chain.check(companyId).findings());
        findings.addAll(ledger.findings(companyId));
        return findings;
    }

    private void tell(Company company, int findings) {
        String once = "book.parked/" + company.id() + "/" + clock.now();
        notices.tellRole(Role.PROCESS_OWNER, company.id(), once, "ledger.notice.parked", company.name(), findings);
        if (company.keeperId() != null) {
            notices.tell(company.keeperId(), company.id(), once, "ledger.notice.parked", company.name(), findings);
        }
    }
}
