package zhangfang.tax;

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

/** Tax figures as they were issued to the customer: frozen, with a content hash, one revision after the other. */
@Service
public class IssuedTaxFigures {

    /** @param content the figures, as JSON; @param hash SHA-256 of {@code content}, in hexadecimal */
    public record Issued(String companyId, YearMonth period, int revision, String content, String hash,
            String issuedBy, Instant issuedAt) {

        /** As they were issued. */
        public MonthTaxes figures() {
            return FrozenContent.read(content, MonthTaxes.class);
        }
    }

    private final TaxFigures taxFigures;
    private final Books books;
    private final Closing closing;
    private final FrozenReports reports;
    private final Audit audit;

    IssuedTaxFigures(TaxFigures taxFigures, Books books, Closing closing, FrozenReports reports, Audit audit) {
        this.taxFigures = taxFigures;
        this.books = books;
        this.closing = closing;
        this.reports = reports;
        this.audit = audit;
    }

    /**
     * Freezes the month's tax figures under the given revision; again with the same revision answers the first.
     *
     * @throws Refusal conflict, if the month is open or the revision is not higher than the newest
     */
    @Transactional
    public Issued issue(Actor actor, String companyId, YearMonth period, int revision) {
        if (!actor.isSystem() && !actor.isAny(Role.ACCOUNTANT, Role.REVIEWER)) {
            throw Refusal.forbidden("tax.issue.forbidden");
        }
        books.lock(companyId);
        Optional<Report> existing = reports.find(Kind.TAX_FIGURES, companyId, period, revision);
        if (existing.isPresent()) {
            return issued(existing.get());
        }
        Optional<Issued> latest = latest(companyId, period);
        if (revision < 1 || latest.isPresent() && latest.get().revision() > revision) {
            throw Refusal.conflict("tax.issue.revision", revision);
        }
        if (!closing.isClosed(companyId, period)) {
            throw Refusal.conflict("tax.issue.open", period.toString());
        }
        Report report = reports.keep(actor, Kind.TAX_FIGURES, companyId, period, revision,
                FrozenContent.of(taxFigures.of(companyId, period)));
        audit.record(actor, "taxFigures.issue", companyId, companyId + "/" + period,
                "revision " + revision + " " + report.hash());
        return issued(report);
    }

    /** The newest revision. */
    public Optional<Issued> latest(String companyId, YearMonth period) {
        return all(companyId, period).stream().findFirst();
    }

    /** All revisions, the newest first. */
    public List<Issued> all(String companyId, YearMonth period) {
        return reports.all(Kind.TAX_FIGURES, companyId, period).stream().map(IssuedTaxFigures::issued).toList();
    }

    private static Issued issued(Report report) {
        return new Issued(report.companyId(), report.period(), report.revision(), report.content(), report.hash(),
                report.issuedBy(), report.issuedAt());
    }
}
