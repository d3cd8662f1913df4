package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.document.Document;
import zhangfang.document.NewDocument;
import zhangfang.intake.InvoiceReadings;
import zhangfang.ledger.VoucherSearch.Filter;
import zhangfang.ledger.VoucherSearch.Order;
import zhangfang.ledger.VoucherSearch.Wanted;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.ledger.Vouchers.DraftEntry;
import zhangfang.money.Money;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** What helps to enter and to find vouchers asks PostgreSQL as it asks H2. */
@PostgresTest
class EntryOnPostgresTest {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final String INVOICE = """
            <EInvoice><Header><EIid>26312000000000000123</EIid></Header><EInvoiceData>
            <SellerInformation><SellerName>卖方</SellerName></SellerInformation>
            <BasicInformation><TotalAmWithoutTax>100.00</TotalAmWithoutTax><TotalTaxAm>6.00</TotalTaxAm>
            <TotalTax-includedAmount>106.00</TotalTax-includedAmount><RequestTime>2026-01-20</RequestTime></BasicInformation>
            </EInvoiceData></EInvoice>""";

    @Autowired
    private ApplicationContext context;
    @Autowired
    private VoucherSearch search;
    @Autowired
    private SourceDocuments sources;
    @Autowired
    private VoucherDocuments links;
    @Autowired
    private Time time;

    private BookForTests book;
    private Voucher posted;

    @BeforeEach
    void aBook() {
        time.is("2026-02-05T10:00:00");
        book = BookForTests.open(context, "2026-01");
        posted = book.posted("2026-01-10,a,收款,1002,,5.00,", "2026-01-10,a,收款,5001,,,5.00").get(0);
        book.imported("2026-01-11,b,付房租,560217,,9.00,", "2026-01-11,b,付房租,1002,,,9.00");
    }

    @Test
    void findsVouchersByEveryFilterInEveryOrder() {
        for (Order order : Order.values()) {
            assertThat(search.page(BookForTests.REVIEWER, book.id, Filter.ofMonth(JANUARY), order, true, 1, 10).rows())
                    .as(order.name()).hasSize(2);
        }
        Filter all = new Filter(JANUARY, JANUARY, Wanted.UNPOSTED, "5602", "房租", Money.of("8"), Money.of("9"),
                BookForTests.ACCOUNTANT.id(), false);
        VoucherSearch.Page found = search.page(BookForTests.REVIEWER, book.id, all, Order.AMOUNT, false, 1, 10);
        assertThat(found.rows()).extracting(Voucher::reference).containsExactly("b");
        assertThat(found.total()).isEqualTo(Money.of("9.00"));
    }

    @Test
    void offersAccountsSummariesAndTemplates() {
        EntryHelp.Help help = context.getBean(EntryHelp.class).of(BookForTests.ACCOUNTANT, book.id, JANUARY);
        assertThat(help.summaries()).extracting(EntryHelp.Named::initials).containsExactlyInAnyOrder("sk", "ffz");
        assertThat(help.nextNumber()).isEqualTo(2);
        VoucherTemplates templates = context.getBean(VoucherTemplates.class);
        Draft draft = new Draft("2026-01-31", "", List.of(new DraftEntry("付房租", "560217", "", "", "", "", "")));
        String id = templates.save(BookForTests.ACCOUNTANT, book.id, "房租", draft).id();
        assertThat(templates.draft(BookForTests.ACCOUNTANT, book.id, id, "2026-02-01").entries()).hasSize(1);
        assertThat(templates.list(BookForTests.ACCOUNTANT, book.id)).extracting(VoucherTemplates.Template::summary)
                .containsExactly("付房租");
    }

    @Test
    void showsTheDocumentsOfAMonthAndWhatTheySay() {
        String document = sources.add(BookForTests.ACCOUNTANT, book.id, JANUARY, new NewDocument("票.xml",
                Document.Category.INVOICE, INVOICE.getBytes(StandardCharsets.UTF_8))).id();
        sources.add(BookForTests.ACCOUNTANT, book.id, JANUARY, new NewDocument("单.csv", Document.Category.OTHER,
                "a,b".getBytes(StandardCharsets.UTF_8)));
        context.getBean(InvoiceReadings.class).readNew(book.id);
        links.link(BookForTests.ACCOUNTANT, book.id, posted.id(), List.of(document));

        SourceDocuments.Page page = sources.page(BookForTests.REVIEWER, book.id, JANUARY, false, "卖方", 1, 10);
        assertThat(page.rows()).hasSize(1);
        assertThat(page.rows().get(0).invoice().total()).isEqualTo(Money.of("106.00"));
        assertThat(page.rows().get(0).invoice().repeated()).isFalse();
        assertThat(page.rows().get(0).uses()).extracting(SourceDocuments.Use::voucherId).containsExactly(posted.id());
        assertThat(page.unused()).isEqualTo(1);
        assertThat(sources.page(BookForTests.REVIEWER, book.id, null, true, null, 1, 10).rows()).hasSize(1);
        assertThat(links.counts(List.of(posted.id()))).containsEntry(posted.id(), 1);
    }

    @Test
    void retiresAnEmptyAccount() {
        Accounts accounts = context.getBean(Accounts.class);
        accounts.retire(BookForTests.ACCOUNTANT, book.id, "560203");
        assertThat(accounts.retired(BookForTests.ACCOUNTANT, book.id)).containsExactly("560203");
        accounts.resume(BookForTests.ACCOUNTANT, book.id, "560203");
        assertThat(accounts.retired(BookForTests.ACCOUNTANT, book.id)).isEmpty();
    }
}
