package zhangfang.flow.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.BusinessTime;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.engagement.ServiceMonths;
import zhangfang.flow.engine.Timers;
import zhangfang.ledger.OpeningBalances;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.VoucherImports;

/**
 * What has happened before the sample start's first day: one company with a finished month, a month in review and a
 * month that has begun, and a second company at its first steps. Told relative to today, so that it is always fresh;
 * every step is a command or a task under somebody's name, at its own instant.
 */
@Component
@Profile("demo")
class SampleStory implements Timers.Watcher {

    private static final String CUSTOMER = "customer";
    private static final String CUSTOMER_2 = "customer2";
    private static final String ACCOUNTANT = "accountant";
    private static final String REVIEWER = "reviewer";
    private static final String FINANCE = "finance";

    private record Scene(Instant at, Runnable action) {
    }

    private final SampleEngine engine;
    private final Timers timers;
    private final BusinessTime businessTime;
    private final BusinessClock clock;
    private final Companies companies;
    private final ServiceMonths months;
    private final OpeningBalances openingBalances;
    private final VoucherImports imports;
    private final SampleInvoicing invoicing;
    private final SampleDocuments documents;

    private final List<Scene> scenes = new ArrayList<>();
    private String xinghe;
    private String nanshan;
    private String delivered;

    SampleStory(SampleEngine engine, Timers timers, BusinessTime businessTime, BusinessClock clock,
            Companies companies, ServiceMonths months, OpeningBalances openingBalances, VoucherImports imports,
            SampleInvoicing invoicing, SampleDocuments documents) {
        this.engine = engine;
        this.timers = timers;
        this.businessTime = businessTime;
        this.clock = clock;
        this.companies = companies;
        this.months = months;
        this.openingBalances = openingBalances;
        this.imports = imports;
        this.invoicing = invoicing;
        this.documents = documents;
    }

    void tell() {
        Instant today = clock.now();
        write(today);
        timers.byHand(() -> {
            try {
                scenes.stream().filter(scene -> !scene.at.isAfter(today)).sorted(Comparator.comparing(Scene::at))
                        .forEachOrdered(this::play);
                timers.passUntil(today, businessTime::freeze, this);
            } finally {
                businessTime.run(Duration.ZERO);
            }
        });
    }

    private void play(Scene scene) {
        if (xinghe == null) {
            businessTime.freeze(scene.at);
        } else {
            timers.passUntil(scene.at, businessTime::freeze, this);
        }
        scene.action.run();
        timers.runDue(this);
    }

    private void write(Instant today) {
        YearMonth thisMonth = YearMonth.from(today.atZone(BusinessClock.ZONE));
        YearMonth reviewed = thisMonth.minusMonths(1);
        YearMonth finished = thisMonth.minusMonths(2);
        purchase(finished.minusMonths(1), finished);
        finishedMonth(finished, reviewed);
        monthInReview(reviewed, thisMonth);
        monthThatHasBegun(thisMonth);
        invoices(finished, today);
        withdrawal(today);
        secondCompany(today);
    }

    private void purchase(YearMonth month, YearMonth firstMonth) {
        at(month, 20, 9, () -> xinghe = addCompany(CUSTOMER, "91310115MA1K4X7Q6N", "星河商贸有限公司",
                TaxpayerType.SMALL_SCALE, "批发和零售业", "陈立", "13800138000"));
        at(month, 20, 10, () -> engine.start(CUSTOMER, "topUp", Map.of("companyId", xinghe, "amount", "5000.00",
                "payerName", "星河商贸有限公司", "payerAccount", "310066661801234567")));
        at(month, 20, 15, () -> engine.complete(FINANCE, xinghe, "userTask_confirmReceipt",
                Map.of("decision", "CONFIRM", "receivedAmount", "5000.00")));
        at(month, 21, 9, () -> engine.start(CUSTOMER, "serviceOrder", Map.of("companyId", xinghe,
                "packageCode", "QUARTER", "firstMonth", firstMonth.toString())));
        at(month, 21, 10, () -> engine.complete(CUSTOMER, xinghe, "userTask_payOrder", Map.of()));
        at(month, 23, 9, () -> engine.complete(CUSTOMER, xinghe, "userTask_confirmStart", Map.of()));
        at(month, 24, 9, () -> engine.complete(ACCOUNTANT, xinghe, "userTask_claimCompany", Map.of()));
        at(month, 24, 10, () -> openingBalances.replace(engine.person(ACCOUNTANT), xinghe,
                file("sample/xinghe-opening.csv", firstMonth)));
    }

