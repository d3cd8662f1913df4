package zhangfang.statements;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.audit.FrozenContent;
import zhangfang.audit.FrozenReports;
import zhangfang.audit.FrozenReports.Kind;
import zhangfang.audit.FrozenReports.Report;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ledger.Closing;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Statements as they were issued to the customer: frozen, with a content hash, one revision after the other. */
@Service
public class IssuedStatements {

    /**
     * @param content the statements and their check rules, as JSON
     * @param hash    SHA-256 of {@code content}, in hexadecimal
     */
    public record Issued(String companyId, YearMonth period, int revision, String content, String hash,
            String issuedBy, Instant issuedAt) {
    }

    private final Statements statements;
    private final Books books;
    private final Closing closing;
    private final FrozenReports reports;
    private final Audit audit;

    IssuedStatements(Statements statements, Books books, Closing closing, FrozenReports reports, Audit audit) {
        this.statements = statements;
        this.books = books;
        this.closing = closing;
        this.reports = reports;
        this.audit = audit;
    }

    /**
     * Freezes the three statements of a closed month under the given revision; again with the same revision answers the
     * first.
     *
     * @throws Refusal conflict, if the month is open, a check rule of kind "=" fails, or the revision is not higher than
     *                 the newest
     */
    @Transactional
    public Issued issue(Actor actor, String companyId, YearMonth period, int revision) {
        if (!actor.isSystem() && !actor.isAny(Role.ACCOUNTANT, Role.REVIEWER)) {
            throw Refusal.forbidden("statements.issue.forbidden");
        }
        books.lock(companyId);
        Optional<Report> existing = reports.find(Kind.STATEMENTS, companyId, period, revision);
        if (existing.isPresent()) {
            return issued(existing.get());
        }
        Optional<Issued> latest = latest(companyId, period);
        if (revision < 1 || latest.isPresent() && latest.get().revision() > revision) {
            throw Refusal.conflict("statements.issue.revision", revision);
        }
        if (!closing.isClosed(companyId, period)) {
            throw Refusal.conflict("statements.issue.open", period.toString());
        }
        StatementSet set = statements.of(companyId, ReportPeriod.of(period));
        List<Check> errors = set.errors();
        if (!errors.isEmpty()) {
            throw Refusal.conflict(errors.stream().map(IssuedStatements::reason).toList());
        }
        Report report = reports.keep(actor, Kind.STATEMENTS, companyId, period, revision, FrozenContent.of(set));
        audit.record(actor, "statements.issue", companyId, companyId + "/" + period,
                "revision " + revision + " " + report.hash());
        return issued(report);
    }

    private static Reason reason(Check check) {
        return check.id().equals(StatementDraft.UNTAGGED_CHECK)
                ? Reason.of("statements.issue.untagged", check.left().toString())
                : Reason.of("statements.issue.checkFailed", check.id(), check.expression(), check.left().toString(),
                        check.right().toString());
    }

    /** The newest revision. */
    public Optional<Issued> latest(String companyId, YearMonth period) {
        return all(companyId, period).stream().findFirst();
    }

    /** All revisions, the newest first. */
    public List<Issued> all(String companyId, YearMonth period) {
        return reports.all(Kind.STATEMENTS, companyId, period).stream().map(IssuedStatements::issued).toList();
    }

    private static Issued issued(Report report) {
        return new Issued(report.companyId(), report.period(), report.revision(), report.content(), report.hash(),
                report.issuedBy(), report.issuedAt());
    }
}
