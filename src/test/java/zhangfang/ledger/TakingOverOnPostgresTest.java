package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.ImportFiles.ImportFile;
import zhangfang.ledger.ImportPreview.Kind;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Files are kept, previewed and taken on PostgreSQL as on H2. */
@PostgresTest
class TakingOverOnPostgresTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private ImportFiles files;
    @Autowired
    private OpeningBalances openingBalances;
    @Autowired
    private VoucherImports imports;
    @Autowired
    private Time time;

    @Test
    void takesWhatWasKeptAndPreviewed() throws IOException {
        time.is("2026-08-10T10:00:00");
        BookForTests book = BookForTests.open(context, "2026-07", Chart.FIRST_LEVEL, TaxpayerType.GENERAL);
        openingBalances.replace(BookForTests.ACCOUNTANT, book.id, kept(book, Kind.OPENING_BALANCES, "opening"));
        byte[] vouchers = kept(book, Kind.VOUCHERS, "vouchers");

        ImportPreview preview = imports.preview(BookForTests.REVIEWER, book.id, vouchers, true);
        assertThat(preview.errors()).isEmpty();
        assertThat(imports.importFile(BookForTests.REVIEWER, book.id, vouchers, true)).hasSize(9);

        assertThat(book.account("2202000", "2026-07").closing()).hasToString("-132000.00");
        files.drop(BookForTests.ACCOUNTANT, book.id, Kind.VOUCHERS);
        assertThat(files.find(BookForTests.ACCOUNTANT, book.id, Kind.VOUCHERS)).isEmpty();
        assertThat(imports.preview(BookForTests.REVIEWER, book.id, vouchers, true).summary().alreadyThere()).isEqualTo(9);
    }

    private byte[] kept(BookForTests book, Kind kind, String name) throws IOException {
        byte[] content = new ClassPathResource("takeover/hongyun-" + name + "-gb18030.csv").getContentAsByteArray();
        files.keep(BookForTests.ACCOUNTANT, book.id, kind, "old.csv", new byte[] {1});
        files.keep(BookForTests.ACCOUNTANT, book.id, kind, name + ".csv", content);
        ImportFile kept = files.find(BookForTests.ACCOUNTANT, book.id, kind).orElseThrow();
        assertThat(kept.name()).isEqualTo(name + ".csv");
        return kept.content();
    }
}
