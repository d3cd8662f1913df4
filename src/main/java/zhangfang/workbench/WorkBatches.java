package zhangfang.workbench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.refusal.RefusalText;
import zhangfang.workbench.WorkBatch.Item;
import zhangfang.workbench.WorkBatch.State;
import zhangfang.workbench.WorkBatch.Wish;

/**
 * One step for many service months. What is asked is kept first; then each item is done in a transaction of its own,
 * together with the note that it is done. Whoever goes away in between finds the rest still waiting, nothing half done.
 */
@Service
public class WorkBatches {

    /** So many items a batch takes at most. */
    public static final int LIMIT = 200;

    private static final Logger LOG = LoggerFactory.getLogger(WorkBatches.class);
    private static final Period KEPT = Period.ofDays(30);
    private static final int SAID_LIMIT = 4000;
    private static final String CHECK = "ledger.check.";

    private record Waiting(String monthId, String mailingId, HandoverRow row, boolean intoThisMonth) {
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Workboard board;
    private final ObjectProvider<MonthWork> work;
    private final Numbers numbers;
    private final BusinessClock clock;
    private final RefusalText refusals;

    WorkBatches(JdbcClient jdbc, TransactionTemplate transactions, Workboard board, ObjectProvider<MonthWork> work,
            Numbers numbers, BusinessClock clock, RefusalText refusals) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.board = board;
        this.work = work;
        this.numbers = numbers;
        this.clock = clock;
        this.refusals = refusals;
    }

    /**
     * Keeps what is asked; nothing is done yet. The same key of the same person answers the batch that it made before.
     *
     * @return the batch's id
     * @throws Refusal invalid, for none or too many; forbidden, for another role's work; not found, for a month that is
     *                 not on this person's workbench
     */
    public String ask(Actor actor, String requestKey, WorkAction action, List<Wish> wishes) {
        if (!action.isFor(actor)) {
            throw Refusal.forbidden("workbench.batch.notYours");
        }
        if (requestKey == null || !requestKey.matches("[0-9A-Za-z-]{8,64}")) {
            throw Refusal.invalid("workbench.batch.noKey");
        }
        Optional<String> before = ofRequest(actor, requestKey);
        if (before.isPresent()) {
            return before.get();
        }
        refuseBadSize(wishes.size());
        List<String> months = wishes.stream().map(Wish::monthId).distinct().toList();
        if (board.rows(actor, months).size() < months.size() || !mailingsAreOfTheirMonths(wishes)) {
            throw Refusal.notFound();
        }
        try {
            return transactions.execute(tx -> insert(actor, requestKey, action, wishes));
        } catch (DuplicateKeyException sentTwiceAtOnce) {
            return ofRequest(actor, requestKey).orElseThrow(() -> sentTwiceAtOnce);
        }
    }

