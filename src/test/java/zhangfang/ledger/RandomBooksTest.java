package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * Random books against a reference model that sums up everything anew. A seed makes a book; it is printed, and kept in
 * {@code src/test/resources/random-books.seeds} when its book fails, to be tried ever after. More of them with
 * {@code -Dbooks.seeds=500 -Dbooks.operations=5000}, one alone with {@code -Dbooks.seed=4711}.
 */
@IntegrationTest
class RandomBooksTest {

    private static final String KEPT = "random-books.seeds";
    private static final Path KEPT_SOURCE = Path.of("src", "test", "resources", KEPT);
    private static final int SEEDS = Integer.getInteger("books.seeds", 40);
    private static final int OPERATIONS = Integer.getInteger("books.operations", 2_600);
    private static final int STEPS_BETWEEN_LOOKS = 60;

    private static long operations;
    private static long calls;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private LedgerCheck ledgerCheck;
    @Autowired
    private Time time;

    static Stream<Long> seeds() throws IOException {
        if (System.getProperty("books.seed") != null) {
            return Stream.of(Long.getLong("books.seed"));
        }
        List<Long> kept = new ClassPathResource(KEPT).getContentAsString(StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> Long.valueOf(line.split(" ")[0]))
                .toList();
        long first = System.currentTimeMillis() * 1_000;
        return Stream.concat(kept.stream(), LongStream.range(first, first + SEEDS).boxed());
    }

    @BeforeEach
    void clock() {
        time.is("2027-02-05T10:00:00");
    }

    @AfterAll
    static void count() {
        System.out.println("random books: " + operations + " operations in " + calls + " calls");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreeWithTheReferenceBook(long seed) {
        System.out.println("random book: seed " + seed);
        RandomBook book = new RandomBook(context, random(seed));
        try {
            run(book, random(~seed));
        } catch (RuntimeException | AssertionError failure) {
            System.out.println("random book: seed " + seed + " FAILED: " + failure.getMessage());
            keep(seed);
            throw new AssertionError("random book failed; again with -Dbooks.seed=" + seed + ", after "
                    + book.operations() + " operations: " + failure.getMessage(), failure);
        } finally {
            operations += book.operations();
            calls += book.calls();
            remove(book.book.id);
        }
    }

    /** Neighbouring seeds of {@link Random} begin alike. */
    private static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    private void run(RandomBook book, Random random) {
        ReferenceComparison comparison = new ReferenceComparison(context, book);
        while (book.operations() < OPERATIONS) {
            for (int i = 0; i < STEPS_BETWEEN_LOOKS; i++) {
                book.step();
            }
            comparison.look(random);
        }
        comparison.reversalUndoes();
        assertThat(ledgerCheck.violations()).isEmpty();
        orderDoesNotMatter(book, random);
    }

    /** Another book takes the same vouchers in another order, and shows the same. */
    private void orderDoesNotMatter(RandomBook original, Random random) {
        List<String> rows = new ArrayList<>();
        YearMonth last = original.reference.posted().stream().map(ReferenceBook.Posted::period)
                .max(YearMonth::compareTo).orElseThrow();
        VoucherFile file = context.getBean(VoucherFile.class);
        String header = "";
        for (YearMonth from = original.reference.start(); !from.isAfter(last); from = from.plusMonths(12)) {
            List<String> lines = new String(file.export(BookForTests.REVIEWER, original.book.id, from,
                    from.plusMonths(11)), StandardCharsets.UTF_8).lines().toList();
            header = lines.get(0);
            rows.addAll(lines.subList(1, lines.size()));
        }
        List<List<String>> vouchers = new ArrayList<>(rows.stream()
                .collect(Collectors.groupingBy(row -> row.split(",")[0] + row.split(",")[1], TreeMap::new,
                        Collectors.toList())).values());
        Collections.shuffle(vouchers, random);
        BookForTests copy = original.copyOfItsOpening();
        try {
            int half = vouchers.size() / 2;
            for (List<List<String>> part : List.of(vouchers.subList(0, half), vouchers.subList(half, vouchers.size()))) {
                copy.importFile(header + "\n" + part.stream().flatMap(List::stream)
                        .collect(Collectors.joining("\n")) + "\n", true);
            }
            for (YearMonth month = original.reference.start(); !month.isAfter(last); month = month.plusMonths(1)) {
                assertThat(balances(copy, month)).as("in another order, " + month)
                        .isEqualTo(balances(original.book, month));
            }
        } finally {
            remove(copy.id);
        }
    }

    private static Map<String, String> balances(BookForTests book, YearMonth month) {
        Map<String, String> balances = new TreeMap<>();
        book.figures().accounts(book.id, month, month).forEach(account -> balances.put(account.code(),
                account.yearStart() + " " + account.opening() + " " + account.debit() + " " + account.credit() + " "
                        + account.ytdDebit() + " " + account.ytdCredit() + " " + account.carriedDebit() + " "
                        + account.ytdCarriedCredit()));
        book.figures().counterparties(book.id, month, month).stream().filter(each -> !each.closing().isZero())
                .forEach(each -> balances.put(each.accountCode() + " " + each.counterparty(),
                        each.closing().toString()));
        return balances;
    }

    /** Other tests look at the whole state after each of theirs; they need not look through all this. */
    private void remove(String company) {
        jdbc.execute("set referential_integrity false");
        try {
            jdbc.queryForList("""
                    select c.table_name from information_schema.columns c join information_schema.tables t
                        on t.table_schema = c.table_schema and t.table_name = c.table_name
                    where c.column_name = 'COMPANY_ID' and c.table_schema = 'PUBLIC' and t.table_type = 'BASE TABLE'""",
                    String.class)
                    .forEach(table -> jdbc.update("delete from " + table + " where company_id = ?", company));
        } finally {
            jdbc.execute("set referential_integrity true");
        }
    }

    private static void keep(long seed) {
        try {
            if (Files.exists(KEPT_SOURCE) && Files.lines(KEPT_SOURCE).noneMatch(line -> line.startsWith(seed + ""))) {
                Files.writeString(KEPT_SOURCE, seed + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
