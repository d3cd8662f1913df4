package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.money.Money;
import zhangfang.testing.IntegrationTest;

/** Books with published answers, taken over from textbooks: opened with first-level accounts, imported, compared. */
@IntegrationTest
class PublishedBooksTest {

    private static final Path CASES = Path.of("..", "shared", "cases", "books");

    @Autowired
    private ApplicationContext context;

    @ParameterizedTest
    @CsvSource({"C01-jia-2004-03, 2004-03", "C02-gaodun-ex3-3, 2014-01", "C05-bcrsw-vat-general, 2012-12",
        "C10-yazici-weygandt, 2025-10"})
    void givesThePublishedTrialBalanceAndCashFlow(String folder, String period) throws IOException {
        Path book = CASES.resolve(folder);
        assumeTrue(Files.isDirectory(book), () -> "published books are not on this machine: " + book);
        BookForTests books = BookForTests.open(context, period, Chart.FIRST_LEVEL, TaxpayerType.GENERAL);
        books.opening(Files.readAllBytes(book.resolve("opening.csv")));

        books.importFile(tagged(book), true);

        assertTrialBalance(books, period, rows(book.resolve("expected/tb_" + period + ".csv")));
        assertCashFlow(books, period, rows(book.resolve("expected/cashflow_" + period + ".csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-01", "2024-06"})
    void agreesWithTwoLedgerProgramsOnABookOfThreeYears(String period) throws IOException {
        Path folder = CASES.resolve("P1-bean-example");
        assumeTrue(Files.isDirectory(folder), () -> "published books are not on this machine: " + folder);
        BookForTests books = BookForTests.open(context, "2023-01", Chart.FIRST_LEVEL, TaxpayerType.GENERAL);
        books.importFile(Files.readAllBytes(folder.resolve("vouchers.csv")), true);

        for (CSVRecord row : rows(folder.resolve("expected/tb_" + period + ".csv"))) {
            if (!row.get("account").matches("\\d+ .*")) {
                continue;
            }
            AccountFigures account = books.account(row.get("account").split(" ")[0], period);
            assertThat(List.of(account.opening(), account.debit(), account.credit(), account.ytdDebit(),
                    account.ytdCredit(), account.closing())).as(account.code())
                    .containsExactly(amount(row, "opening"), amount(row, "period_debit"), amount(row, "period_credit"),
                            amount(row, "ytd_debit"), amount(row, "ytd_credit"), amount(row, "closing"));
        }
    }

    private static void assertTrialBalance(BookForTests books, String period, List<CSVRecord> expected) {
        Map<String, AccountFigures> figures = new HashMap<>();
        books.figures().accounts(books.id, YearMonth.parse(period), YearMonth.parse(period))
                .forEach(account -> figures.put(account.code(), account));
        for (CSVRecord row : expected) {
            if (row.get("account_code").equals("TOTAL")) {
                continue;
            }
            AccountFigures account = figures.get(row.get("account_code"));
            assertThat(account).as(row.get("account_code")).isNotNull();
            assertThat(List.of(account.opening(), account.debit(), account.credit(), account.ytdDebit(),
                    account.ytdCredit(), account.closing())).as(row.get("account_code"))
                    .containsExactly(net(row, "opening"), amount(row, "period_debit"), amount(row, "period_credit"),
                            amount(row, "ytd_debit"), amount(row, "ytd_credit"), net(row, "closing"));
        }
    }

    private static void assertCashFlow(BookForTests books, String period, List<CSVRecord> expected) {
        Figures.CashFigures cash = books.figures().cash(books.id, YearMonth.parse(period), YearMonth.parse(period));
        Map<Integer, Money> published = new LinkedHashMap<>();
        expected.forEach(row -> published.put(Integer.valueOf(row.get("item").split(" ")[0]), amount(row, "amount")));
        cash.period().forEach((line, amount) -> assertThat(amount).as("line " + line).isEqualTo(published.get(line)));
        assertThat(cash.untaggedPeriod()).isEqualTo(Money.ZERO);
        assertThat(cash.yearOpeningCash()).isEqualTo(published.get(21));
    }

    /** The vouchers with the published cash-flow line on every entry that is not cash. */
    private static String tagged(Path book) throws IOException {
        Map<String, String> lines = new HashMap<>();
        rows(book.resolve("cashflow_tags.csv"))
                .forEach(row -> lines.put(row.get("date") + row.get("voucher_no"), row.get("line")));
        StringBuilder csv = new StringBuilder(BookForTests.HEADER).append(",cash_flow_line\n");
        for (CSVRecord row : rows(book.resolve("vouchers.csv"))) {
            boolean cash = row.get("account_code").matches("10(01|02|12).*");
            String line = lines.getOrDefault(row.get("date") + row.get("voucher_no"), "");
            csv.append(String.join(",", row)).append(',').append(cash ? "" : line).append('\n');
        }
        return csv.toString();
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(Files.newBufferedReader(file)).getRecords();
    }

    private static Money net(CSVRecord row, String column) {
        return amount(row, column + "_debit").minus(amount(row, column + "_credit"));
    }

    private static Money amount(CSVRecord row, String column) {
        return Money.of(row.get(column));
    }
}
