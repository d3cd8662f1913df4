package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Voucher.State;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Kind;
import zhangfang.refusal.RefusalText;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** What a book refuses, with line, field and reason, and nothing of it stored. */
@IntegrationTest
class BadInputTest {

    private static final String GOOD = """
            date,voucher_no,summary,account_code,account_name,debit,credit
            2026-02-05,记1,收款,1002,银行存款,10.00,
            2026-02-05,记1,收款,2241,其他应付款,,10.00
            """;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private RefusalText texts;
    @Autowired
    private Time time;

    private BookForTests book;

    @BeforeEach
    void aBookWithJanuaryClosed() {
        time.is("2026-02-10T10:00:00");
        book = BookForTests.open(context, "2026-01");
        book.close("2026-01");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unbalanced            | 2026-02-05,a,s,1002,,5.00,       | 2026-02-05,a,s,2241,,,4.00       | 2 | debit          | ledger.voucher.unbalanced
            closed period         | 2026-01-05,a,s,1002,,5.00,       | 2026-01-05,a,s,2241,,,5.00       | 3 | date           | ledger.period.closed
            before the book       | 2025-12-05,a,s,1002,,5.00,       | 2025-12-05,a,s,2241,,,5.00       | 3 | date           | ledger.voucher.beforeBook
            too far ahead         | 2036-12-05,a,s,1002,,5.00,       | 2036-12-05,a,s,2241,,,5.00       | 3 | date           | ledger.voucher.tooFarAhead
            no such day           | 2026-02-05,a,s,1002,,5.00,       | 2026-02-30,a,s,2241,,,5.00       | 3 | date           | ledger.voucher.badDate
            unknown account       | 2026-02-05,a,s,1002,,5.00,       | 2026-02-05,a,s,8888,无,,5.00     | 3 | account_code   | ledger.account.unknown
            no code               | 2026-02-05,a,s,1002,,5.00,       | 2026-02-05,a,s,,其他应付款,,5.00 | 3 | account_code   | ledger.account.badCode
            new without name      | 2026-02-05,a,s,1002,,5.00,       | 2026-02-05,a,s,224101,,,5.00     | 3 | account_code   | ledger.account.unnamed
            has sub-accounts      | 2026-02-05,a,s,1002,,5.00,       | 2026-02-05,a,s,2221,,,5.00       | 3 | account_code   | ledger.account.hasSubAccounts
            more than two decimals| 2026-02-05,a,s,1002,,5.001,      | 2026-02-05,a,s,2241,,,5.00       | 2 | debit          | ledger.amount.tooManyDecimals
            no amount             | 2026-02-05,a,s,1002,,五,         | 2026-02-05,a,s,2241,,,5.00       | 2 | debit          | ledger.amount.notANumber
            exponent              | 2026-02-05,a,s,1002,,1e3,        | 2026-02-05,a,s,2241,,,1000       | 2 | debit          | ledger.amount.notANumber
            too large             | 2026-02-05,a,s,1002,,10000000000000, | 2026-02-05,a,s,2241,,,5.00   | 2 | debit          | ledger.amount.tooLarge
            no number             | 2026-02-05,a,s,1002,,5.00,       | 2026-02-05,,s,2241,,,5.00        | 3 | voucher_no     | ledger.voucher.noReference
            zero line             | 2026-02-05,a,s,1002,,0.00,       | 2026-02-05,a,s,2241,,,0          | 2 | debit          | ledger.voucher.zeroLine
            both sides            | 2026-02-05,a,s,1002,,5.00,5.00   | 2026-02-05,a,s,2241,,,5.00       | 2 | debit          | ledger.voucher.bothSides
            """)
    void refusesARowOfAVoucherFile(String name, String first, String second, int line, String field, String key) {
        Refusal refusal = refused(() -> book.posted(first.strip(), second.strip()));

        assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
        assertThat(refusal.reasons()).anySatisfy(reason -> {
            assertThat(reason.line()).isEqualTo(line);
            assertThat(reason.field()).isEqualTo(field);
            assertThat(reason.key()).isEqualTo(key);
        });
        assertThat(texts.text(refusal, Locale.CHINESE)).contains("第 " + line + " 行").doesNotContain("ledger.", "{");
        assertThat(texts.text(refusal, Locale.ENGLISH)).contains("line " + line).doesNotContain("ledger.", "{");
        assertNothingStored();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"19 | 2241 | ledger.voucher.badCashFlowLine",
        "7 | 2241 | ledger.voucher.badCashFlowLine", "x | 2241 | ledger.voucher.badCashFlowLine",
        "1 | 1002 | ledger.voucher.tagOnCash"})
    void refusesALineOfTheCashFlowStatementThatTakesNothing(String line, String account, String key) {
        Refusal refusal = refused(() -> book.importFile(BookForTests.HEADER + ",cash_flow_line\n"
                + "2026-02-05,a,s," + account + ",,5.00,," + line + "\n2026-02-05,a,s,2202,,,5.00,", true));

        assertThat(refusal.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.line()).isEqualTo(2);
            assertThat(reason.field()).isEqualTo("cash_flow_line");
            assertThat(reason.key()).isEqualTo(key);
        });
        assertNothingStored();
    }

    @Test
    void refusesAFileWithAWrongHeaderNamingTheColumns() {
        Refusal refusal = refused(() -> book.importFile(GOOD.replace("voucher_no", "number")
                .replace("debit,credit", "debit,debit"), true));

        assertThat(refusal.reasons()).extracting(Refusal.Reason::field, Refusal.Reason::line, Refusal.Reason::key)
                .containsExactlyInAnyOrder(tuple("voucher_no", 1,
                        "ledger.file.columnMissing"), tuple("credit", 1,
                        "ledger.file.columnMissing"), tuple("debit", 1,
                        "ledger.file.columnTwice"));
        assertNothingStored();
    }

    @Test
    void refusesEmptyAndUnreadableFiles() {
        assertThat(refused(() -> book.importFile(new byte[0], false)).reasons().get(0).key())
                .isEqualTo("ledger.file.empty");
        assertThat(refused(() -> book.importFile(BookForTests.HEADER, false)).reasons().get(0).key())
                .isEqualTo("ledger.file.noRows");
        assertThat(refused(() -> book.importFile(BookForTests.HEADER + "\n\"2026-02-05,open quote", false)).kind())
                .isEqualTo(Kind.INVALID);
        assertThat(refused(() -> book.importFile(new byte[] {(byte) 0xFF, (byte) 0xFF, 0}, false)).reasons().get(0).key())
                .isEqualTo("ledger.file.encoding");
    }

    @Test
    void readsUtf8WithByteOrderMarkAndGb18030AndColumnsInAnyOrder() {
        String reordered = """
                credit,debit,account_name,account_code,summary,voucher_no,date,remark
                ,"1,234.50",银行存款,1002,"收款,
                第二行",记1,2026/2/5,x

                1234.5,,其他应付款,2241,收款,记1,2026-02-05,y
                """;
        Voucher voucher = book.importFile(('\uFEFF' + reordered).getBytes(StandardCharsets.UTF_8), false).get(0);
        assertThat(voucher.entries().get(0).debit()).hasToString("1234.50");
        assertThat(voucher.entries().get(0).summary()).isEqualTo("收款,\n第二行");
        book.vouchers().delete(BookForTests.ACCOUNTANT, book.id, voucher.id());

        byte[] gb18030 = reordered.getBytes(Charset.forName("GB18030"));
        assertThat(book.importFile(gb18030, false).get(0).entries().get(0).summary()).isEqualTo("收款,\n第二行");
        assertThat(refused(() -> book.importFile(reordered.replace("1234.5,", "1234.555,"), false)).reasons().get(0).line())
                .as("line of the file, with the line break and the blank line counted").isEqualTo(5);
    }

    @Test
    void refusesTheSameFileAgainInWhateverEncodingUntilItsDraftsAreDeleted() {
        List<Voucher> drafts = book.importFile(GOOD, false);

        Refusal again = refused(() -> book.importFile(GOOD.getBytes(Charset.forName("GB18030")), true));

        assertThat(again.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(again.reasons().get(0).key()).isEqualTo("ledger.import.again");
        assertThat(texts.text(again, Locale.CHINESE)).contains("2026-02-10").contains("test-accountant");
        drafts.forEach(draft -> book.vouchers().delete(BookForTests.ACCOUNTANT, book.id, draft.id()));
        assertThat(book.importFile(GOOD, true)).singleElement().extracting(Voucher::state).isEqualTo(State.POSTED);
        book.close("2026-02");
        assertThat(refused(() -> book.importFile(GOOD, true)).reasons().get(0).key())
                .as("says so also when the month is closed by now").isEqualTo("ledger.import.again");
    }

    @Test
    void takesNoEntriesForAParentWhoseSubAccountComesInTheSameFile() {
        Refusal refusal = refused(() -> book.posted("2026-02-05,a,s,1122,,5.00,",
                "2026-02-05,a,s,112201,应收账款_甲公司,,5.00"));

        assertThat(refusal.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.line()).isEqualTo(2);
            assertThat(reason.key()).isEqualTo("ledger.account.hasSubAccounts");
        });
        assertThat(context.getBean(Accounts.class).list(BookForTests.ACCOUNTANT, book.id))
                .noneMatch(account -> account.code().equals("112201"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1002,,5.00,,,          | 3001,,,4.00,,        | ledger.opening.unbalanced
            1002,,5.00,,,          | 3001,,,5.00,7,       | ledger.opening.ytdUnbalanced
            1002,,5.00,5.00,,      | 3001,,,5.00,,        | ledger.opening.bothSides
            1002,,5.00,,,          | 1002,,,5.00,,        | ledger.opening.twice
            1002,,5.00,,,          | 2221,,,5.00,,        | ledger.account.hasSubAccounts
            1002,,5.00,,,          | 7777,x,,5.00,,       | ledger.account.unknown
            1002,,5.003,,,         | 3001,,,5.00,,        | ledger.amount.tooManyDecimals
            """)
    void refusesOpeningBalances(String first, String second, String key) {
        BookForTests midYear = BookForTests.open(context, "2026-07", Chart.STANDARD, TaxpayerType.GENERAL);

        Refusal refusal = refused(() -> midYear.opening(("account_code,account_name,debit,credit,ytd_debit,ytd_credit\n"
                + first.strip() + "\n" + second.strip()).getBytes(StandardCharsets.UTF_8)));

        assertThat(refusal.reasons()).extracting(Refusal.Reason::key).contains(key);
        assertThat(texts.text(refusal, Locale.CHINESE)).doesNotContain("ledger.", "{");
        assertThat(context.getBean(OpeningBalances.class).list(BookForTests.ACCOUNTANT, midYear.id)).isEmpty();
    }

