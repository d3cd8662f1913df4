package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.identity.Actor;
import zhangfang.ledger.ImportProgress.Phase;
import zhangfang.ledger.ImportProgress.State;
import zhangfang.ledger.ImportProgress.Status;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

@IntegrationTest
class ImportProgressTest {

    private static final String FILE = BookForTests.HEADER + """

            2026-02-05,记1,收款,1002,,5.00,
            2026-02-05,记1,收款,5001,,,5.00
            """;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private VoucherImports imports;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Time time;

    private BookForTests book;

    @BeforeEach
    void aBook() {
        time.is("2026-03-05T10:00:00");
        book = BookForTests.open(context, "2026-01");
    }

    @Test
    void tellsHowFarAnImportIsWhileItsTransactionRuns() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> another = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(tx -> {
            context.getBean(Books.class).lock(book.id);
            locked.countDown();
            await(release);
        }));
        await(locked);
        CompletableFuture<List<Voucher>> running = CompletableFuture.supplyAsync(() -> take(FILE, "k"));
        while (!isKnown("k")) {
            Thread.onSpinWait();
        }

        assertThat(status("k")).extracting(Status::state, Status::phase, Status::vouchers)
                .containsExactly(State.RUNNING, Phase.WAITING, null);
        release.countDown();
        another.get();
        assertThat(running.get()).hasSize(1);
        assertThat(status("k")).isEqualTo(new Status("k", State.DONE, Phase.FINISHING, 2, 2, 1, List.of()));
    }

    @Test
    void answersARepeatedCallWithTheVouchersOfTheFirst() {
        List<Voucher> first = take(FILE, "k");
        book.close("2026-01");
        book.vouchers().reviewAndPostAll(BookForTests.REVIEWER, book.id, first.get(0).period());
        book.close("2026-02");

        assertThat(take(FILE, "k")).extracting(Voucher::id).containsExactly(first.get(0).id());
        assertThatThrownBy(() -> take(FILE.replace("5.00", "6.00"), "k")).asString().contains("requestKeyUsed");
        assertThatThrownBy(() -> take(FILE, "other")).asString().contains("ledger.import.again");
        assertThat(status("k").state()).isEqualTo(State.DONE);
        assertThat(status("other").state()).isEqualTo(State.REFUSED);
        assertThatThrownBy(() -> take(FILE, " ")).asString().contains("badRequestKey");
    }

    @Test
    void keepsWhyAnImportWasRefusedUntilItIsTriedAgain() {
        assertThatThrownBy(() -> take(FILE.replace("1002", "1999"), "k")).isInstanceOf(Refusal.class);
        assertThat(status("k").state()).isEqualTo(State.REFUSED);
        assertThat(status("k").phase()).isEqualTo(Phase.CHECKING);
        assertThat(status("k").reasons()).extracting(Refusal.Reason::line).contains(2);

        take(FILE, "k");
        assertThat(status("k").state()).isEqualTo(State.DONE);
    }

    @Test
    void tellsNobodyElse() {
        take(FILE, "k");

        assertThatThrownBy(() -> imports.progress(new Actor("x", Set.of(), Set.of()), book.id, "k"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> status("unknown")).isInstanceOf(Refusal.class);
    }

    private List<Voucher> take(String file, String key) {
        return imports.importFile(BookForTests.ACCOUNTANT, book.id, file.getBytes(StandardCharsets.UTF_8), false, key);
    }

    private Status status(String key) {
        return imports.progress(BookForTests.ACCOUNTANT, book.id, key);
    }

    private boolean isKnown(String key) {
        try {
            status(key);
            return true;
        } catch (Refusal notYet) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
