package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.JournalFile.Format;
import zhangfang.ledger.JournalFile.Range;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.LedgerPrograms;
import zhangfang.testing.TimeMachineForTests.Time;

/** Journals that hledger and Beancount read, and find the same balances in. */
@IntegrationTest
class JournalFileTest {

    private static final Path CASES = Path.of("..", "shared", "cases", "books");
    private static final int STEPS = 400;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @TempDir
    private Path folder;

    @BeforeEach
    void clock() {
        time.is("2027-02-05T10:00:00");
    }

    @ParameterizedTest
    @CsvSource({"general-taxpayer, 2026-01, 2026-03", "mid-year-start, 2026-07, 2026-09", "year-end, 2026-11, 2026-12"})
    void otherProgramsFindTheSameBalancesInWrittenBooks(String name, YearMonth from, YearMonth to) throws IOException {
        LedgerPrograms.assumeInstalled("hledger", "bean-check", "bean-query");
        BookForTests book = new WrittenBook(context).run(name);

        ExportedJournal journal = ExportedJournal.of(context, book.id, null, null, folder);

        journal.assertWellFormed();
        journal.assertAgrees(from, from);
        journal.assertAgrees(from, to);
        journal.assertAgrees(to, to);
    }

    @Test
    void otherProgramsFindTheSameBalancesInABookOfThreeYears() throws IOException {
        Path vouchers = CASES.resolve("P1-bean-example/vouchers.csv");
        assumeTrue(Files.exists(vouchers), () -> "published books are not on this machine: " + vouchers);
        LedgerPrograms.assumeInstalled("hledger", "bean-check", "bean-query");
        BookForTests book = BookForTests.open(context, "2023-01", Chart.FIRST_LEVEL, TaxpayerType.GENERAL);
        book.importFile(Files.readAllBytes(vouchers), true);

        ExportedJournal whole = ExportedJournal.of(context, book.id, null, null, folder);
        whole.assertWellFormed();
        whole.assertAgrees(YearMonth.of(2023, 1), YearMonth.of(2023, 1));
        whole.assertAgrees(YearMonth.of(2024, 6), YearMonth.of(2024, 6));
        whole.assertAgrees(YearMonth.of(2025, 2), YearMonth.of(2025, 11));

        ExportedJournal part = ExportedJournal.of(context, book.id, YearMonth.of(2024, 5), YearMonth.of(2024, 8), folder);
        part.assertWellFormed();
        part.assertAgrees(YearMonth.of(2024, 5), YearMonth.of(2024, 8));
        part.assertAgrees(YearMonth.of(2024, 7), YearMonth.of(2024, 7));
    }

    /** The seeds are of books that begin within a year. */
    @ParameterizedTest
    @CsvSource({"1, SMALL_ENTERPRISE", "8, ENTERPRISE"})
    void otherProgramsFindTheSameBalancesInRandomBooks(long seed, Standard standard) throws IOException {
        LedgerPrograms.assumeInstalled("hledger", "bean-check", "bean-query");
        RandomBook book = new RandomBook(context, RandomBooksTest.random(seed));
        assertThat(book.standard.standard()).isEqualTo(standard);
        for (int i = 0; i < STEPS; i++) {
            book.step();
        }

        ExportedJournal journal = ExportedJournal.of(context, book.book.id, null, null, folder);

        journal.assertWellFormed();
        YearMonth first = journal.range().from();
        YearMonth last = journal.range().to();
        assertThat(last).isAfter(first);
        journal.assertAgrees(first, first);
        journal.assertAgrees(first, first.withMonth(12));
        journal.assertAgrees(last.withMonth(1), last);
    }

    /** Whatever people write into names, summaries and counterparties, it stays text. */
    @Test
    void otherProgramsReadWhateverPeopleWrite() throws IOException {
        LedgerPrograms.assumeInstalled("hledger", "bean-check", "bean-query");
        BookForTests book = BookForTests.open(context, "2026-01", Chart.FIRST_LEVEL, TaxpayerType.SMALL_SCALE);
        book.opening((
                "account_code,account_name,debit,credit,counterparty\n"
                + "100201,\"银行存款_基本户; [2026-02-30] : a  b\u3000c\",900.00,,\n"
                + "1122,应收账款,100.00,,\"甲, 乙公司 [2026-99]; date:2020\"\n"
                + "1122,应收账款,,50.00,\"\"\"引号\"\" \\ 反斜杠\"\n"
                + "3001,实收资本,,950.00,\n").getBytes(StandardCharsets.UTF_8));
        book.importFile("""
                date,voucher_no,summary,account_code,account_name,debit,credit,counterparty
                2026-01-05,1,"! ; * (a) [2026-13-40] date:x | \\n ""c"", d",100201,,-10.00,,
                2026-01-05,1,"第二行, date:2020-01-01 [=2020]",500101,"主营业务收入_(软件)\\服务",,-10.00,
                2026-01-31,2,"两
                行",100201,,30.00,,
                2026-01-31,2,,1122,,,30.00,"甲, 乙公司 [2026-99]; date:2020"
                """, true);

        ExportedJournal journal = ExportedJournal.of(context, book.id, null, null, folder);

        journal.assertWellFormed();
        journal.assertAgrees(YearMonth.of(2026, 1), YearMonth.of(2026, 1));
    }

    @Test
    void coversTheMonthsAskedForAndNoneBeforeTheBook() {
        BookForTests book = BookForTests.open(context, "2026-03");
        book.posted("2026-05-02,1,收款,1002,,10.00,", "2026-05-02,1,收款,3001,,,10.00");
        JournalFile journal = context.getBean(JournalFile.class);

        assertThat(range(journal, book, null, null)).isEqualTo(new Range(YearMonth.of(2026, 3), YearMonth.of(2026, 5)));
        assertThat(range(journal, book, "2020-01", "2026-04"))
                .isEqualTo(new Range(YearMonth.of(2026, 3), YearMonth.of(2026, 4)));
        assertThat(range(journal, book, "2026-07", null))
                .isEqualTo(new Range(YearMonth.of(2026, 7), YearMonth.of(2026, 7)));
        assertThatThrownBy(() -> range(journal, book, "2026-05", "2026-04")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> range(journal, book, null, "2026-02")).isInstanceOf(Refusal.class);
    }

    @Test
    void isWrittenForThoseWhoSeeTheBookOnly() {
        BookForTests book = BookForTests.open(context, "2026-03");
        Actor stranger = new Actor("stranger", Set.of(Role.CUSTOMER), Set.of());

        assertThatThrownBy(() -> context.getBean(JournalFile.class).write(stranger, book.id, Format.HLEDGER,
                new Range(YearMonth.of(2026, 3), YearMonth.of(2026, 3)), new ByteArrayOutputStream()))
                .isInstanceOf(Refusal.class);
    }

    private static Range range(JournalFile journal, BookForTests book, String from, String to) {
        return journal.range(BookForTests.ACCOUNTANT, book.id, from == null ? null : YearMonth.parse(from),
                to == null ? null : YearMonth.parse(to));
    }
}
