package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Account.RoleOrigin;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.ImportPreview.Fate;
import zhangfang.ledger.ImportPreview.Row;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** A preview tells every row's fate, stores nothing, and says "ok" exactly where the import goes through. */
@IntegrationTest
class ImportPreviewTest {

    private static final int MUTATIONS = 150;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private VoucherImports imports;
    @Autowired
    private OpeningBalances openingBalances;
    @Autowired
    private Accounts accounts;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private BookForTests book;

    @BeforeEach
    void aBookFromJuly() {
        time.is("2026-08-10T10:00:00");
        book = BookForTests.open(context, "2026-07", Chart.FIRST_LEVEL, TaxpayerType.GENERAL);
    }

    @Test
    void tellsTheFateOfEveryRowOfABrokenFile() throws IOException {
        byte[] file = file("broken-vouchers.csv");

        ImportPreview preview = imports.preview(BookForTests.ACCOUNTANT, book.id, file, false);

        assertThat(preview.ok()).isFalse();
        assertThat(preview.rows()).extracting(Row::line, row -> row.fate().name(), ImportPreviewTest::why).containsExactly(
                tuple(2, "GOOD", ""), tuple(3, "GOOD", ""),
                tuple(4, "WRONG", "debit ledger.amount.notANumber"), tuple(5, "HELD_UP", ""),
                tuple(6, "WRONG", "debit ledger.voucher.unbalanced"), tuple(7, "HELD_UP", ""),
                tuple(8, "WRONG", "date ledger.voucher.badDate"), tuple(9, "HELD_UP", ""),
                tuple(10, "WRONG", "date ledger.voucher.beforeBook"), tuple(11, "WRONG", "date ledger.voucher.beforeBook"),
                tuple(12, "WRONG", "account_code ledger.account.unknown"),
                tuple(13, "WRONG", "account_code ledger.account.irregularCode"),
                tuple(14, "WRONG", "account_code ledger.account.irregularCode"),
                tuple(15, "WRONG", "cash_flow_line ledger.voucher.tagOnCash"),
                tuple(16, "WRONG", "debit ledger.voucher.unbalanced"),
                tuple(17, "WRONG", "debit ledger.voucher.bothSides"), tuple(18, "WRONG", "debit ledger.voucher.zeroLine"),
                tuple(19, "WRONG", "account_code ledger.account.unnamed"),
                tuple(20, "WRONG", "credit ledger.amount.tooManyDecimals"),
                tuple(21, "GOOD", ""), tuple(22, "GOOD", ""));
        assertThat(preview.rows().get(14).reasons()).extracting(Refusal.Reason::key).contains("ledger.voucher.noReference");
        assertThat(preview.summary().rows()).isEqualTo(21);
        assertThat(preview.summary().good() + preview.summary().heldUp() + preview.summary().wrong()).isEqualTo(21);
        assertThat(refusal(() -> imports.importFile(BookForTests.ACCOUNTANT, book.id, file, false)).reasons())
                .isEqualTo(preview.errors());
        assertNothingStored();
    }

    private static String why(Row row) {
        return row.reasons().isEmpty() ? "" : row.reasons().get(0).field() + " " + row.reasons().get(0).key();
    }

    @Test
    void previewsAClientsOpeningBalancesWithOtherCodesSumRowsAndAnUnclosedMonth() throws IOException {
        ImportPreview preview = openingBalances.preview(BookForTests.ACCOUNTANT, book.id,
                file("hongyun-opening-gb18030.csv"));

        assertThat(preview.errors()).isEmpty();
        assertThat(preview.warnings()).isEmpty();
        assertThat(preview.rows()).filteredOn(row -> row.fate() == Fate.SKIPPED).extracting(Row::accountCode)
                .containsExactly("1002", "2221", "2221001", "5602", "5603", "合计");
        assertThat(preview.summary().debit()).hasToString("722550.00");
        assertThat(preview.accounts()).extracting(ImportPreview.NewAccount::code, ImportPreview.NewAccount::parentCode,
                ImportPreview.NewAccount::roleName).contains(
                tuple("1002001", "1002", null), tuple("2221001", "2221", "应交增值税"),
                tuple("2221001001", "2221001", "进项税额"), tuple("2221001002", "2221001", "销项税额"),
                tuple("2221002", "2221", "未交增值税"), tuple("3104001", "3104", "未分配利润"),
                tuple("5603001", "5603", "利息收入"));
        assertThat(preview.rows()).filteredOn(row -> !row.counterparty().isEmpty()).allMatch(Row::newCounterparty);
        assertNothingStored();
    }

