package zhangfang.flow.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.document.Document.Category;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.invoicing.DeliveryAddress;
import zhangfang.invoicing.DeliveryAddresses;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.NewAddress;
import zhangfang.invoicing.NewTitle;
import zhangfang.invoicing.RecurringInvoicing;

/** The steps of the sample that concern the agency's invoices. */
@Component
@Profile("demo")
class SampleInvoicing {

    private final SampleEngine engine;
    private final BusinessClock clock;
    private final InvoiceTitles titles;
    private final DeliveryAddresses addresses;
    private final Documents documents;
    private final RecurringInvoicing recurring;

    private String title;
    private String mailbox;
    private String office;

    SampleInvoicing(SampleEngine engine, BusinessClock clock, InvoiceTitles titles, DeliveryAddresses addresses,
            Documents documents, RecurringInvoicing recurring) {
        this.engine = engine;
        this.clock = clock;
        this.titles = titles;
        this.addresses = addresses;
        this.documents = documents;
        this.recurring = recurring;
    }

    void writeDown(String customer, String companyId) {
        title = titles.save(engine.person(customer), companyId, null, new NewTitle(
                InvoiceTitle.Type.COMPANY_ORDINARY, "星河商贸有限公司", "91310115MA1K4X7Q6N", null, "上海市浦东新区张江路 88 号",
                "021-58880000", "招商银行上海张江支行", "121909876543210", true, null)).id();
        mailbox = addresses.save(engine.person(customer), companyId, null, new NewAddress(
                DeliveryAddress.Kind.E_MAIL, "陈立", null, null, null, null, null, null, "chenli@example.com", true)).id();
        office = addresses.save(engine.person(customer), companyId, null, new NewAddress(
                DeliveryAddress.Kind.POSTAL, "陈立", "13800138000", "上海市", "上海市", "浦东新区", "张江路 88 号 5 楼", "201203",
                null, false)).id();
    }

    void turnRecurringOn(String customer, String companyId) {
        recurring.turn(engine.person(customer), companyId, true);
    }

    /** @return the application's id */
    String applyByMail(String customer, String companyId, String amount) {
        return apply(customer, companyId, amount, mailbox);
    }

    void applyOnPaper(String customer, String companyId, String amount) {
        apply(customer, companyId, amount, office);
    }

    private String apply(String customer, String companyId, String amount, String addressId) {
        return engine.start(customer, "invoiceApplication", Map.of("companyId", companyId, "amount", amount,
                "titleId", title, "addressId", addressId, "confirmed", true));
    }

    /** Issues the invoice of 500.00 whose file is at hand. */
    void issue(String finance, String companyId, String applicationId) {
        LocalDate day = clock.today();
        String number = "%02d3120000000%08d".formatted(day.getYear() % 100, day.getDayOfYear());
        String file = documents.draftFor(engine.person(finance), companyId, new NewDocument(
                "数电发票-" + number + ".xml", Category.ISSUED_INVOICE, file(number, day))).id();
        engine.completeOf(applicationId, finance, "userTask_issueInvoice", Map.of("decision", "ISSUE",
                "invoiceKind", "DIGITAL", "invoiceNumber", number, "invoiceDate", day.toString(),
                "documentIds", "[\"" + file + "\"]"));
    }

    /** A special title, whose scans finance has yet to look at. */
    void submitSpecialTitle(String customer, String companyId) {
        String registration = scan(customer, companyId, "税务登记证.jpeg", "tax-registration", Category.TAX_REGISTRATION);
        String certificate = scan(customer, companyId, "一般纳税人证明.jpeg", "taxpayer-certificate",
                Category.TAXPAYER_CERTIFICATE);
        engine.start(customer, "invoiceTitleReview", Map.ofEntries(Map.entry("companyId", companyId),
                Map.entry("name", "南山咨询有限公司"), Map.entry("taxNumber", "91440300MA5F8N2T6W"),
                Map.entry("registrationNumber", "91440300MA5F8N2T6W"),
                Map.entry("registeredAddress", "深圳市南山区科技园科苑路 15 号"), Map.entry("registeredPhone", "0755-26660000"),
                Map.entry("bank", "中国银行深圳科技园支行"), Map.entry("bankAccount", "744512345678901"),
                Map.entry("documentIds", "[\"%s\", \"%s\"]".formatted(registration, certificate))));
    }

    private String scan(String customer, String companyId, String name, String file, Category category) {
        try {
            return documents.draftFor(engine.person(customer), companyId, new NewDocument(name, category,
                    new ClassPathResource("sample/" + file + ".jpeg").getContentAsByteArray())).id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] file(String number, LocalDate day) {
        try {
            return new ClassPathResource("sample/invoice.xml").getContentAsString(StandardCharsets.UTF_8)
                    .replace("{number}", number).replace("{date}", day.toString()).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
