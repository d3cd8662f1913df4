package zhangfang.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import zhangfang.document.Document.Category;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.NewTitle;

/** Titles for special invoices of a shop's company, handed in and decided on. */
public final class SpecialTitles {

    private static final byte[] SCAN = "%PDF-1.4 scan".getBytes(StandardCharsets.US_ASCII);

    public final InvoiceTitles titles;
    private final Purchases shop;
    private final Documents documents;

    public SpecialTitles(ApplicationContext context, Purchases shop) {
        this.shop = shop;
        titles = context.getBean(InvoiceTitles.class);
        documents = context.getBean(Documents.class);
    }

    /** A scan that the customer has sent as a draft. */
    public String scan(Category category) {
        return documents.draftFor(shop.actor(shop.customer), shop.companyId,
                new NewDocument(category + ".pdf", category, SCAN)).id();
    }

    public List<String> scans() {
        return List.of(scan(Category.TAX_REGISTRATION), scan(Category.TAXPAYER_CERTIFICATE));
    }

    public static NewTitle title(String name, List<String> documentIds) {
        return new NewTitle(InvoiceTitle.Type.COMPANY_SPECIAL, name, "91350100M000100Y43", "91350100M000100Y43",
                "福州市鼓楼区五四路 1 号", "0591-87654321", "中国银行福州分行", "410000123456", false, documentIds);
    }

    /** A new title, handed in for review. @return its id */
    public String submitted(String name) {
        return save(null, title(name, scans())).id();
    }

    /** A new title that finance has approved. @return its id */
    public String approved(String name) {
        String id = submitted(name);
        approve(id);
        return id;
    }

    public InvoiceTitle save(String titleId, NewTitle title) {
        return titles.save(shop.actor(shop.customer), shop.companyId, titleId, title);
    }

    public void remove(String titleId) {
        titles.remove(shop.actor(shop.customer), shop.companyId, titleId);
    }

    public void approve(String titleId) {
        decide(titleId, Map.of("decision", "APPROVE", "revision", titles.get(titleId).revision()));
    }

    public void reject(String titleId, String reason) {
        decide(titleId, Map.of("decision", "REJECT", "revision", titles.get(titleId).revision(), "reason", reason));
    }

    public void decide(String titleId, Map<String, Object> submitted) {
        shop.complete(shop.finance, titleId, "userTask_reviewTitle", submitted);
    }
}
