package zhangfang.web;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplications;
import zhangfang.invoicing.InvoiceStep;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;
import zhangfang.web.InvoiceViews.ApplicationView;

/** A company's applications with their steps (开票进度), as rows and as a report. */
@Component
class InvoiceList {

    /** What {@link InvoiceApplication#shown()} answers. */
    static final List<String> STATUSES = List.of("APPLIED", "ISSUING", "FAILED", "ISSUED", "MAILED", "COMPLETED",
            "RETURNING", "RETURNED", "REJECTED", "CANCELLED");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final InvoiceApplications applications;
    private final Companies companies;
    private final InvoiceViews views;

    InvoiceList(InvoiceApplications applications, Companies companies, InvoiceViews views) {
        this.applications = applications;
        this.companies = companies;
        this.views = views;
    }

    /** @throws zhangfang.refusal.Refusal not found or forbidden */
    List<ApplicationView> of(Actor actor, String companyId, InvoiceApplications.Filter filter, int limit,
            Locale locale) {
        List<InvoiceApplication> found = applications.of(actor, companyId, filter, limit);
        Map<String, List<InvoiceStep>> steps =
                applications.stepsOf(found.stream().map(InvoiceApplication::id).toList());
        String name = companies.get(companyId).name();
        Map<String, String> people = new HashMap<>();
        return found.stream()
                .map(each -> views.application(each, name, steps.getOrDefault(each.id(), List.of()), people, locale))
                .toList();
    }

    Report report(Actor actor, String companyId, InvoiceApplications.Filter filter, int limit, Locale locale) {
        List<ApplicationView> rows = of(actor, companyId, filter, limit, locale);
        List<Row> written = new ArrayList<>(rows.stream().map(InvoiceList::row).toList());
        return new Report("invoices-" + companyId, views.text("invoices.title", locale),
                companies.get(companyId).name(), period(filter), columns(locale), written);
    }

    private List<Column> columns(Locale locale) {
        return List.of(Column.text(views.text("invoices.id", locale)),
                Column.centred(views.text("invoices.appliedAt", locale)),
                Column.text(views.text("invoices.buyer", locale)), Column.text(views.text("invoices.to", locale)),
                Column.amount(views.text("invoices.amount", locale)),
                Column.amount(views.text("invoices.redTotal", locale)),
                Column.centred(views.text("invoices.status", locale)),
                Column.text(views.text("invoices.number", locale)), Column.text(views.text("invoices.steps", locale)));
    }

    private static Row row(ApplicationView one) {
        return Row.of(one.id(), TIME.format(one.appliedAt()), one.title().name(), one.address().line(), one.amount(),
                one.redTotal(), one.statusName(), one.invoice() == null ? null : one.invoice().fullNumber(),
                one.steps().stream().map(step -> step.name() + " " + TIME.format(step.effectiveAt()))
                        .collect(Collectors.joining(" · ")));
    }

    private static String period(InvoiceApplications.Filter filter) {
        return filter.from() == null && filter.to() == null ? ""
                : (filter.from() == null ? "" : filter.from()) + " – " + (filter.to() == null ? "" : filter.to());
    }
}
