package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.document.TaskCompanies;
import zhangfang.engagement.Confirmations;
import zhangfang.engagement.FilingStatus;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.Report;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;
import zhangfang.engagement.Step;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailings;
import zhangfang.intake.NewMailing;
import zhangfang.ledger.Closing;
import zhangfang.refusal.Refusal;

/** The service months of a company: their status, who did what when, mailings and confirmations. */
@RestController
@Tag(name = "service-months", description = "服务月:记账状态、寄件、确认")
class ServiceMonthsApi {

    private static final Set<String> SENT_BACK = Set.of("returned", "returnedForAdditions", "objectedStatements",
            "objectedTaxes");

    /**
     * A month in a list.
     *
     * @param status     bookkeeping status (记账状态); {@code statusText} in the caller's language
     * @param confirmBy  until when the customer can confirm or object, or {@code null} before the first issue
     */
    record Summary(String id, String companyId, String companyName, String month, MonthStatus status,
            String statusText, FilingStatus filingStatus, String filingStatusText, int revision,
            LocalDate mailingDue, LocalDate bookkeepingDue, Instant confirmBy, LocalDate filingDeadline,
            boolean filingDeadlineEstimated, Instant serviceCompletedAt, String unconfirmedFiling) {
    }

    record Details(Summary month, Stage stage, LocalDate goOnFrom, List<StepRow> steps, List<MailingRow> mailings,
            List<ConfirmationRow> confirmations, Note openNote) {
    }

    /** @param action what was done; {@code actionText} in the caller's language */
    record StepRow(String action, String actionText, MonthStatus status, String statusText, String by, Instant at,
            Instant processedAt, String detail) {
    }

    record MailingRow(Mailing mailing, String wayText, String stateText, List<DocumentRow> documents) {
    }

    record DocumentRow(String id, String fileName, Document.Category category, String categoryText, int size,
            String sha256, Instant keptAt) {
    }

    /** @param bySystem whether silence became consent */
    record ConfirmationRow(int revision, Report report, Confirmations.Decision decision, String by, boolean bySystem,
            Instant effectiveAt, Instant processedAt, String reason) {
    }

    /** Why the books are being worked over: sent back by the reviewer, or objected to by the customer. */
    record Note(String action, String actionText, String by, Instant at, String reason) {
    }

    /** What a form of a task shows: the month, the mailing to sign for, the checks before closing, the business day. */
    record TaskView(Details details, MailingRow mailing, List<CheckRow> checks, LocalDate today) {
    }

    record CheckRow(String name, Closing.Severity severity, boolean passed) {
    }

    /** Times are local, such as {@code 2026-12-01T14:00}. */
    record MailingInput(Mailing.Way way, String courier, String trackingNumber, String pickupAddress,
            LocalDateTime pickupFrom, LocalDateTime pickupUntil, String remark) {

        NewMailing mailing() {
            return new NewMailing(way, courier, trackingNumber, pickupAddress, instant(pickupFrom),
                    instant(pickupUntil), remark, List.of());
        }

        private static Instant instant(LocalDateTime time) {
            return time == null ? null : time.atZone(BusinessClock.ZONE).toInstant();
        }
    }

    private final CurrentActor currentActor;
    private final Companies companies;
    private final People people;
    private final ServiceMonths months;
    private final Confirmations confirmations;
    private final Mailings mailings;
    private final Documents documents;
    private final Closing closing;
    private final ObjectProvider<TaskCompanies> tasks;
    private final MessageSource messages;
    private final BusinessClock clock;

