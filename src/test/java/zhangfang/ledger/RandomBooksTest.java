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
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import zhangfang.company.Company.Standard;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * Random books against a reference model that sums up everything anew; then somebody tampers with them. A seed makes a book; it is printed, and kept in
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
    private static final int THREADS = 2;
    private static final int TAMPERED = 15;

    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong tampered = new AtomicLong();
    private final AtomicLong ofEnterprises = new AtomicLong();
    private final AtomicLong partlyTagged = new AtomicLong();
    private final Map<String, String> copies = new ConcurrentHashMap<>();
    /** Who removes a book waits until nobody is writing. */
    private final ReadWriteLock database = new ReentrantReadWriteLock(true);

    @Autowired
    private ApplicationContext context;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private Time time;

    @Test
    void agreeWithTheReferenceBook() throws Exception {
        time.is("2027-02-05T10:00:00");
        List<Long> seeds = seeds();
        System.out.println("random books: seeds " + seeds.get(0) + " to " + seeds.get(seeds.size() - 1));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Throwable> failures = new ArrayList<>();
        try {
            for (Future<Optional<Throwable>> result : threads.invokeAll(seeds.stream()
                    .map(seed -> (Callable<Optional<Throwable>>) () -> failure(seed)).toList())) {
                result.get().ifPresent(failures::add);
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("random books: " + seeds.size() + " books, " + operations + " operations in " + calls
                + " calls, " + ofEnterprises + " books of enterprises, " + partlyTagged + " partly tagged, tampered with "
                + tampered + " times");
        assertThat(failures).isEmpty();
    }

    private static List<Long> seeds() throws IOException {
        if (System.getProperty("books.seed") != null) {
            return List.of(Long.getLong("books.seed"));
        }
        Stream<Long> kept = new ClassPathResource(KEPT).getContentAsString(StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> Long.valueOf(line.split(" ")[0]));
        long first = System.currentTimeMillis() * 1_000;
        return Stream.concat(kept, LongStream.range(first, first + SEEDS).boxed()).toList();
    }

    private Optional<Throwable> failure(long seed) {
        RandomBook book = writing(() -> new RandomBook(context, random(seed)));
        try {
            run(book, random(~seed));
            return Optional.empty();
        } catch (RuntimeException | AssertionError failure) {
            System.out.println("random book FAILED; again with -Dbooks.seed=" + seed + ", after " + book.operations()
                    + " operations: " + failure.getMessage());
            keep(seed);
            return Optional.of(new AssertionError("-Dbooks.seed=" + seed + ": " + failure.getMessage(), failure));
        } finally {
            operations.addAndGet(book.operations());
            calls.addAndGet(book.calls());
            ofEnterprises.addAndGet(book.standard.standard() == Standard.ENTERPRISE ? 1 : 0);
            partlyTagged.addAndGet(book.partlyTagged() ? 1 : 0);
            remove(book.book.id);
            Optional.ofNullable(copies.remove(book.book.id)).ifPresent(this::remove);
        }
    }

    private <T> T writing(Supplier<T> work) {
        database.readLock().lock();
        try {
            return work.get();
        } finally {
            database.readLock().unlock();
        }
    }

    private void alone(Runnable work) {
        database.writeLock().lock();
        try {
            work.run();
        } finally {
            database.writeLock().unlock();
        }
    }

    /** Neighbouring seeds of {@link Random} begin alike. */
    static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    private void run(RandomBook book, Random random) {
        ReferenceComparison comparison = new ReferenceComparison(context, book);
        while (book.operations() < OPERATIONS) {
            writing(() -> {
                for (int i = 0; i < STEPS_BETWEEN_LOOKS; i++) {
                    book.step();
                }
                comparison.look(random);
                return null;
            });
        }
        writing(() -> {
            comparison.reversalUndoes();
            orderDoesNotMatter(book, random);
            return null;
        });
        tampered.addAndGet(new RandomTampering(context, random).isFound(book.book.id, TAMPERED));
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
        copies.put(original.book.id, copy.id);
        int half = vouchers.size() / 2;
        for (List<List<String>> part : List.of(vouchers.subList(0, half), vouchers.subList(half, vouchers.size()))) {
            copy.importFile(header + "\n" + part.stream().flatMap(List::stream).collect(Collectors.joining("\n")) + "\n",
                    true);
        }
        for (YearMonth month = original.reference.start(); !month.isAfter(last); month = month.plusMonths(1)) {
            assertThat(balances(copy, month)).as("in another order, " + month).isEqualTo(balances(original.book, month));
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
        alone(() -> {
            jdbc.execute("set referential_integrity false");
            try {
                jdbc.queryForList("""
                        select c.table_name from information_schema.columns c join information_schema.tables t
                            on t.table_schema = c.table_schema and t.table_name = c.table_name
                        where c.column_name = 'COMPANY_ID' and c.table_schema = 'PUBLIC'
                            and t.table_type = 'BASE TABLE'""", String.class)
                        .forEach(table -> jdbc.update("delete from " + table + " where company_id = ?", company));
            } finally {
                jdbc.execute("set referential_integrity true");
            }
        });
    }

    private static synchronized void keep(long seed) {
        try {
            if (Files.exists(KEPT_SOURCE) && Files.lines(KEPT_SOURCE).noneMatch(line -> line.startsWith(seed + ""))) {
                Files.writeString(KEPT_SOURCE, seed + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
