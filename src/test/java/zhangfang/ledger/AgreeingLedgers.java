package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.Journal.Filter;
import zhangfang.money.Money;

/** A seeded book over a change of year, of which every ledger must tell the same as the trial balance. */
final class AgreeingLedgers {

    static final YearMonth START = YearMonth.of(2026, 10);
    static final YearMonth END = YearMonth.of(2027, 3);

    final BookForTests book;
    private final GeneralLedger generalLedger;
    private final AccountLedger accountLedger;
    private final ColumnLedger columnLedger;
    private final CounterpartyLedger counterpartyLedger;
    private final Journal journal;
    private final Set<String> keptByCounterparty;

    AgreeingLedgers(ApplicationContext context, Random random) {
        book = written(context, random);
        generalLedger = context.getBean(GeneralLedger.class);
        accountLedger = context.getBean(AccountLedger.class);
        columnLedger = context.getBean(ColumnLedger.class);
        counterpartyLedger = context.getBean(CounterpartyLedger.class);
        journal = context.getBean(Journal.class);
        keptByCounterparty = context.getBean(Accounts.class).list(BookForTests.REVIEWER, book.id).stream()
                .filter(Account::byCounterparty).map(Account::code).collect(Collectors.toSet());
    }

    void check() {
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
    private static BookForTests written(ApplicationContext context, Random random) {
        BookForTests book = BookForTests.open(context, START.toString());
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
        return book;
    }
}