    ServiceMonthsApi(CurrentActor currentActor, Companies companies, People people, ServiceMonths months,
            Confirmations confirmations, Mailings mailings, Documents documents, Closing closing,
            ObjectProvider<TaskCompanies> tasks, MessageSource messages, BusinessClock clock) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.people = people;
        this.months = months;
        this.confirmations = confirmations;
        this.mailings = mailings;
        this.documents = documents;
        this.closing = closing;
        this.tasks = tasks;
        this.messages = messages;
        this.clock = clock;
    }

    @Operation(summary = "服务月列表", description = "every service month of the company, the newest first")
    @GetMapping("/api/companies/{companyId}/service-months")
    Rows<Summary> list(@PathVariable String companyId, Locale locale) {
        Company company = companies.visible(currentActor.get(), companyId);
        return new Rows<>(months.ofCompany(companyId).stream().map(month -> summary(month, company, locale)).toList());
    }

    @Operation(summary = "一个服务月", description = "status, steps with who and when, mailings with their hand-over "
            + "lists and documents, confirmations of every revision")
    @GetMapping("/api/companies/{companyId}/service-months/{month}")
    Details one(@PathVariable String companyId, @PathVariable String month, Locale locale) {
        Company company = companies.visible(currentActor.get(), companyId);
        return details(find(companyId, month), company, locale);
    }

    @Operation(summary = "补寄票据", description = "announces a mailing after collecting has ended and before the month is "
            + "closed; it gets a task of signing, where the accountant decides into which month it goes")
    @PostMapping("/api/companies/{companyId}/service-months/{month}/mailings")
    @ResponseStatus(HttpStatus.CREATED)
    MailingRow announce(@PathVariable String companyId, @PathVariable String month, @RequestBody MailingInput input,
            Locale locale) {
        Actor actor = currentActor.get();
        companies.visible(actor, companyId);
        return row(mailings.announceLate(actor, find(companyId, month).id(), input.mailing()), locale);
    }

    @Operation(summary = "登记到达", description = "an accountant records that a mailing has arrived")
    @PostMapping("/api/companies/{companyId}/mailings/{mailingId}/arrival")
    MailingRow arrived(@PathVariable String companyId, @PathVariable String mailingId, Locale locale) {
        Actor actor = currentActor.get();
        companies.visible(actor, companyId);
        if (!mailings.get(mailingId).companyId().equals(companyId)) {
            throw Refusal.notFound();
        }
        return row(mailings.arrived(actor, mailingId), locale);
    }

    @Operation(summary = "任务的服务月", description = "what the form of a task of a service month shows, for whoever may "
            + "work on that task")
    @GetMapping("/api/tasks/{taskId}/service-month")
    TaskView ofTask(@PathVariable String taskId, Locale locale) {
        Actor actor = currentActor.get();
        ServiceMonth month = Optional.ofNullable(tasks.getIfAvailable())
                .flatMap(open -> open.businessKeyOfTask(actor, taskId))
                .map(months::get).orElseThrow(Refusal::notFound);
        Details details = details(month, companies.get(month.companyId()), locale);
        MailingRow mailing = mailings.findBySignTask(taskId).map(found -> row(found, locale)).orElse(null);
        List<CheckRow> checks = month.stage() == Stage.CLOSING
                ? closing.check(month.companyId(), month.month()).stream().map(check -> check(check, locale)).toList()
                : List.of();
        return new TaskView(details, mailing, checks, clock.today());
    }

    private CheckRow check(Closing.Check check, Locale locale) {
        Object[] args = check.args().stream().map(String::valueOf).toArray();
        return new CheckRow(messages.getMessage(check.key(), args, locale), check.severity(), check.passed());
    }

    private ServiceMonth find(String companyId, String month) {
        return months.find(companyId, StatementsApi.month("month", month)).orElseThrow(Refusal::notFound);
    }

    private Summary summary(ServiceMonth month, Company company, Locale locale) {
        FilingDeadline filing = months.filingDeadline(month.month());
        YearMonth period = month.month();
        return new Summary(month.id(), month.companyId(), company.name(), period.toString(), month.status(),
                text("engagement.status." + month.status(), locale), month.filingStatus(),
                text("engagement.filing." + month.filingStatus(), locale), month.revision(),
                ServiceMonths.mailingDue(period), ServiceMonths.bookkeepingDue(period),
                confirmations.current(month.id()).map(Confirmations.Issue::confirmBy).orElse(null), filing.date(),
                filing.estimated(), month.serviceCompletedAt(), month.unconfirmedFiling());
    }

    private Details details(ServiceMonth month, Company company, Locale locale) {
        List<Step> steps = months.steps(month.id());
        return new Details(summary(month, company, locale), month.stage(), ServiceMonths.goOnFrom(month.month()),
                steps.stream().map(step -> row(step, locale)).toList(),
                mailings.ofMonth(month.id()).stream().map(mailing -> row(mailing, locale)).toList(),
                confirmations.decisions(month.id()).stream().map(this::row).toList(),
                openNote(month, steps, locale));
    }

    private Note openNote(ServiceMonth month, List<Step> steps, Locale locale) {
        if (month.stage() != Stage.BOOKKEEPING) {
            return null;
        }
        return steps.stream().filter(step -> SENT_BACK.contains(step.action()))
                .reduce((first, second) -> second)
                .map(step -> new Note(step.action(), text("engagement.action." + step.action(), locale),
                        people.nameOf(step.actorId()), step.effectiveAt(), step.detail()))
                .orElse(null);
    }

    private StepRow row(Step step, Locale locale) {
        return new StepRow(step.action(), text("engagement.action." + step.action(), locale), step.status(),
                text("engagement.status." + step.status(), locale), nameOf(step.actorId(), locale),
                step.effectiveAt(), step.processedAt(), step.detail());
    }

    private MailingRow row(Mailing mailing, Locale locale) {
        return new MailingRow(mailing, text("intake.way." + mailing.way(), locale),
                text("intake.state." + mailing.state(), locale),
                documents.of(mailing.id()).stream().map(document -> new DocumentRow(document.id(),
                        document.fileName(), document.category(),
                        text("document.category." + document.category(), locale), document.size(), document.sha256(),
                        document.keptAt())).toList());
    }

    private ConfirmationRow row(Confirmations.Decided decided) {
        return new ConfirmationRow(decided.revision(), decided.report(), decided.decision(),
                people.nameOf(decided.actorId()), decided.bySystem(), decided.effectiveAt(), decided.processedAt(),
                decided.reason());
    }

    private String nameOf(String actorId, Locale locale) {
        return Actor.SYSTEM.id().equals(actorId) ? text("engagement.system", locale) : people.nameOf(actorId);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
