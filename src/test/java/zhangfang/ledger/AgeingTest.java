package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.ledger.Ageing.AgedBalance;
import zhangfang.ledger.Ageing.Bucket;
import zhangfang.money.Money;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Ages of balances, against a queue that settles the oldest first, month by month. */
@IntegrationTest
class AgeingTest {

    private static final YearMonth START = YearMonth.of(2022, 5);

    /** An amount and the month that brought it. */
    private record Part(YearMonth month, Money amount) {
    }

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Ageing ageing;
    @Autowired
    private Time time;

    @BeforeEach
    void now() {
        time.is("2026-02-05T10:00:00");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 20, 304, 4711})
    void takesTheOldestFirstAsAQueueDoes(long seed) {
        Random random = new Random(seed);
        BookForTests book = BookForTests.open(context, START.toString());
        Money opening = Money.of(random.nextInt(500) + ".00");
        book.opening(("account_code,account_name,debit,credit,counterparty\n1122,,%s,,甲\n3001,,,%s,".formatted(opening, opening))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Deque<Part> debits = new ArrayDeque<>();
        Deque<Part> credits = new ArrayDeque<>();
        move(debits, credits, START, opening);
        List<String> rows = new ArrayList<>(List.of(BookForTests.HEADER + ",counterparty"));
        YearMonth last = START.plusMonths(20 + random.nextInt(25));
        for (YearMonth month = START; !month.isAfter(last); month = month.plusMonths(1)) {
            if (random.nextInt(3) == 0) {
                continue;
            }
            Money debit = amount(random);
            Money credit = amount(random);
            row(rows, month, "借", debit, "1122," + "," + debit + ",,甲", "1002,,," + debit + ",");
            row(rows, month, "贷", credit, "1002,," + credit + ",,", "1122,,," + credit + ",甲");
            move(debits, credits, month, debit.max(Money.ZERO).plus(credit.negated().max(Money.ZERO)));
            move(credits, debits, month, credit.max(Money.ZERO).plus(debit.negated().max(Money.ZERO)));
        }
        book.importFile(String.join("\n", rows), true);

        List<AgedBalance> balances = ageing.balances(BookForTests.REVIEWER, book.id, List.of("1122"), last).balances();

        Money[] expected = new Money[Bucket.values().length];
        Arrays.fill(expected, Money.ZERO);
        Deque<Part> open = debits.isEmpty() ? credits : debits;
        for (Part part : open) {
            int bucket = bucket(ChronoUnit.MONTHS.between(part.month, last));
            expected[bucket] = expected[bucket].plus(debits.isEmpty() ? part.amount.negated() : part.amount);
        }
        if (open.isEmpty()) {
            assertThat(balances).as("seed %d", seed).isEmpty();
        } else {
            assertThat(balances).hasSize(1);
            assertThat(balances.get(0).byBucket()).as("seed %d at %s", seed, last).containsExactly(expected);
            assertThat(balances.get(0).balance())
                    .isEqualTo(balances.get(0).byBucket().stream().reduce(Money.ZERO, Money::plus));
        }
    }

    /** What raises one side settles the other's oldest first; what is left is a balance on its own side. */
    private static void move(Deque<Part> side, Deque<Part> other, YearMonth month, Money amount) {
        Money left = amount;
        while (left.isPositive() && !other.isEmpty()) {
            Part oldest = other.removeFirst();
            Money settled = oldest.amount.min(left);
            left = left.minus(settled);
            if (oldest.amount.minus(settled).isPositive()) {
                other.addFirst(new Part(oldest.month, oldest.amount.minus(settled)));
            }
        }
        if (left.isPositive()) {
            side.addLast(new Part(month, left));
        }
    }

    private static int bucket(long months) {
        int[] ends = {1, 3, 6, 12, 24, 36, Integer.MAX_VALUE};
        int bucket = 0;
        while (months >= ends[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** One in six is red. */
    private static Money amount(Random random) {
        int yuan = 1 + random.nextInt(300);
        return Money.of((random.nextInt(6) == 0 ? -yuan : yuan) + ".00");
    }

    private static void row(List<String> rows, YearMonth month, String number, Money amount, String first,
            String second) {
        if (!amount.isZero()) {
            String voucher = month + "-10," + number + month + ",往来,";
            rows.add(voucher + first);
            rows.add(voucher + second);
        }
    }

    @Test
    void agesALeafThatIsNotKeptByCounterpartyAsAWhole() {
        BookForTests book = BookForTests.open(context, "2025-01");
        book.posted("2025-02-01,1,借款,1002,,100.00,", "2025-02-01,1,借款,2501,,,100.00");
        List<AgedBalance> balances = ageing.balances(BookForTests.REVIEWER, book.id, List.of("1002"),
                YearMonth.of(2025, 4)).balances();
        assertThat(balances).hasSize(1);
        assertThat(balances.get(0).counterparty()).isEmpty();
        assertThat(balances.get(0).byBucket().get(Bucket.UP_TO_3_MONTHS.ordinal())).isEqualTo(Money.of("100.00"));
    }
}