    private void finishedMonth(YearMonth month, YearMonth next) {
        at(month, 26, 10, () -> inMonth(month, CUSTOMER, "userTask_mailDocuments", Map.of("choice", "MAIL",
                "way", "COURIER", "courier", "顺丰速运", "trackingNumber", "SF1420087632154")));
        at(month, 28, 14, () -> inMonth(month, ACCOUNTANT, "userTask_signMailing", Map.of("choice", "RECEIVED",
                "handover", """
                        [{"kind": "增值税发票", "quantity": 12, "remark": ""},
                         {"kind": "银行回单", "quantity": 9, "remark": ""},
                         {"kind": "费用票据", "quantity": 4, "remark": "含餐饮发票 1 张"}]""")));
        at(next, 2, 9, () -> inMonth(month, CUSTOMER, "userTask_mailDocuments", Map.of("choice", "COMPLETE")));
        at(next, 4, 16, () -> keepBooks(month, 1));
        at(next, 5, 11, () -> inMonth(month, REVIEWER, "userTask_reviewVouchers", Map.of("decision", "APPROVE")));
        at(next, 6, 9, () -> inMonth(month, ACCOUNTANT, "userTask_closeMonth", Map.of("decision", "CLOSE")));
        at(next, 8, 20, () -> {
            inMonth(month, CUSTOMER, "userTask_confirmStatements", Map.of("decision", "CONFIRM"));
            inMonth(month, CUSTOMER, "userTask_confirmTaxes", Map.of("decision", "CONFIRM"));
        });
        at(next, 10, 10, () -> inMonth(month, ACCOUNTANT, "userTask_fileTaxes",
                Map.of("filedOn", next.atDay(10).toString(), "reference", "申报回执 " + next + "-0001")));
        at(next, 12, 10, () -> inMonth(month, ACCOUNTANT, "userTask_recordReceipts",
                Map.of("paidOn", next.atDay(12).toString(), "reference", "完税证明 " + next + "-0001")));
    }

    private void monthInReview(YearMonth month, YearMonth next) {
        at(month, 27, 10, () -> inMonth(month, CUSTOMER, "userTask_mailDocuments",
                Map.of("choice", "MAIL", "way", "HAND_IN", "remark", "当面交给王会计")));
        at(month, 27, 15, () -> inMonth(month, ACCOUNTANT, "userTask_signMailing", Map.of("choice", "RECEIVED",
                "handover", """
                        [{"kind": "增值税发票", "quantity": 15, "remark": ""},
                         {"kind": "银行回单", "quantity": 11, "remark": ""}]""")));
        at(next, 1, 9, () -> inMonth(month, CUSTOMER, "userTask_mailDocuments", Map.of("choice", "COMPLETE")));
        at(next, 1, 16, () -> keepBooks(month, 2));
    }

    private void monthThatHasBegun(YearMonth month) {
        at(month, 1, 17, () -> inMonth(month, CUSTOMER, "userTask_mailDocuments", Map.of("choice", "MAIL",
                "way", "COURIER", "courier", "京东快递", "trackingNumber", "JD0098123476512")));
    }