    @Test
    void previewsItsVouchersAndMovesWhatWasOnAnAccountWithoutDetails() throws IOException {
        openingBalances.replace(BookForTests.ACCOUNTANT, book.id, file("hongyun-opening-gb18030.csv"));
        byte[] vouchers = file("hongyun-vouchers-gb18030.csv");

        ImportPreview preview = imports.preview(BookForTests.REVIEWER, book.id, vouchers, true);

        assertThat(preview.errors()).isEmpty();
        assertThat(preview.summary()).extracting(ImportPreview.Summary::vouchers, ImportPreview.Summary::carryForwards,
                ImportPreview.Summary::newAccounts, summary -> summary.months().size()).containsExactly(9, 2, 3, 1);
        assertThat(preview.rows()).filteredOn(Row::carryForward).extracting(Row::voucher).containsOnly("记6", "记7");
        assertThat(preview.rows()).filteredOn(row -> "收1".equals(row.voucher())).extracting(Row::cashFlowLine,
                Row::cashFlowProposed).containsExactly(tuple(null, false), tuple(1, true));
        assertThat(preview.accounts()).filteredOn(account -> account.takesFrom() != null).singleElement()
                .satisfies(account -> {
                    assertThat(account.code()).isEqualTo("2202000");
                    assertThat(account.takesFrom()).isEqualTo("2202");
                });

        List<Voucher> posted = imports.importFile(BookForTests.REVIEWER, book.id, vouchers, true);

        assertThat(posted).filteredOn(voucher -> voucher.kind() == Voucher.Kind.CARRY_FORWARD)
                .extracting(Voucher::reference).containsExactly("记6", "记7");
        assertThat(accounts.list(BookForTests.ACCOUNTANT, book.id)).filteredOn(account -> account.code().startsWith("2202"))
                .extracting(Account::code, Account::name, Account::roleOrigin).containsExactly(
                        tuple("2202", "应付账款", null), tuple("2202000", "未分明细", null),
                        tuple("2202001", "应付账款_丙公司", null));
        assertThat(book.account("2202000", "2026-07").closing()).hasToString("-132000.00");
        assertThat(book.account("2202", "2026-07").closing()).hasToString("-168500.00");
        assertThat(imports.preview(BookForTests.REVIEWER, book.id, vouchers, true).errors())
                .extracting(Refusal.Reason::key).containsExactly("ledger.import.again");
    }

