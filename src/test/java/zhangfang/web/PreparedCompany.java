package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.Company;
import zhangfang.company.NewCompany;
import zhangfang.engagement.ServiceMonths;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.invoicing.DeliveryAddress;
import zhangfang.invoicing.DeliveryAddresses;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.NewAddress;
import zhangfang.invoicing.NewTitle;
import zhangfang.ledger.Books;
import zhangfang.ledger.VoucherImports;
import zhangfang.ledger.VoucherTemplates;
import zhangfang.ledger.Vouchers;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.Invoicing;
import zhangfang.wallet.Wallet;
import zhangfang.workbench.WorkAction;
import zhangfang.workbench.WorkBatch;
import zhangfang.workbench.WorkBatches;

/** A company with one of everything that can be asked for, and somebody of each kind who asks, see {@link EndpointTable}. */
public final class PreparedCompany {

    private static final Map<Role, String> NAMES = Map.of(Role.CUSTOMER, "陈立", Role.ADVISOR, "周顾问", Role.ACCOUNTANT,
            "王会计", Role.REVIEWER, "赵审核", Role.FINANCE, "孙财务", Role.PROCESS_OWNER, "钱主管",
            Role.ADMINISTRATOR, "管理员");

    private final int port;
    private final People people;
    private final Companies companies;
    private final VoucherImports imports;
    private final Books books;
    private final VoucherTemplates templates;
    private final Notices notices;
    private final InvoiceTitles titles;
    private final DeliveryAddresses addresses;
    private final JdbcClient jdbc;
    private final OnBehalf onBehalf;
    private final ServiceMonths months;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final Wallet wallet;
    private final BusinessClock clock;

    private final Map<String, Caller> callers = new LinkedHashMap<>();
    private final Map<String, String> users = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    public PreparedCompany(ApplicationContext context, int port) {
        this.port = port;
        people = context.getBean(People.class);
        companies = context.getBean(Companies.class);
        imports = context.getBean(VoucherImports.class);
        books = context.getBean(Books.class);
        templates = context.getBean(VoucherTemplates.class);
        notices = context.getBean(Notices.class);
        titles = context.getBean(InvoiceTitles.class);
        addresses = context.getBean(DeliveryAddresses.class);
        jdbc = context.getBean(JdbcClient.class);
        onBehalf = context.getBean(OnBehalf.class);
        months = context.getBean(ServiceMonths.class);
        runtime = context.getBean(RuntimeService.class);
        tasks = context.getBean(TaskService.class);
        wallet = context.getBean(Wallet.class);
        clock = context.getBean(BusinessClock.class);
        everyone(context);
    }

    Caller caller(String name) {
        return callers.get(name);
    }

    /** The sign-in name of a caller of the table; the password is {@link Caller#PASSWORD}. */
    public String user(String caller) {
        return users.get(caller);
    }

