package zhangfang.statements;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.audit.FrozenContent;
import zhangfang.audit.FrozenReports;
import zhangfang.audit.FrozenReports.Kind;
import zhangfang.audit.FrozenReports.Report;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ledger.Closing;
import zhangfang.ledger.PeriodGate;
import zhangfang.money.Money;
import zhangfang.ledger.VoucherChain;
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

        /** As they were issued. */
        public StatementSet statements() {
            return FrozenStatements.of(FrozenContent.read(content));
        }
    }

    private final Statements statements;
    private final Companies companies;
    private final Books books;
    private final Closing closing;
    private final VoucherChain chain;
    private final ObjectProvider<PeriodGate> gates;
    private final FrozenReports reports;
    private final Audit audit;

    IssuedStatements(Statements statements, Companies companies, Books books, Closing closing,
            VoucherChain chain, ObjectProvider<PeriodGate> gates, FrozenReports reports, Audit audit) {
        this.statements = statements;
        this.companies = companies;
        this.gates = gates;
        this.books = books;
        this.closing = closing;
        this.chain = chain;
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
        requireMayIssue(actor);
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
        VoucherChain.Head head = chain.seal(companyId, VoucherChain.Occasion.ISSUE, period);
        audit.record(actor, "statements.issue", companyId, companyId + "/" + period,
                "revision " + revision + " " + report.hash() + ", chain " + head);
        return issued(report);
    }

    /**
     * Issues the three statements of a month that no service month's process issues, as the next revision. When nothing
     * is another than in the newest revision, that one is the answer.
     *
     * @throws Refusal conflict, naming the step of the month's process; else as {@link #issue}
     */
    @Transactional
    public Issued issueNext(Actor actor, String companyId, YearMonth period) {
        companies.booksVisible(actor, companyId);
        requireMayIssue(actor);
        gates.forEach(gate -> gate.requireOutsideService(companyId, period));
        books.lock(companyId);
        Optional<Issued> latest = latest(companyId, period);
        if (latest.isPresent() && closing.isClosed(companyId, period)
                && latest.get().hash().equals(FrozenContent.of(statements.of(companyId, ReportPeriod.of(period))).hash())) {
            return latest.get();
        }
        return issue(actor, companyId, period, latest.map(Issued::revision).orElse(0) + 1);
    }

    /** @throws Refusal not found, if there is no such revision */
    public Issued get(String companyId, YearMonth period, int revision) {
        return reports.find(Kind.STATEMENTS, companyId, period, revision).map(IssuedStatements::issued)
                .orElseThrow(Refusal::notFound);
    }

    /** What a line was and is. {@code null} where a revision does not have it. */
    public record Difference(String statement, Integer line, String item, String column, Money before, Money after,
            Money difference) {
    }

    /** Every amount that is another in one revision than in the other, in the order of the statements' lines. */
    public List<Difference> differences(String companyId, YearMonth period, int from, int to) {
        StatementSet before = get(companyId, period, from).statements();
        StatementSet after = get(companyId, period, to).statements();
        List<Difference> differences = new ArrayList<>();
        for (StatementKind kind : StatementKind.values()) {
            Map<List<Object>, Money> old = amounts(before.of(kind));
            Map<List<Object>, Money> present = amounts(after.of(kind));
            for (Statement.Row row : everyRow(before.of(kind), after.of(kind))) {
                for (String column : row.amounts().keySet()) {
                    Money was = old.get(key(row, column));
                    Money is = present.get(key(row, column));
                    if (!Objects.equals(was, is)) {
                        differences.add(new Difference(kind.path(), row.line(), row.item(), column, was, is,
                                was == null || is == null ? null : is.minus(was)));
                    }
                }
            }
        }
        return differences;
    }

    /** Untagged cash has a row only where there is any. */
    private static List<Statement.Row> everyRow(Statement before, Statement after) {
        List<Statement.Row> rows = new ArrayList<>(after.rows());
        before.rows().stream()
                .filter(row -> after.rows().stream().noneMatch(other -> Objects.equals(row.line(), other.line())))
                .forEach(rows::add);
        return rows;
    }

    private static Map<List<Object>, Money> amounts(Statement statement) {
        Map<List<Object>, Money> amounts = new HashMap<>();
        statement.rows().forEach(row -> row.amounts().forEach((column, amount) ->
                amounts.put(key(row, column), amount)));
        return amounts;
    }

    private static List<Object> key(Statement.Row row, String column) {
        return Arrays.asList(row.line(), column);
    }

    private static void requireMayIssue(Actor actor) {
        if (!actor.isSystem() && !actor.isAny(Role.ACCOUNTANT, Role.REVIEWER)) {
            throw Refusal.forbidden("statements.issue.forbidden");
        }
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