    private boolean mailingsAreOfTheirMonths(List<Wish> wishes) {
        List<String> ids = wishes.stream().map(Wish::mailingId).filter(Objects::nonNull).toList();
        if (ids.isEmpty()) {
            return true;
        }
        Map<String, String> months = jdbc.sql("select id, month_id from mailing where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return wishes.stream().allMatch(wish -> wish.monthId().equals(months.get(wish.mailingId())));
    }

    /** @throws Refusal invalid, where nothing is chosen or more than a batch takes */
    public static void refuseBadSize(int items) {
        if (items == 0) {
            throw Refusal.invalid("workbench.batch.none");
        }
        if (items > LIMIT) {
            throw Refusal.invalid("workbench.batch.tooMany", LIMIT);
        }
    }

    private Optional<String> ofRequest(Actor actor, String requestKey) {
        return jdbc.sql("select id from work_batch where actor_id = ? and request_key = ?")
                .params(actor.id(), requestKey).query(String.class).optional();
    }

    private String insert(Actor actor, String requestKey, WorkAction action, List<Wish> wishes) {
        OffsetDateTime now = now();
        jdbc.sql("delete from work_batch where actor_id = ? and created_at < ?")
                .params(actor.id(), now.minus(KEPT)).update();
        String id = numbers.next("B");
        jdbc.sql("insert into work_batch (id, actor_id, request_key, action, created_at) values (?, ?, ?, ?, ?)")
                .params(id, actor.id(), requestKey, action.name(), now).update();
        int line = 0;
        for (Wish wish : wishes) {
            HandoverRow row = wish.row();
            jdbc.sql("""
                    insert into work_batch_item (batch_id, line, month_id, mailing_id, kind, quantity, remark,
                        into_this_month, state)
                    values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING')""")
                    .params(id, ++line, wish.monthId(), wish.mailingId(), row == null ? null : row.kind(),
                            row == null ? null : row.quantity(), row == null ? null : row.remark(),
                            wish.intoThisMonth())
                    .update();
        }
        return id;
    }

    /** One's own batch. @throws Refusal not found */
    public WorkBatch get(Actor actor, String batchId) {
        WorkAction action = jdbc.sql("select action from work_batch where id = ? and actor_id = ?")
                .params(batchId, actor.id()).query(String.class).optional().map(WorkAction::valueOf)
                .orElseThrow(Refusal::notFound);
        List<Item> items = jdbc.sql("""
                select line, month_id, mailing_id, state, said from work_batch_item where batch_id = ? order by line""")
                .param(batchId).query(WorkBatches::item).list();
        return new WorkBatch(batchId, action, items);
    }

    /** The latest of one's batches in which something still waits. */
    public Optional<String> unfinished(Actor actor) {
        return jdbc.sql("""
                select b.id from work_batch b
                where b.actor_id = ? and exists (select 1 from work_batch_item i
                    where i.batch_id = b.id and i.state = 'WAITING')
                order by b.created_at desc, b.id fetch first 1 rows only""")
                .param(actor.id()).query(String.class).optional();
    }

    /** Does the next items of one's own batch, each by itself, {@code limit} at most. */
    public void run(Actor actor, String batchId, int limit, Locale locale) {
        WorkBatch batch = get(actor, batchId);
        batch.items().stream().filter(item -> item.state() == State.WAITING).limit(limit)
                .forEach(item -> run(actor, batch, item.line(), locale));
    }

    private void run(Actor actor, WorkBatch batch, int line, Locale locale) {
        String said;
        try {
            transactions.executeWithoutResult(tx -> lockWaiting(batch.id(), line).ifPresent(item -> {
                perform(actor, batch.action(), item);
                settle(batch.id(), line, State.DONE, null);
            }));
            return;
        } catch (Refusal refusal) {
            said = said(refusal, locale);
        } catch (RuntimeException failure) {
            LOG.error("Item {} of batch {} failed", line, batch.id(), failure);
            said = refusals.text(Refusal.invalid("workbench.batch.failed"), locale);
        }
        String why = said.length() > SAID_LIMIT ? said.substring(0, SAID_LIMIT) : said;
        transactions.executeWithoutResult(tx -> settle(batch.id(), line, State.REFUSED, why));
    }

    /** A failed check bears the name of what would be right, so the sentence says that it is not. */
    private String said(Refusal refusal, Locale locale) {
        return refusal.reasons().stream()
                .map(reason -> reason.key().startsWith(CHECK)
                        ? refusals.sentence(Reason.of("workbench.batch.check", refusals.sentence(reason, locale)), locale)
                        : refusals.sentence(reason, locale))
                .distinct().collect(Collectors.joining("\n"));
    }

    private void perform(Actor actor, WorkAction action, Waiting item) {
        MonthWork steps = work.getObject();
        switch (action) {
            case SIGN -> steps.sign(actor, item.mailingId(), item.row(), item.intoThisMonth());
            case KEEP -> steps.keep(actor, item.monthId());
            case APPROVE -> steps.approve(actor, item.monthId());
            case CLOSE -> steps.close(actor, item.monthId());
        }
    }

    /** Nothing, where it is settled meanwhile: the page may be open twice. */
    private Optional<Waiting> lockWaiting(String batchId, int line) {
        return jdbc.sql("""
                select month_id, mailing_id, kind, quantity, remark, into_this_month, state from work_batch_item
                where batch_id = ? and line = ? for update""")
                .params(batchId, line)
                .query((row, n) -> "WAITING".equals(row.getString("state"))
                        ? Optional.of(new Waiting(row.getString("month_id"), row.getString("mailing_id"),
                                row.getString("kind") == null ? null : new HandoverRow(row.getString("kind"),
                                        row.getInt("quantity"), row.getString("remark")),
                                row.getBoolean("into_this_month")))
                        : Optional.<Waiting>empty())
                .single();
    }

    private void settle(String batchId, int line, State state, String said) {
        jdbc.sql("""
                update work_batch_item set state = ?, said = ?, settled_at = ?
                where batch_id = ? and line = ? and state = 'WAITING'""")
                .params(state.name(), said, now(), batchId, line).update();
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }

    private static Item item(ResultSet row, int n) throws SQLException {
        return new Item(row.getInt("line"), row.getString("month_id"), row.getString("mailing_id"),
                State.valueOf(row.getString("state")), row.getString("said"));
    }
}
