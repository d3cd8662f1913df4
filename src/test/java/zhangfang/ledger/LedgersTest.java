package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.ledger.AccountLedger.OpeningKind;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.Journal.Filter;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Every ledger tells the same: 总账 = 明细账 = 多栏账 = 往来明细账 = 序时簿 = 科目余额表, in every month and over years. */
@IntegrationTest
class LedgersTest {

    private static final YearMonth START = AgreeingLedgers.START;
    private static final YearMonth END = AgreeingLedgers.END;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private GeneralLedger generalLedger;
    @Autowired
    private AccountLedger accountLedger;
    @Autowired
    private ColumnLedger columnLedger;
    @Autowired
    private CounterpartyLedger counterpartyLedger;
    @Autowired
    private Journal journal;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private BookForTests book;

    @BeforeEach
    void clock() {
        time.is("2031-01-05T10:00:00");
    }

    @AfterEach
    void countNoMore() {
        jdbc.sql("set query_statistics false").update();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261121})
    void allLedgersAgreeInEveryMonth(long seed) {
        new AgreeingLedgers(context, new Random(seed)).check();
    }

    @Test
    void readsAsABookkeeperWritesIt() {
        book = BookForTests.open(context, "2026-11").opening("1002,银行存款,1000.00,", "3001,实收资本,,1000.00");
        book.posted("2026-11-05,1,提现,1001,,50.00,", "2026-11-05,1,提现,1002,,,50.00",
                "2026-11-05,2,水费,560205,,20.00,", "2026-11-05,2,水费,1002,,,20.00",
                "2026-11-09,3,付清,560217,,930.00,", "2026-11-09,3,付清,1002,,,930.00",
                "2027-01-08,4,收入,1002,,30.00,", "2027-01-08,4,收入,5001,,,25.00", "2027-01-08,4,收入,22210107,,,5.00");

        AccountLedger.Page bank = page("1002", "2026-11", "2027-01");

        assertThat(bank.openingKind()).isEqualTo(OpeningKind.BOOK_START);
        assertThat(bank.rows()).extracting(line -> line.number() + " " + line.debit() + " " + line.credit() + " "
                + line.side() + " " + line.balance()).containsExactly("1 0.00 50.00 DEBIT 950.00",
                "2 0.00 20.00 DEBIT 930.00", "3 0.00 930.00 FLAT 0.00", "1 30.00 0.00 DEBIT 30.00");
        assertThat(bank.rows().get(3).counterAccounts()).extracting(AccountLedger.NamedAccount::code)
                .containsExactly("22210107", "5001");
        assertThat(bank.months()).extracting(month -> month.period() + " " + month.credit() + " " + month.ytdDebit() + " "
                + month.ytdCredit() + " " + month.side()).containsExactly("2026-11 1000.00 0.00 1000.00 FLAT",
                "2026-12 0.00 0.00 1000.00 FLAT", "2027-01 0.00 30.00 0.00 DEBIT");
        assertThat(bank.days()).extracting(day -> day.date() + " " + day.debit() + " " + day.credit() + " " + day.balance())
                .containsExactly("2026-11-05 0.00 70.00 930.00", "2026-11-09 0.00 930.00 0.00",
                        "2027-01-08 30.00 0.00 30.00");
        assertThat(page("1002", "2027-01", "2027-01").openingKind()).isEqualTo(OpeningKind.CARRIED_FORWARD);
        assertThat(page("1002", "2026-12", "2026-12").openingKind()).isEqualTo(OpeningKind.OPENING);
        assertThat(page("1002", "2020-01", "2026-12").from()).isEqualTo(YearMonth.of(2026, 11));
        assertThat(generalLedger.page(BookForTests.REVIEWER, book.id, null, null, null).rows())
                .extracting(GeneralLedger.AccountPage::code).containsExactly("1001", "1002", "2221", "3001", "5001", "5602");
    }

    @Test
    void redFiguresCountForTheOtherSideWhenCounterAccountsAreNamed() {
        book = BookForTests.open(context, "2026-11");
        book.posted("2026-11-05,1,冲回,1002,,-50.00,", "2026-11-05,1,冲回,5001,,,-50.00",
                "2026-11-06,2,更正,560205,,20.00,", "2026-11-06,2,更正,560217,,-20.00,");
        assertThat(page("1002", "2026-11", "2026-11").rows().get(0).counterAccounts())
                .extracting(AccountLedger.NamedAccount::code).containsExactly("5001");
        assertThat(page("560205", "2026-11", "2026-11").rows().get(0).counterAccounts())
                .extracting(AccountLedger.NamedAccount::code).containsExactly("560217");
    }

    @Test
    void whatWasBookedAndTakenBackHasItsColumn() {
        book = BookForTests.open(context, "2026-11");
        book.posted("2026-11-05,1,费用,560205,,20.00,", "2026-11-05,1,费用,1002,,,20.00",
                "2026-11-05,2,冲销,560205,,-20.00,", "2026-11-05,2,冲销,1002,,,-20.00");
        ColumnLedger.Page page = columnLedger.page(BookForTests.REVIEWER, book.id, "5602", null, null, true);
        assertThat(page.rows()).hasSize(2);
        assertThat(page.columns()).extracting(ColumnLedger.Column::code).containsExactly("560205");
    }

    @Test
    void columnsOfValueAddedTaxStandOnTheirSideAndTheLeastUsedShareOne() {
        book = BookForTests.open(context, "2026-11");
        List<String> lines = new ArrayList<>(List.of("2026-11-01,1,销售,1002,,130.00,", "2026-11-01,1,销售,22210107,,,130.00",
                "2026-11-02,2,采购,22210101,,65.00,", "2026-11-02,2,采购,1002,,,65.00"));
        for (int i = 0; i < 14; i++) {
            lines.add("2026-11-03,%d,费用,5601%02d,销售费用_费用%d,%d.00,".formatted(10 + i, 80 + i, i, 1 + i));
            lines.add("2026-11-03,%d,费用,1002,,,%d.00".formatted(10 + i, 1 + i));
        }
        book.posted(lines.toArray(String[]::new));

        ColumnLedger.Page tax = columnLedger.page(BookForTests.REVIEWER, book.id, "222101", null, null, true);
        assertThat(tax.columns()).extracting(ColumnLedger.Column::code, ColumnLedger.Column::side)
                .containsExactly(tuple("22210101", Direction.DEBIT),
                        tuple("22210107", Direction.CREDIT));
        assertThat(tax.months().get(0).amounts()).extracting(Money::toString).containsExactly("65.00", "130.00");

        ColumnLedger.Page expenses = columnLedger.page(BookForTests.REVIEWER, book.id, "5601", null, null, true);
        assertThat(expenses.columns()).hasSize(12);
        assertThat(expenses.columns().get(11).code()).isNull();
        assertThat(expenses.months().get(0).amounts().get(11)).isEqualTo(Money.of("6.00"));
        assertThatThrownBy(() -> columnLedger.page(BookForTests.REVIEWER, book.id, "1002", null, null, true))
                .isInstanceOf(Refusal.class).hasMessageContaining("ledger.columns.none");
    }

    @Test
    void theJournalIsReadInPagesAndNarrowed() {
        book = new AgreeingLedgers(context, new Random(7)).book;
        book.imported("2027-03-15,x,未记账的凭证%,1001,,9.99,", "2027-03-15,x,未记账的凭证%,1002,,,9.99");
        List<Journal.Line> all = journal.all(BookForTests.REVIEWER, book.id, START, END, Filter.NONE).rows();
        List<Journal.Line> paged = new ArrayList<>();
        String after = null;
        do {
            Journal.Page page = journal.page(BookForTests.REVIEWER, book.id, START, END, Filter.NONE, after, 7);
            assertThat(page.entries()).isEqualTo(all.size());
            assertThat(page.debit()).isEqualTo(page.credit());
            paged.addAll(page.rows());
            after = page.next();
        } while (after != null);
        assertThat(paged).isEqualTo(all);
        assertThat(all).isSortedAccordingTo(Comparator.comparing(Journal.Line::date));

        assertThat(narrowed(new Filter(null, Money.of("9.99"), Money.of("9.99"), "证%", false, BookForTests.ACCOUNTANT.id())))
                .extracting(Journal.Line::accountCode).containsExactly("1001", "1002");
        assertThat(narrowed(new Filter(null, null, null, "业务%", null, null))).isEmpty();
        assertThat(narrowed(new Filter("56", null, null, null, true, null)))
                .isNotEmpty().allMatch(line -> line.accountCode().startsWith("56") && line.number() != null);
        assertThatThrownBy(() -> journal.page(BookForTests.REVIEWER, book.id, START, END, Filter.NONE, "x_1", 7))
                .isInstanceOf(Refusal.class).hasMessageContaining("after");
    }

    private List<Journal.Line> narrowed(Filter filter) {
        return journal.all(BookForTests.REVIEWER, book.id, START, END, filter).rows();
    }

    @Test
    void whatIsTooLongOrBeforeTheBookIsRefused() {
        book = BookForTests.open(context, "2026-01");
        for (String[] range : new String[][] {{"2026-01", "2031-01"}, {"2026-03", "2026-02"}, {"2025-01", "2025-12"}}) {
            assertThatThrownBy(() -> page("1002", range[0], range[1])).as(String.join(" ", range))
                    .isInstanceOf(Refusal.class);
        }
        assertThat(page("1002", "2026-01", "2030-12").months()).hasSize(60);
        assertThatThrownBy(() -> page("9999", "2026-01", "2026-01")).isInstanceOf(Refusal.class)
                .extracting(refused -> ((Refusal) refused).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    @Test
    void sixtyMonthsTakeTheStatementsOfOne() {
        book = BookForTests.open(context, "2026-01");
        StringBuilder csv = new StringBuilder(BookForTests.HEADER + ",counterparty\n");
        for (YearMonth month = YearMonth.of(2026, 1); month.getYear() < 2031; month = month.plusMonths(1)) {
            csv.append(month).append("-05,1,销售,1122,,10.00,,甲公司\n").append(month).append("-05,1,销售,5001,,,10.00,\n")
                    .append(month).append("-06,2,办公,560205,,3.00,,\n").append(month).append("-06,2,办公,1002,,,3.00,\n");
        }
        book.importFile(csv.toString(), true);
        Map<String, Runnable> ofOne = reading("2030-12");
        reading("2026-01").forEach((ledger, read) ->
                assertThat(counted(read)).as(ledger).isEqualTo(counted(ofOne.get(ledger))).hasSizeLessThan(10));
        assertThat(page("5602", "2026-01", "2030-12").rows()).hasSize(60);
    }

    private Map<String, Runnable> reading(String from) {
        YearMonth first = YearMonth.parse(from);
        YearMonth last = YearMonth.of(2030, 12);
        return Map.of("detail", () -> page("5602", from, "2030-12"),
                "general", () -> generalLedger.page(BookForTests.REVIEWER, book.id, null, first, last),
                "columns", () -> columnLedger.page(BookForTests.REVIEWER, book.id, "5602", first, last, true),
                "counterparties", () -> counterpartyLedger.overview(BookForTests.REVIEWER, book.id, null, null, first, last),
                "counterparty", () -> counterpartyLedger.page(BookForTests.REVIEWER, book.id, "甲公司", null, first, last),
                "journal", () -> journal.page(BookForTests.REVIEWER, book.id, first, last, Filter.NONE, null, 100));
    }

    /** By statement, how often it ran; H2 itself counts. */
    private Map<String, Integer> counted(Runnable read) {
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        read.run();
        return jdbc.sql("select sql_statement, execution_count from information_schema.query_statistics")
                .query((rs, i) -> Map.entry(rs.getString(1), rs.getInt(2))).list().stream()
                .filter(entry -> entry.getKey().startsWith("select") && !entry.getKey().contains("query_statistics"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum));
    }

    private AccountLedger.Page page(String code, String from, String to) {
        return accountLedger.page(BookForTests.REVIEWER, book.id, code, YearMonth.parse(from), YearMonth.parse(to));
    }
}
