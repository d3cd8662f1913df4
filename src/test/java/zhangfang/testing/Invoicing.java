package zhangfang.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.invoicing.DeliveryAddress;
import zhangfang.invoicing.DeliveryAddresses;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceApplications;
import zhangfang.invoicing.InvoiceStep;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.InvoiceableBreakdown;
import zhangfang.invoicing.InvoiceableFigures;
import zhangfang.invoicing.NewAddress;
import zhangfang.invoicing.NewTitle;
import zhangfang.money.Money;

/** People who apply for invoices and issue them, through the engine, on top of what they bought. */
public final class Invoicing {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    public final Purchases shop;
    public final InvoiceApplications applications;
    public final String titleId;
    public final String postal;
    public final String email;
    private final InvoiceableFigures amounts;
    private final Documents documents;
    private final InvoiceTitles titles;
    private final DeliveryAddresses addresses;

    public Invoicing(ApplicationContext context) {
        shop = new Purchases(context);
        applications = context.getBean(InvoiceApplications.class);
        amounts = context.getBean(InvoiceableFigures.class);
        documents = context.getBean(Documents.class);
        titles = context.getBean(InvoiceTitles.class);
        addresses = context.getBean(DeliveryAddresses.class);
        titleId = titles.save(shop.actor(shop.customer), shop.companyId, null, title(buyerName())).id();
        postal = addresses.save(shop.actor(shop.customer), shop.companyId, null, new NewAddress(
                DeliveryAddress.Kind.POSTAL, "王芳", "13800000000", "上海市", "上海市", "浦东新区", "世纪大道 1 号", "200120",
                null, true)).id();
        email = addresses.save(shop.actor(shop.customer), shop.companyId, null, new NewAddress(
                DeliveryAddress.Kind.E_MAIL, "王芳", null, null, null, null, null, null,
                "fapiao" + COUNTER.incrementAndGet() + "@example.com", false)).id();
    }

    private NewTitle title(String name) {
        return new NewTitle(InvoiceTitle.Type.COMPANY_ORDINARY, name, taxNumber(), null, null, null, null, null, true,
                List.of());
    }

    public String buyerName() {
        return shop.companies.get(shop.companyId).name();
    }

    public String taxNumber() {
        return shop.companies.get(shop.companyId).uscc();
    }

    /** The title says something else from now on. */
    public void changeTitle(String name) {
        titles.save(shop.actor(shop.customer), shop.companyId, titleId, title(name));
    }

    public void removeTitle() {
        titles.remove(shop.actor(shop.customer), shop.companyId, titleId);
    }

    /** Cash was consumed: an order of a month, CNY 300, is paid. @return the order */
    public String consume() {
        return shop.paidOrder("MONTH");
    }

    /** Applies as the customer does with the start form. @return the application's id */
    public String apply(String amount, String addressId) {
        return shop.start("invoiceApplication", wish(amount, addressId));
    }

    public Map<String, Object> wish(String amount, String addressId) {
        return new HashMap<>(Map.of("companyId", shop.companyId, "amount", amount, "titleId", titleId, "addressId",
                addressId, "confirmed", true));
    }

    public void cancel(String application) {
        shop.complete(shop.customer, application, "userTask_cancelInvoice", Map.of());
    }

    /** Finance issues on paper, without a file. @return the number */
    public String issueOnPaper(String application) {
        String number = number(8);
        issue(application, Map.of("invoiceKind", "PAPER", "invoiceCode", "3100263130", "invoiceNumber", number));
        return "3100263130-" + number;
    }

    /** Finance issues a digital invoice whose file says what was applied for. @return the number */
    public String issueDigital(String application) {
        String number = number(20);
        String file = draft(application, "userTask_issueInvoice", Document.Category.ISSUED_INVOICE, xml(number,
                get(application).amount().toString(), buyerName(), taxNumber(), today(application)));
        issue(application, Map.of("invoiceKind", "DIGITAL", "invoiceNumber", number, "documentIds",
                "[\"" + file + "\"]"));
        return number;
    }

    public void issue(String application, Map<String, Object> invoice) {
        Map<String, Object> submitted = new HashMap<>(invoice);
        submitted.putIfAbsent("decision", "ISSUE");
        submitted.putIfAbsent("invoiceDate", today(application));
        shop.complete(shop.finance, application, "userTask_issueInvoice", submitted);
    }

    public void mail(String application) {
        shop.complete(shop.finance, application, "userTask_mailInvoice",
                Map.of("courier", "顺丰速运", "trackingNumber", "SF1234567890"));
    }

    public void sign(String application) {
        shop.complete(shop.customer, application, "userTask_signInvoice", Map.of());
    }

    /** A draft of a file for an open task of finance. @return its id */
    public String draft(String businessKey, String step, Document.Category category, String xml) {
        Task task = shop.taskOf(shop.finance, businessKey, step).orElseThrow();
        return documents.draft(shop.actor(shop.finance), task.getId(),
                new NewDocument("发票.xml", category, xml.getBytes(StandardCharsets.UTF_8))).id();
    }

    public InvoiceApplication get(String application) {
        return applications.get(application);
    }

    public Status status(String application) {
        return get(application).status();
    }

    public List<InvoiceStep.Kind> steps(String application) {
        return applications.steps(application).stream().map(InvoiceStep::kind).toList();
    }

    public InvoiceableBreakdown amount() {
        return amounts.of(shop.actor(shop.customer), shop.companyId);
    }

    public Money invoiceable() {
        return amount().amount();
    }

    /** The first day on which it can be issued. */
    private String today(String application) {
        return get(application).cancelUntil().atZone(zhangfang.calendar.BusinessClock.ZONE).toLocalDate().toString();
    }

    /** A number that no other test of this run uses. */
    public static String number(int digits) {
        String counted = String.valueOf(System.nanoTime() % 100_000 * 1000 + COUNTER.incrementAndGet() % 1000);
        return digits == 8 ? ("00000000" + counted).substring(counted.length())
                : ("26312000000000000000" + counted).substring(counted.length());
    }

    /** A digital ordinary invoice, tax included. */
    public static String xml(String number, String total, String buyer, String taxNumber, String date) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <EInvoice><Header><EIid>%1$s</EIid><InherentLabel><GeneralOrSpecialVAT><LabelCode>02</LabelCode>
                <LabelName>普通发票</LabelName></GeneralOrSpecialVAT></InherentLabel></Header><EInvoiceData>
                <SellerInformation><SellerIdNum>91350100M000100Y43</SellerIdNum><SellerName>账房财税服务有限公司</SellerName>
                </SellerInformation>
                <BuyerInformation><BuyerIdNum>%4$s</BuyerIdNum><BuyerName>%3$s</BuyerName></BuyerInformation>
                <BasicInformation><TotalAmWithoutTax>%2$s</TotalAmWithoutTax><TotalTaxAm>0.00</TotalTaxAm>
                <TotalTax-includedAmount>%2$s</TotalTax-includedAmount><RequestTime>%5$s 10:00:00</RequestTime>
                </BasicInformation><IssuItemInformation><ItemName>*现代服务*代理记账费</ItemName><Amount>%2$s</Amount>
                <TaxRate>0</TaxRate><ComTaxAm>0.00</ComTaxAm></IssuItemInformation></EInvoiceData>
                <TaxSupervisionInfo><InvoiceNumber>%1$s</InvoiceNumber><IssueTime>%5$s 10:00:01</IssueTime>
                </TaxSupervisionInfo></EInvoice>
                """.formatted(number, total, buyer, taxNumber, date);
    }
}