    /** @return with the ids of what was prepared instead of their names */
    public String withIds(String text) {
        String filled = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    /** The keeper has asked to submit a month that has not begun. */
    private String batch(ApplicationContext context, String keeper, String companyId) {
        String month = context.getBean(ServiceMonths.class).open(Actor.SYSTEM, null, companyId, YearMonth.of(2021, 1));
        return context.getBean(WorkBatches.class).ask(people.actor(keeper), "prepared-" + month, WorkAction.KEEP,
                List.of(WorkBatch.Wish.of(month)));
    }

    private void everyone(ApplicationContext context) {
        callers.put("anonymous", Caller.nobody(port));
        String member = person("member", Role.CUSTOMER);
        String stranger = person("stranger", Role.CUSTOMER);
        person("advisor", Role.ADVISOR);
        String keeper = person("keeper", Role.ACCOUNTANT);
        person("accountant", Role.ACCOUNTANT);
        person("reviewer", Role.REVIEWER);
        String finance = person("finance", Role.FINANCE);
        person("owner", Role.PROCESS_OWNER);
        person("admin", Role.ADMINISTRATOR);

        Company company = add(member, "星河商贸");
        Company other = add(stranger, "云杉科技");
        companies.assignKeeper(people.actor(keeper), company.id(), keeper);
        books.open(people.actor(keeper), company.id(), YearMonth.of(2026, 1), Books.Chart.STANDARD);
        books.open(Actor.SYSTEM, other.id(), YearMonth.of(2026, 1), Books.Chart.STANDARD);
        notices.tell(member, company.id(), "isolation", "refusal.notFound");
        ids.put("companyId", company.id());
        ids.put("otherCompanyId", other.id());
        ids.put("voucherId", made("keeper", "/book/vouchers", """
                {"date": "2026-01-05", "reference": "1", "entries": [
                 {"summary": "提备用金", "accountCode": "1001", "debit": "100.00"},
                 {"summary": "提备用金", "accountCode": "1002", "credit": "100.00"}]}"""));
        imports.importFile(people.actor(keeper), company.id(), """
                date,voucher_no,summary,account_code,account_name,debit,credit
                2026-01-06,1,提备用金,1001,,100.00,
                2026-01-06,1,提备用金,1002,,,100.00
                """.getBytes(StandardCharsets.UTF_8), false, "isolation");
        ids.put("batchId", batch(context, keeper, company.id()));
        ids.put("templateId", templates.save(people.actor(keeper), company.id(), "房租",
                new Vouchers.Draft("2026-01-05", "", List.of(
                        new Vouchers.DraftEntry("付房租", "560217", "", "", "", "", "")))).id());
        ids.put("requirementId", made("member", "/requirements", """
                {"packageCode": "MONTH", "monthlyDocuments": 10, "annualRevenue": "100000.00"}"""));
        ids.put("documentId", document(member, true));
        ids.put("draftId", document(member, false));
        ids.put("topUpId", made("member", "/top-ups", """
                {"amount": "100.00", "payerName": "星河商贸", "payerAccount": "6222000011112222"}"""));
        confirmTopUp();
        ids.put("withdrawalId", made("member", "/withdrawals", """
                {"amount": "10.00", "payeeName": "星河商贸", "bank": "工商银行", "account": "6222000011112222"}"""));
        ids.put("orderId", confirmedOrder(member, finance));
        ids.put("terminationId", made("member", "/terminations", """
                {"orderId": "%s", "lastMonth": "%s", "reason": "停业"}""".formatted(ids.get("orderId"), clock.month())));
        ids.put("titleId", made("member", "/invoice-titles", """
                {"type": "PERSONAL_ORDINARY", "name": "王芳"}"""));
        ids.put("addressId", made("member", "/mailing-addresses", """
                {"kind": "E_MAIL", "recipient": "王芳", "email": "wang@example.com"}"""));
        ids.put("ticketId", made("member", "/tickets", """
                {"kind": "OTHER", "subject": "问", "text": "问题"}"""));
        invoiceThatCameBackOnce(member);
        ids.put("month", serviceMonth());
        ids.put("noticeId", String.valueOf(notices.of(member, 1).get(0).id()));
    }

    /** Something that is there to be asked for, made over HTTP like everything else here. */
    private String made(String caller, String path, String body) {
        HttpResponse<String> made = callers.get(caller).json("POST",
                "/api/companies/" + ids.get("companyId") + path, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String location = made.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** The member's company has an order that waits for an accountant. */
    private String confirmedOrder(String member, String finance) {
        String order = onBehalf.of(people.actor(member), () -> runtime.startProcessInstanceByKey("serviceOrder", Map.of(
                "companyId", ids.get("companyId"), "packageCode", "MONTH"))).getBusinessKey();
        wallet.give(people.actor(finance), ids.get("companyId"), "G-" + order, Money.of("300.00"), "试用");
        for (String step : List.of("userTask_payOrder", "userTask_confirmStart")) {
            onBehalf.of(people.actor(member), () -> {
                tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(order).taskDefinitionKey(step)
                        .singleResult().getId());
                return null;
            });
        }
        return order;
    }

    /** A month of service with its process, so far ahead that no timer of it is ever due. */
    private String serviceMonth() {
        YearMonth month = YearMonth.of(2030, 6);
        String id = months.open(Actor.SYSTEM, null, ids.get("companyId"), month);
        onBehalf.of(Actor.SYSTEM, () -> runtime.startProcessInstanceByKey("monthlyBookkeeping", id));
        return month.toString();
    }

    /** The member's company has money, as finance found it in the bank. */
    private void confirmTopUp() {
        String tasks = callers.get("finance").get("/engine-rest/task?processInstanceBusinessKey=" + ids.get("topUpId"))
                .body();
        String task = tasks.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
        assertThat(callers.get("finance").json("POST", "/engine-rest/task/" + task + "/complete", """
                {"variables": {"decision": {"value": "CONFIRM"}, "receivedAmount": {"value": "100.00"}}}""")
                .statusCode()).isEqualTo(204);
    }

    /** A file as it stands after its task was completed, or before: only its sender sees a draft. */
    private String document(String uploadedBy, boolean kept) {
        String id = "D-" + UUID.randomUUID().toString().substring(0, 8);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        jdbc.sql("""
                insert into document (id, company_id, owner_id, task_id, uploaded_by, uploaded_at, kept_at, category,
                                      file_name, kind, size, sha256, content)
                values (?, ?, ?, 'none', ?, ?, ?, 'OTHER', '回单.pdf', 'PDF', 1, ?, ?)""")
                .params(id, ids.get("companyId"), kept ? "none" : null, uploadedBy, now, kept ? now : null, "0".repeat(64), new byte[1])
                .update();
        return id;
    }

    /** An application that is completed, and a return of it that was rejected: no process moves them any more. */
    private void invoiceThatCameBackOnce(String member) {
        String companyId = ids.get("companyId");
        String title = titles.save(people.actor(member), companyId, null, new NewTitle(
                InvoiceTitle.Type.PERSONAL_ORDINARY, "王芳", null, null, null, null, null, null, true, null)).id();
        String address = addresses.save(people.actor(member), companyId, null, new NewAddress(
                DeliveryAddress.Kind.E_MAIL, "王芳", null, null, null, null, null, null, "wang@example.com", true)).id();
        String id = "I-" + UUID.randomUUID().toString().substring(0, 8);
        String back = "R-" + UUID.randomUUID().toString().substring(0, 8);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        LocalDate today = now.toLocalDate();
        String number = Invoicing.number(20);
        jdbc.sql("update invoice_account set invoiced = 1 where company_id = ?").param(companyId).update();
        jdbc.sql("""
                insert into invoice_application (id, company_id, request_key, origin, amount, title_id, title_revision,
                    title_type, buyer_name, address_id, delivery, recipient, email, status, steps, applied_by, applied_at,
                    cancel_until, issue_due, invoice_kind, invoice_number, invoice_date, document_id, issued_by, issued_at,
                    sending, sendings, ended_at, red_total)
                values (?, ?, ?, 'MANUAL', 1, ?, 1, 'PERSONAL_ORDINARY', '王芳', ?, 'E_MAIL', '王芳', 'wang@example.com',
                    'COMPLETED', 1, ?, ?, ?, ?, 'DIGITAL', ?, ?, ?, 'x', ?, false, 0, ?, 0)""")
                .params(id, companyId, id, title, address, member, now, now, today, number, today,
                        ids.get("documentId"), now, now)
                .update();
        jdbc.sql("insert into invoice_step values (?, 1, 'APPLIED', null, ?, ?, ?, null)").params(id, now, now, member)
                .update();
        jdbc.sql("insert into recorded_invoice values (?, ?, null, ?)").params(number, id, now).update();
        jdbc.sql("""
                insert into invoice_return (id, company_id, application_id, reason, on_paper, deducted, status, applied_by,
                    applied_at, review_due, decided_by, decided_at, decision_reason, ended_at)
                values (?, ?, ?, 'RENAMED', false, false, 'REJECTED', ?, ?, ?, 'x', ?, 'x', ?)""")
                .params(back, companyId, id, member, now, now, now, now).update();
        ids.put("applicationId", id);
        ids.put("returnId", back);
    }

    private String person(String caller, Role role) {
        String id = caller + "-" + UUID.randomUUID();
        people.add(id, NAMES.get(role), Caller.PASSWORD, role);
        users.put(caller, id);
        callers.put(caller, Caller.program(port, id));
        return id;
    }

    private Company add(String customer, String name) {
        return companies.add(people.actor(customer), new NewCompany(CreditCodes.next(), name, TaxpayerType.SMALL_SCALE,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null));
    }
}
