package zhangfang.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailings;
import zhangfang.ledger.Vouchers;
import zhangfang.ledger.Vouchers.BookMonth;
import zhangfang.ledger.Vouchers.Progress;
import zhangfang.web.WorkbenchView.Line;
import zhangfang.workbench.WorkAction;
import zhangfang.workbench.WorkBatch;
import zhangfang.workbench.WorkBatch.State;
import zhangfang.workbench.WorkRow;
import zhangfang.workbench.Workboard;

/** What is shown of months that were chosen for one action, before and after it is done; each list in a few questions. */
@Component
class WorkBatchView {

    /**
     * A month that is to be acted on.
     *
     * @param ready    whether it stands at the action's step
     * @param progress its vouchers
     */
    record Choice(Line line, boolean ready, Progress progress) {
    }

    /**
     * A mailing that is to be signed for.
     *
     * @param row      its service month
     * @param files    how many files came with it
     * @param kind     proposed row of the hand-over list
     * @param late     whether collecting is over, so that it must be said into which month's books it goes
     * @param closed   whether the month takes nothing any more
     */
    record Parcel(WorkRow row, Mailing mailing, int files, String kind, int quantity, boolean late, boolean closed) {
    }

    /**
     * What came of an item.
     *
     * @param about the mailing, as number of the month's; {@code null} where it is about none
     */
    record Outcome(WorkRow row, Integer about, State state, String said, String href) {
    }

    /** @param done in percent */
    record Shown(WorkBatch batch, List<Outcome> outcomes, long waiting, long done, long refused, int percent) {
    }

    private final Workboard board;
    private final WorkbenchView view;
    private final Mailings mailings;
    private final Documents documents;
    private final Vouchers vouchers;
    private final MessageSource messages;

    WorkBatchView(Workboard board, WorkbenchView view, Mailings mailings, Documents documents, Vouchers vouchers,
            MessageSource messages) {
        this.board = board;
        this.view = view;
        this.mailings = mailings;
        this.documents = documents;
        this.vouchers = vouchers;
        this.messages = messages;
    }

    List<Choice> choices(Actor actor, WorkAction action, List<WorkRow> rows, Locale locale) {
        Map<BookMonth, Progress> progress = vouchers.progress(
                rows.stream().map(WorkRow::companyId).distinct().toList(),
                rows.stream().map(WorkRow::month).distinct().toList());
        return view.lines(actor, rows, locale).stream()
                .map(line -> new Choice(line, isReady(action, line.row()), progress.getOrDefault(
                        new BookMonth(line.row().companyId(), line.row().month()), Progress.NONE)))
                .toList();
    }

    private static boolean isReady(WorkAction action, WorkRow row) {
        return row.step() == action.step() && row.stage() != Stage.ISSUING;
    }

    List<Parcel> parcels(List<WorkRow> rows, Locale locale) {
        Map<String, WorkRow> byId = rows.stream().collect(Collectors.toMap(WorkRow::monthId, Function.identity()));
        List<Mailing> waiting = mailings.unsettledOf(byId.keySet());
        Map<String, List<Document>> files = documents.ofAll(waiting.stream().map(Mailing::id).toList());
        Map<String, List<Mailing>> ofMonth = waiting.stream().collect(Collectors.groupingBy(Mailing::monthId));
        return rows.stream().flatMap(row -> ofMonth.getOrDefault(row.monthId(), List.of()).stream()
                .map(mailing -> parcel(row, mailing, files.getOrDefault(mailing.id(), List.of()), locale))).toList();
    }

    /** Files are counted and named by their category; of paper only people know what is in the envelope. */
    private Parcel parcel(WorkRow row, Mailing mailing, List<Document> files, Locale locale) {
        Set<Document.Category> categories = files.stream().map(Document::category).collect(Collectors.toSet());
        String kind = files.isEmpty() ? text("workbench.sign.paper", locale)
                : categories.size() == 1 ? text("document.category." + categories.iterator().next(), locale)
                : text("workbench.sign.files", locale);
        return new Parcel(row, mailing, files.size(), kind, Math.max(1, files.size()),
                row.stage() != Stage.COLLECTING, row.stage().isClosed());
    }

    Shown shown(Actor actor, WorkBatch batch) {
        List<String> months = batch.items().stream().map(WorkBatch.Item::monthId).distinct().toList();
        Map<String, WorkRow> rows = board.named(months).stream()
                .collect(Collectors.toMap(WorkRow::monthId, Function.identity()));
        Map<String, Integer> numbers = mailings.numbersOf(batch.items().stream().map(WorkBatch.Item::mailingId)
                .filter(id -> id != null).toList());
        List<Outcome> outcomes = batch.items().stream().map(item -> {
            WorkRow row = rows.get(item.monthId());
            Integer about = item.mailingId() == null ? null : numbers.get(item.mailingId());
            return new Outcome(row, about, item.state(), item.said(),
                    WorkbenchView.href(row, batch.action().step()));
        }).toList();
        long waiting = batch.count(State.WAITING);
        int all = batch.items().size();
        return new Shown(batch, outcomes, waiting, batch.count(State.DONE), batch.count(State.REFUSED),
                (int) ((all - waiting) * 100 / all));
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
