package zhangfang.flow.sample;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import zhangfang.company.Company;
import zhangfang.document.Document.Category;
import zhangfang.document.NewDocument;
import zhangfang.identity.Actor;
import zhangfang.ledger.SourceDocuments;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.VoucherDocuments;
import zhangfang.money.Money;

/** E-invoices of the sample company, linked to the vouchers that rest on them; some of them are not booked yet. */
@Component
@Profile("demo")
class SampleDocuments {

    private final SourceDocuments sources;
    private final VoucherDocuments links;

    SampleDocuments(SourceDocuments sources, VoucherDocuments links) {
        this.sources = sources;
        this.links = links;
    }

    void bring(Actor accountant, Company company, YearMonth month, int number, List<Voucher> vouchers) {
        Map<String, String> ids = vouchers.stream().collect(Collectors.toMap(Voucher::reference, Voucher::id));
        String template = text("sample/e-invoice.xml");
        for (CSVRecord row : rows("sample/xinghe-documents-%d.csv".formatted(number))) {
            String invoice = invoice(template, row, company, month);
            String document = sources.add(accountant, company.id(), month, new NewDocument(row.get("name"),
                    Category.INVOICE, invoice.getBytes(StandardCharsets.UTF_8))).id();
            if (!row.get("voucher").isEmpty()) {
                links.link(accountant, company.id(), ids.get(row.get("voucher")), List.of(document));
            }
        }
    }

    private static String invoice(String template, CSVRecord row, Company company, YearMonth month) {
        boolean sale = row.get("side").equals("SALE");
        String partner = row.get("partner");
        String partnerCode = row.get("partnerCode");
        return template
                .replace("{number}", "26312000%s%06d".formatted(month.toString().replace("-", ""), row.getRecordNumber()))
                .replace("{seller}", sale ? company.name() : partner)
                .replace("{sellerCode}", sale ? company.uscc() : partnerCode)
                .replace("{buyer}", sale ? partner : company.name())
                .replace("{buyerCode}", sale ? partnerCode : company.uscc())
                .replace("{total}", Money.of(row.get("net")).plus(Money.of(row.get("tax"))).toString())
                .replace("{net}", row.get("net")).replace("{tax}", row.get("tax")).replace("{rate}", row.get("rate"))
                .replace("{item}", row.get("item")).replace("{date}", month + "-" + row.get("day"));
    }

    private static List<CSVRecord> rows(String path) {
        try {
            return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get()
                    .parse(new StringReader(text(path))).getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
