package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Several people at the same book at the same time, on PostgreSQL. */
@PostgresTest
class ConcurrentBooksTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;

    @BeforeEach
    void clock() {
        time.is("2026-03-05T10:00:00");
    }

    @Test
    void givesNumbersWithoutGapsWhenSeveralPeoplePost() throws Exception {
        BookForTests book = BookForTests.open(context, "2026-01");
        List<Callable<Object>> posters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String amount = (i + 1) + ".00";
            posters.add(() -> book.posted("2026-01-10,a,收款,1002,," + amount + ",", "2026-01-10,a,收款,5001,,," + amount,
                    "2026-02-10,b,收款,1002,," + amount + ",", "2026-02-10,b,收款,5001,,," + amount));
        }

        atOnce(posters).forEach(answer -> assertThat(answer).isNotInstanceOf(Throwable.class));

        for (String period : List.of("2026-01", "2026-02")) {
            assertThat(context.getBean(Vouchers.class).ofPeriod(BookForTests.ACCOUNTANT, book.id, YearMonth.parse(period)))
                    .extracting(Voucher::number).containsExactlyElementsOf(IntStream.rangeClosed(1, 8).boxed().toList());
            assertThat(book.account("1002", period).debit()).isEqualTo(Money.of("36.00"));
        }
        assertThat(context.getBean(LedgerCheck.class).violations()).isEmpty();
    }

    @Test
    void letsNothingIntoAMonthThatIsBeingClosed() throws Exception {
        for (int round = 0; round < 5; round++) {
            BookForTests book = BookForTests.open(context, "2026-01");
            List<Object> answers = atOnce(List.of(
                    () -> book.close("2026-01"),
                    () -> book.posted("2026-01-10,a,收款,1002,,5.00,", "2026-01-10,a,收款,5001,,,5.00")));

            assertThat(answers.get(0)).isInstanceOf(Closing.Closed.class);
            boolean cameFirst = !(answers.get(1) instanceof Refusal);
            assertThat(book.account("1002", "2026-01").debit()).isEqualTo(Money.of(cameFirst ? "5.00" : "0.00"));
            assertThat(book.account("5001", "2026-01").closing()).isEqualTo(Money.ZERO);
        }
        assertThat(context.getBean(LedgerCheck.class).violations()).isEmpty();
    }

    @Test
    void closesOnceWhenTwoPeopleClose() throws Exception {
        BookForTests book = BookForTests.open(context, "2026-01");
        book.posted("2026-01-10,a,收款,1002,,5.00,", "2026-01-10,a,收款,5001,,,5.00");

        List<Object> answers = atOnce(List.of(() -> book.close("2026-01"), () -> book.close("2026-01")));

        assertThat(answers).filteredOn(Closing.Closed.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Refusal.class::isInstance).singleElement().asString().contains("closedBefore");
        assertThat(book.account("3103", "2026-01").credit()).isEqualTo(Money.of("5.00"));
    }

    @Test
    void booksWhatWasDecidedBeforeDecemberWasClosedAndRefusesToDecideAfter() throws Exception {
        YearEnd yearEnd = context.getBean(YearEnd.class);
        for (int round = 0; round < 4; round++) {
            BookForTests book = BookForTests.open(context, "2025-12");
            book.posted("2025-12-10,a,收款,1002,,500.00,", "2025-12-10,a,收款,5001,,,500.00");
            List<Object> answers = atOnce(List.of(
                    () -> yearEnd.decide(BookForTests.ACCOUNTANT, book.id, 2025,
                            new Appropriation(Money.of("50.00"), Money.ZERO, Money.ZERO)),
                    () -> book.close("2025-12")));

            assertThat(answers.get(1)).isInstanceOf(Closing.Closed.class);
            boolean decidedFirst = answers.get(0) instanceof YearEnd.Year;
            if (!decidedFirst) {
                assertThat(answers.get(0)).isInstanceOf(Refusal.class).asString().contains("ledger.yearEnd.closed");
            }
            assertThat(book.account("310101", "2025-12").closing()).isEqualTo(Money.of(decidedFirst ? "-50.00" : "0.00"));
            assertThat(book.account("310415", "2025-12").closing())
                    .isEqualTo(Money.of(decidedFirst ? "-450.00" : "-500.00"));
            assertThat(yearEnd.get(BookForTests.ACCOUNTANT, book.id, 2025).decision() != null).isEqualTo(decidedFirst);
        }
        assertThat(context.getBean(LedgerCheck.class).violations()).isEmpty();
    }

    @Test
    void booksCashOnceWhenTwoPeopleTagTheSameEntries() throws Exception {
        BookForTests book = BookForTests.open(context, "2026-01");
        Voucher voucher = book.posted("2026-01-10,a,往来,1002,,5.00,", "2026-01-10,a,往来,3103,,,5.00").get(0);
        CashFlows cashFlows = context.getBean(CashFlows.class);

        List<Object> answers = atOnce(List.of(
                () -> cashFlows.tag(BookForTests.ACCOUNTANT, book.id, List.of(new CashFlows.Tag(voucher.id(), 2, 14))),
                () -> cashFlows.tag(BookForTests.REVIEWER, book.id, List.of(new CashFlows.Tag(voucher.id(), 2, 15)))));

        assertThat(answers).noneMatch(Throwable.class::isInstance);
        assertThat(book.cash(14, "2026-01").plus(book.cash(15, "2026-01"))).isEqualTo(Money.of("5.00"));
        assertThat(context.getBean(LedgerCheck.class).violations()).isEmpty();
    }

    @Test
    void opensANewYearOnceWhilePostingIntoTheOldOne() throws Exception {
        BookForTests book = BookForTests.open(context, "2026-12");
        List<Object> answers = atOnce(List.of(
                () -> book.posted("2026-12-10,a,收款,1002,,5.00,", "2026-12-10,a,收款,2241,,,5.00"),
                () -> book.posted("2027-01-10,a,收款,1002,,7.00,", "2027-01-10,a,收款,2241,,,7.00"),
                () -> book.posted("2026-12-11,b,收款,1002,,11.00,", "2026-12-11,b,收款,2241,,,11.00"),
                () -> book.posted("2027-02-10,b,收款,1002,,13.00,", "2027-02-10,b,收款,2241,,,13.00")));

        assertThat(answers).noneMatch(Throwable.class::isInstance);
        assertThat(book.account("1002", "2027-02").yearStart()).isEqualTo(Money.of("16.00"));
        assertThat(book.account("1002", "2027-02").closing()).isEqualTo(Money.of("36.00"));
    }

    /** What each answered, or how it failed, having started together. */
    private static List<Object> atOnce(List<Callable<Object>> commands) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(commands.size());
        try {
            CyclicBarrier start = new CyclicBarrier(commands.size());
            List<Future<Object>> running = commands.stream().map(command -> threads.submit(() -> {
                start.await();
                return command.call();
            })).toList();
            List<Object> answers = new ArrayList<>();
            for (Future<Object> future : running) {
                try {
                    answers.add(future.get());
                } catch (ExecutionException failed) {
                    answers.add(failed.getCause());
                }
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