    @Test
    void namesAVoucherThatTheBookHasAlready() {
        book.posted("2026-07-03,记1,提现,1001,,5.00,", "2026-07-03,记1,提现,1002,,,5.00");

        ImportPreview preview = imports.preview(BookForTests.ACCOUNTANT, book.id, (BookForTests.HEADER + """

                2026-07-03,记1,提现,1001,,5.00,
                2026-07-03,记1,提现,1002,,,5.00
                2026-07-04,记2,存现,1002,,5.00,
                2026-07-04,记2,存现,1001,,,5.00
                """).getBytes(StandardCharsets.UTF_8), false);

        assertThat(preview.ok()).isTrue();
        assertThat(preview.summary().alreadyThere()).isEqualTo(1);
        assertThat(preview.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.key()).isEqualTo("ledger.import.alreadyThere");
            assertThat(warning.line()).isEqualTo(2);
            assertThat(warning.args()).contains("2026-07 1");
        });
    }

    @Test
    void refusesASubAccountWherePostedEntriesOrDraftsWouldBeHidden() {
        book.imported("2026-07-03,记1,赊购,1405,,5.00,", "2026-07-03,记1,赊购,2202,,,5.00");
        assertThat(refusal(() -> book.imported("2026-07-04,记2,赊购,1405,,5.00,",
                "2026-07-04,记2,赊购,220201,应付账款_丙公司,,5.00")).reasons().get(0).key())
                .isEqualTo("ledger.account.parentInDrafts");
        book.vouchers().reviewAndPostAll(BookForTests.REVIEWER, book.id, YearMonth.of(2026, 7));
        assertThat(refusal(() -> book.imported("2026-07-04,记2,赊购,1405,,5.00,",
                "2026-07-04,记2,赊购,220201,应付账款_丙公司,,5.00")).reasons().get(0).key())
                .isEqualTo("ledger.account.parentInUse");
    }

    @Test
    void refusesAParentsRowThatIsNotTheSumOfItsSubAccounts() {
        String wrong = """
                科目编码,科目名称,期初借方,期初贷方
                1002,银行存款,70.00,
                100201,工行,60.00,
                3001,实收资本,,60.00
                """;
        ImportPreview preview = openingBalances.preview(BookForTests.ACCOUNTANT, book.id,
                wrong.getBytes(StandardCharsets.UTF_8));
        assertThat(preview.errors()).singleElement().satisfies(reason -> {
            assertThat(reason.key()).isEqualTo("ledger.opening.parentDiffers");
            assertThat(reason.line()).isEqualTo(2);
            assertThat(reason.args()).map(Object::toString).contains("70.00", "60.00");
        });
        book.opening(wrong.replace("70.00", "60.00").getBytes(Charset.forName("GB18030")));
        assertThat(book.account("1002", "2026-07").opening()).hasToString("60.00");
    }

    @Test
    void leavesOutTheSumOfCounterpartiesUnlessItIsABalanceOfItsOwn() {
        String rows = """
                科目编码,科目名称,往来单位,期初借方,期初贷方
                1122,应收账款,,90.00,
                1122,应收账款,甲公司,100.00,
                1122,应收账款,乙公司,,10.00
                3001,实收资本,,,%s
                """;
        ImportPreview sum = openingBalances.preview(BookForTests.ACCOUNTANT, book.id,
                rows.formatted("90.00").getBytes(StandardCharsets.UTF_8));
        assertThat(sum.errors()).isEmpty();
        assertThat(sum.rows().get(0).fate()).isEqualTo(Fate.SKIPPED);
        ImportPreview own = openingBalances.preview(BookForTests.ACCOUNTANT, book.id,
                rows.formatted("180.00").getBytes(StandardCharsets.UTF_8));
        assertThat(own.errors()).isEmpty();
        assertThat(own.rows()).allMatch(row -> row.fate() == Fate.GOOD);
        assertThat(openingBalances.preview(BookForTests.ACCOUNTANT, book.id,
                rows.formatted("91.00").getBytes(StandardCharsets.UTF_8)).errors())
                .extracting(Refusal.Reason::key).containsExactly("ledger.opening.unbalanced");
    }

    @Test
    void anAccountRemembersHowItCameToItsRole() throws IOException {
        book.opening(file("hongyun-opening-gb18030.csv"));

        accounts.correct(BookForTests.ACCOUNTANT, book.id, "5603002",
                new Accounts.Correction(null, null, "BANK_CHARGES", null, null));
        accounts.correct(BookForTests.REVIEWER, book.id, "5602001", new Accounts.Correction(null, null, "", null, null));

        assertThat(accounts.list(BookForTests.ACCOUNTANT, book.id))
                .filteredOn(account -> List.of("2221001001", "5603002", "5602001", "5602002").contains(account.code()))
                .extracting(Account::code, Account::role, Account::roleOrigin, Account::roleSetBy).containsExactly(
                        tuple("2221001001", "VAT_INPUT", RoleOrigin.PROPOSED, null),
                        tuple("5602001", null, RoleOrigin.CORRECTED, BookForTests.REVIEWER.id()),
                        tuple("5602002", null, null, null),
                        tuple("5603002", "BANK_CHARGES", RoleOrigin.CORRECTED, BookForTests.ACCOUNTANT.id()));
    }

    @Test
    void warnsWhenProfitOfTheYearDidNotTakeWhatLeftTheAccountsOfProfitAndLoss() {
        ImportPreview preview = openingBalances.preview(BookForTests.ACCOUNTANT, book.id, """
                account_code,account_name,debit,credit,ytd_debit,ytd_credit
                1002,银行存款,20.00,,50.00,30.00
                3103,本年利润,,20.00,,20.00
                5603,财务费用,,,50.00,50.00
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(preview.ok()).isTrue();
        assertThat(preview.warnings()).extracting(Refusal.Reason::key).containsExactly("ledger.import.carriedDiffers");
    }

    @Test
    void aCorrectedDirectionTellsAnewWhatWasCarriedForwardBeforeTheStart() {
        book.opening("""
                account_code,account_name,debit,credit,ytd_debit,ytd_credit
                1002,银行存款,50.00,,50.00,
                3103,本年利润,,50.00,,50.00
                560301,财务费用_存款结息,,,50.00,50.00
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(beforeStart("560301")).isEqualTo("50.00");

        accounts.correct(BookForTests.ACCOUNTANT, book.id, "560301",
                new Accounts.Correction(null, Figures.Direction.CREDIT, "INTEREST_INCOME", null, null));

        assertThat(beforeStart("560301")).as("income lowers the expenses").isEqualTo("-50.00");
    }

    /** Turnover before the start without what was carried forward, debit positive. */
    private String beforeStart(String code) {
        Figures.AccountFigures account = book.account(code, "2026-01", "2026-07");
        return account.ytdDebit().minus(account.ytdCredit()).minus(account.ytdCarriedDebit())
                .plus(account.ytdCarriedCredit()).toString();
    }

    @Test
    void yearEndTransferOfProfitIsNoCarryForward() {
        assertThat(book.posted("2026-07-31,记1,年结,3103,,7.00,", "2026-07-31,记1,年结,3104,,,7.00").get(0).kind())
                .isEqualTo(Voucher.Kind.GENERAL);
        assertThat(book.posted("2026-07-31,记2,红字结转,5001,,-7.00,", "2026-07-31,记2,红字结转,3103,,,-7.00").get(0).kind())
                .isEqualTo(Voucher.Kind.CARRY_FORWARD);
    }

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L, 3L);
    }

    /** Every mutation of a good file: previewed, imported into a fresh transaction, and compared. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void saysOkExactlyWhereTheImportGoesThrough(long seed) throws IOException {
        openingBalances.replace(BookForTests.ACCOUNTANT, book.id, file("hongyun-opening-gb18030.csv"));
        String good = new String(file("hongyun-vouchers-gb18030.csv"), Charset.forName("GB18030"));
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] file = mutated(good, random).getBytes(StandardCharsets.UTF_8);
            ImportPreview preview = imports.preview(BookForTests.ACCOUNTANT, book.id, file, false);
            Refusal refusal = refusal(() -> imports.importFile(BookForTests.ACCOUNTANT, book.id, file, false));
            assertThat(preview.ok()).as("seed %d, mutation %d: %s", seed, i, new String(file, StandardCharsets.UTF_8))
                    .isEqualTo(refusal == null);
            if (refusal == null) {
                taken++;
                assertThat(book.vouchers().ofPeriod(BookForTests.ACCOUNTANT, book.id, YearMonth.of(2026, 7)))
                        .hasSize(preview.summary().vouchers());
                clearVouchers();
            } else {
                assertThat(refusal.reasons()).isEqualTo(preview.errors());
            }
        }
        assertThat(taken).as("mutations that were taken, seed %d", seed).isBetween(10, MUTATIONS - 10);
    }

    private void clearVouchers() {
        book.vouchers().ofPeriod(BookForTests.ACCOUNTANT, book.id, YearMonth.of(2026, 7))
                .forEach(voucher -> book.vouchers().delete(BookForTests.ACCOUNTANT, book.id, voucher.id()));
    }

    private static String mutated(String good, Random random) {
        List<String> lines = new ArrayList<>(List.of(good.split("\r\n")));
        List<UnaryOperator<String>> changes = List.of(
                line -> line.replaceFirst("0", String.valueOf(random.nextInt(10))),
                line -> line.replaceFirst(",[^,]*,", ",,"),
                line -> line.replaceFirst("\\d(?=[^\\d]*$)", "x"),
                line -> line + ",",
                line -> line.replace("2026", "2025"),
                line -> line.replace("5602.003", "5602"),
                line -> line.replace("2202.001", "2202001"),
                line -> line.replace("记", "转"),
                line -> line.replace("甲公司", "丁公司"),
                line -> line.replace("差旅费", ""),
                line -> line.toUpperCase(),
                line -> line + " ");
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(lines.size());
            lines.set(at, changes.get(random.nextInt(changes.size())).apply(lines.get(at)));
        }
        if (random.nextInt(4) == 0) {
            lines.remove(random.nextInt(lines.size()));
        }
        return String.join("\n", lines);
    }

    private static byte[] file(String name) throws IOException {
        return new ClassPathResource("takeover/" + name).getContentAsByteArray();
    }

    private static Refusal refusal(Runnable command) {
        try {
            command.run();
            return null;
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    private void assertNothingStored() {
        for (String table : List.of("voucher", "voucher_import", "voucher_entry", "opening_balance", "month_movement")) {
            assertThat(jdbc.sql("select count(*) from " + table + " where company_id = ?").param(book.id)
                    .query(Integer.class).single()).as(table).isZero();
        }
        assertThat(jdbc.sql("select count(*) from account where company_id = ? and account_level > 1").param(book.id)
                .query(Integer.class).single()).isZero();
    }
}
