package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.ledger.AccountLedger.OpeningKind;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.Journal.Filter;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Every ledger tells the same: 总账 = 明细账 = 多栏账 = 往来明细账 = 序时簿 = 科目余额表, in every month and over years. */
@IntegrationTest
class LedgersTest {

    private static final YearMonth START = YearMonth.of(2026, 10);
    private static final YearMonth END = YearMonth.of(2027, 3);

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
    private Set<String> keptByCounterparty;

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
        writeSomething(new Random(seed));
        keptByCounterparty = context.getBean(Accounts.class).list(BookForTests.REVIEWER, book.id).stream()
                .filter(Account::byCounterparty).map(Account::code).collect(Collectors.toSet());
        for (String code : usedAccounts()) {
            agrees(code, START, END);
            agrees(code, START, START);
            agrees(code, YearMonth.of(2027, 1), YearMonth.of(2027, 2));
        }
    }

    private void agrees(String code, YearMonth from, YearMonth to) {
        AccountLedger.Page detail = accountLedger.page(BookForTests.REVIEWER, book.id, code, from, to);
        int sign = detail.direction() == Direction.DEBIT ? 1 : -1;
        List<AccountLedger.MonthTotal> months = generalLedger.page(BookForTests.REVIEWER, book.id, code, from, to).rows()
                .get(0).months();
        assertThat(detail.months()).as(code).isEqualTo(months);
        assertThat(detail.opening()).isEqualTo(signed(figures(code, from).opening(), sign));
        for (AccountLedger.MonthTotal month : months) {
            AccountFigures figures = figures(code, month.period());
            assertThat(List.of(month.debit(), month.credit(), month.ytdDebit(), month.ytdCredit(), month.balance()))
                    .as(code + " " + month.period()).isEqualTo(List.of(figures.debit(), figures.credit(),
                            figures.ytdDebit(), figures.ytdCredit(), signed(figures.closing(), sign)));
            List<AccountLedger.Line> lines = detail.rows().stream()
                    .filter(line -> YearMonth.from(line.date()).equals(month.period())).toList();
            assertThat(sum(lines, AccountLedger.Line::debit)).isEqualTo(month.debit());
            assertThat(sum(lines, AccountLedger.Line::credit)).isEqualTo(month.credit());
        }
        if (!detail.rows().isEmpty()) {
            assertThat(detail.closing()).isEqualTo(detail.rows().get(detail.rows().size() - 1).balance());
        }
        assertThat(sum(detail.days(), AccountLedger.DayTotal::debit))
                .isEqualTo(detail.cash() ? sum(detail.rows(), AccountLedger.Line::debit) : Money.ZERO);
        columnsAgree(code, from, to, sign, months);
        counterpartiesAgree(code, from, to, detail);
        Journal.Page found = journal.all(BookForTests.REVIEWER, book.id, from, to,
                new Filter(code, null, null, null, true, null));
        assertThat(found.rows()).hasSize(detail.rows().size());
        assertThat(found.debit()).isEqualTo(sum(months, AccountLedger.MonthTotal::debit));
    }

    private void columnsAgree(String code, YearMonth from, YearMonth to, int sign,
            List<AccountLedger.MonthTotal> months) {
        if (figures(code, from).leaf()) {
            return;
        }
        ColumnLedger.Page page = columnLedger.page(BookForTests.REVIEWER, book.id, code, from, to, true);
        for (ColumnLedger.MonthTotal month : page.months()) {
            AccountLedger.MonthTotal same = months.get(page.months().indexOf(month));
            assertThat(net(page, month.amounts())).isEqualTo(same.debit().minus(same.credit()));
            assertThat(net(page, month.ytdAmounts())).isEqualTo(same.ytdDebit().minus(same.ytdCredit()));
            assertThat(month.balance()).isEqualTo(same.balance());
            assertThat(page.rows().stream().filter(line -> YearMonth.from(line.date()).equals(month.period()))
                    .map(line -> net(page, line.amounts())).reduce(Money.ZERO, Money::plus))
                    .isEqualTo(net(page, month.amounts()));
        }
        if (from.getYear() != to.getYear()) {
            return;
        }
        ColumnLedger.Page without = columnLedger.page(BookForTests.REVIEWER, book.id, code, from, to, false);
        assertThat(without.rows()).noneMatch(line -> line.summary().contains("结转损益"));
        if (!without.rows().isEmpty()) {
            assertThat(without.rows().get(without.rows().size() - 1).balance())
                    .isEqualTo(without.months().get(without.months().size() - 1).balance());
        }
    }

    private static Money net(ColumnLedger.Page page, List<Money> amounts) {
        Money net = Money.ZERO;
        for (int at = 0; at < amounts.size(); at++) {
            Money amount = amounts.get(at) == null ? Money.ZERO : amounts.get(at);
            net = page.columns().get(at).side() == Direction.DEBIT ? net.plus(amount) : net.minus(amount);
        }
        return net;
    }

    private void counterpartiesAgree(String code, YearMonth from, YearMonth to, AccountLedger.Page detail) {
        List<CounterpartyLedger.Balance> balances = counterpartyLedger
                .overview(BookForTests.REVIEWER, book.id, code, null, from, to).rows();
        if (!keptByCounterparty.contains(code)) {
            assertThat(balances).isEmpty();
            return;
        }
        assertThat(sum(balances, CounterpartyLedger.Balance::opening)).isEqualTo(detail.opening());
        assertThat(sum(balances, CounterpartyLedger.Balance::closing)).isEqualTo(detail.closing());
        assertThat(sum(balances, CounterpartyLedger.Balance::debit)).isEqualTo(sum(detail.rows(), AccountLedger.Line::debit));
        for (CounterpartyLedger.Balance balance : balances) {
            AccountLedger.Page of = counterpartyLedger.page(BookForTests.REVIEWER, book.id, balance.counterparty(), code,
                    from, to).rows().get(0);
            assertThat(of.opening()).isEqualTo(balance.opening());
            assertThat(of.closing()).isEqualTo(balance.closing());
            assertThat(sum(of.rows(), AccountLedger.Line::credit)).isEqualTo(balance.credit());
            assertThat(of.rows()).as(balance.counterparty()).allMatch(line -> line.counterparty().equals(balance.counterparty()));
        }
    }

    private static Money signed(Money net, int sign) {
        return sign > 0 ? net : net.negated();
    }

    private static <T> Money sum(List<T> rows, Function<T, Money> amount) {
        return rows.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    private AccountFigures figures(String code, YearMonth month) {
        return book.account(code, month.toString());
    }

    private List<String> usedAccounts() {
        return Stream.of(START, YearMonth.of(2026, 12), END).flatMap(month -> book.figures()
                .accounts(book.id, month, month).stream())
                .filter(account -> !account.ytdDebit().isZero() || !account.ytdCredit().isZero()
                        || !account.closing().isZero())
                .map(AccountFigures::code).distinct().toList();
    }

    /** Half a year with reds, reversals, counterparties with and without a name, a carry-forward and a change of year. */
    private void writeSomething(Random random) {
        book = BookForTests.open(context, START.toString());
        book.opening("""
                account_code,account_name,debit,credit,ytd_debit,ytd_credit,counterparty
                1002,银行存款,5000.00,,3000.00,1000.00,
                1122,应收账款,800.00,,800.00,,甲公司
                1122,应收账款,,100.00,,100.00,乙公司
                2202,应付账款,,700.00,,700.00,丙公司
                3001,实收资本,,3000.00,,,
                3103,本年利润,,2000.00,100.00,2100.00,
                5001,主营业务收入,,,2100.00,2100.00,
                560205,办公费,,,100.00,100.00,
                """.getBytes(StandardCharsets.UTF_8));
        String[] names = {"甲公司", "乙公司", "丙公司", ""};
        StringBuilder csv = new StringBuilder(BookForTests.HEADER + ",counterparty\n");
        int number = 0;
        for (YearMonth month = START; !month.isAfter(END); month = month.plusMonths(1)) {
            for (int i = 0; i < 12; i++) {
                String amount = (random.nextInt(5) == 0 ? "-" : "") + (1 + random.nextInt(900)) + "." + (10 + random.nextInt(90));
                String voucher = "%s-%02d,%d,业务%d,".formatted(month, 1 + random.nextInt(28), ++number, number);
                String name = names[random.nextInt(names.length)];
                String[][] pairs = {{"1122", "5001"}, {"1002", "1122"}, {"560205", "1002"}, {"560217", "2202"},
                    {"2202", "1001"}, {"22210101", "2202"}, {"1122", "22210107"}, {"1001", "1002"}};
                String[] pair = pairs[random.nextInt(pairs.length)];
                csv.append(voucher).append(pair[0]).append(",,").append(amount).append(",,").append(name).append('\n');
                csv.append(voucher).append(pair[1]).append(",,,").append(amount).append(',').append(name).append('\n');
            }
        }
        book.importFile(csv.toString(), true);
        book.close("2026-10");
        book.close("2026-11");
        book.close("2026-12");
        Voucher first = book.vouchers().ofPeriod(BookForTests.REVIEWER, book.id, END).get(0);
        book.vouchers().reverse(BookForTests.REVIEWER, book.id, first.id(), null, true);
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
        writeSomething(new Random(7));
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