    /** One invoice that was delivered, one that finance has to issue, one that can still be cancelled. */
    private void invoices(YearMonth month, Instant today) {
        at(month, 15, 10, () -> {
            invoicing.writeDown(CUSTOMER, xinghe);
            delivered = invoicing.applyByMail(CUSTOMER, xinghe, "500.00");
        });
        at(month, 16, 11, () -> invoicing.issue(FINANCE, xinghe, delivered));
        scenes.add(new Scene(today.minus(Duration.ofHours(26)),
                () -> invoicing.applyOnPaper(CUSTOMER, xinghe, "200.00")));
        scenes.add(new Scene(today.minus(Duration.ofMinutes(90)), () -> {
            invoicing.applyByMail(CUSTOMER, xinghe, "100.00");
            invoicing.turnRecurringOn(CUSTOMER, xinghe);
        }));
    }

    private void withdrawal(Instant today) {
        scenes.add(new Scene(today.minus(Duration.ofHours(3)), () -> engine.start(CUSTOMER, "withdrawal",
                Map.of("companyId", xinghe, "amount", "600.00", "payeeName", "星河商贸有限公司",
                        "bank", "工商银行上海张江支行", "account", "310066661801234567"))));
    }

    private void secondCompany(Instant today) {
        scenes.add(new Scene(today.minus(Duration.ofHours(5)), () -> nanshan = addCompany(CUSTOMER_2,
                "91440300MA5F8N2T6W", "南山咨询有限公司", TaxpayerType.GENERAL, "商务服务业", "周敏", "13900139000")));
        scenes.add(new Scene(today.minus(Duration.ofHours(4)), () -> engine.start(CUSTOMER_2, "requirement",
                Map.of("companyId", nanshan, "packageCode", "YEAR", "monthlyDocuments", 40,
                        "annualRevenue", "1200000.00", "extraNeeds", "[]", "note", "希望固定一位会计对接。"))));
        scenes.add(new Scene(today.minus(Duration.ofHours(2)), () -> {
            invoicing.submitSpecialTitle(CUSTOMER_2, nanshan);
            engine.start(CUSTOMER_2, "supportTicket", Map.of("companyId", nanshan, "kind", "OVERSEAS_INVOICE",
                    "subject", "香港母公司开票", "text", "母公司在香港，能否把服务费发票开给香港公司？需要哪些资料？"));
        }));
        scenes.add(new Scene(today.minus(Duration.ofHours(3)), () -> {
            String order = engine.start(CUSTOMER_2, "serviceOrder",
                    Map.of("companyId", nanshan, "packageCode", "MONTH"));
            engine.start(CUSTOMER_2, "topUp", Map.of("companyId", nanshan, "amount", "300.00",
                    "payerName", "南山咨询有限公司", "payerAccount", "440300990000123456", "orderId", order));
        }));
    }

    private String addCompany(String customer, String uscc, String name, TaxpayerType taxpayerType, String industry,
            String contact, String phone) {
        return companies.add(engine.person(customer), new NewCompany(uscc, name, taxpayerType,
                Standard.SMALL_ENTERPRISE, Region.CITY, industry, contact, phone, null)).id();
    }

    private void keepBooks(YearMonth month, int number) {
        List<Voucher> entered = imports.importFile(engine.person(ACCOUNTANT), xinghe,
                file("sample/xinghe-vouchers-%d.csv".formatted(number), month), false);
        documents.bring(engine.person(ACCOUNTANT), companies.get(xinghe), month, number, entered);
        inMonth(month, ACCOUNTANT, "userTask_keepBooks", Map.of());
    }

    private void inMonth(YearMonth month, String user, String task, Map<String, Object> submitted) {
        engine.completeOf(months.find(xinghe, month).orElseThrow().id(), user, task, submitted);
    }

    private void at(YearMonth month, int day, int hour, Runnable action) {
        scenes.add(new Scene(month.atDay(day).atTime(hour, 0).atZone(BusinessClock.ZONE).toInstant(), action));
    }

    private static byte[] file(String path, YearMonth month) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8)
                    .replace("{month}", month.toString()).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fired() {
        // nobody counts
    }

    @Override
    public void failed() {
        throw new IllegalStateException("a step of the sample data failed; the log says which");
    }
}