    @Test
    void refusesOpeningBalancesOnceAVoucherIsPostedAndYearToDateInJanuary() {
        BookForTests fresh = BookForTests.open(context, "2026-01");
        assertThat(refused(() -> fresh.opening(("account_code,account_name,debit,credit,ytd_debit,ytd_credit\n"
                + "1002,,0,,5,5").getBytes(StandardCharsets.UTF_8))).reasons().get(0).key())
                .isEqualTo("ledger.opening.ytdInJanuary");
        fresh.opening("1002,,5.00,", "3001,,,5.00");
        fresh.opening("1002,,6.00,", "3001,,,6.00");
        fresh.importFile(GOOD, true);
        assertThat(refused(() -> fresh.opening("1002,,5.00,", "3001,,,5.00")).reasons().get(0).key())
                .isEqualTo("ledger.opening.posted");
        assertThat(fresh.account("1002", "2026-01").opening()).hasToString("6.00");
    }

    @Test
    void refusesASecondBook() {
        assertThatThrownBy(() -> context.getBean(Books.class).open(BookForTests.ACCOUNTANT, book.id,
                YearMonth.of(2026, 1), Chart.STANDARD)).hasMessageContaining("openedBefore");
        assertThatThrownBy(() -> context.getBean(Books.class).get("C-none")).hasMessageContaining("ledger.book.none");
    }

    @Test
    void everySentenceStandsInBothLanguages() {
        ResourceBundle chinese = ResourceBundle.getBundle("messages/ledger", Locale.ROOT);
        ResourceBundle english = ResourceBundle.getBundle("messages/ledger", Locale.ENGLISH);
        for (String key : chinese.keySet()) {
            assertThatCode(() -> english.getString(key)).doesNotThrowAnyException();
            assertThat(english.getString(key)).as(key).isNotEqualTo(chinese.getString(key));
        }
    }

    private Refusal refused(ThrowingCallable command) {
        Refusal refusal = catchThrowableOfType(Refusal.class, command);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private void assertNothingStored() {
        for (String table : List.of("voucher", "voucher_import", "voucher_entry", "month_movement")) {
            assertThat(jdbc.sql("select count(*) from " + table + " where company_id = ?").param(book.id)
                    .query(Integer.class).single()).as(table).isZero();
        }
    }
}
