package zhangfang.engagement;

import java.util.ArrayList;
import java.util.List;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * A hand-over as somebody writes it.
 *
 * @param keeperId     user id of the accountant who takes over
 * @param supervisorId user id of who supervises; without it the person who enters it
 * @param rows         the hand-over list (交接清单), at least one row
 */
public record NewHandover(String keeperId, String supervisorId, String reason, List<Row> rows) {

    private static final int KIND_LIMIT = 60;
    private static final int REMARK_LIMIT = 200;
    private static final int REASON_LIMIT = 500;
    private static final int QUANTITY_LIMIT = 100_000;
    private static final int ROW_LIMIT = 200;

    /** One row of the list; the quantity as text, as it was written. */
    public record Row(String kind, String quantity, String remark) {

        public Row {
            kind = strip(kind);
            quantity = strip(quantity);
            remark = strip(remark);
        }

        boolean isEmpty() {
            return kind == null && quantity == null && remark == null;
        }
    }

    public NewHandover {
        keeperId = strip(keeperId);
        supervisorId = strip(supervisorId);
        reason = strip(reason);
        rows = rows == null ? List.of() : List.copyOf(rows);
    }

    /** The list without its empty rows. @throws Refusal naming every field that is missing or wrong */
    List<KeeperHandover.Row> check() {
        List<Reason> reasons = new ArrayList<>();
        if (keeperId == null) {
            reasons.add(Reason.field("keeperId", "engagement.text.required"));
        }
        text(reasons, "reason", reason, REASON_LIMIT, true);
        List<KeeperHandover.Row> checked = check(reasons, rows);
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
        return checked;
    }

    /** Any hand-over list without its empty rows. @param reasons takes what is missing or wrong, with its row */
    public static List<KeeperHandover.Row> check(List<Reason> reasons, List<Row> rows) {
        List<KeeperHandover.Row> checked = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row != null && !row.isEmpty()) {
                checked.add(check(reasons, "rows[" + i + "].", row));
            }
        }
        if (checked.isEmpty()) {
            reasons.add(Reason.field("rows", "engagement.handover.noRows"));
        }
        if (checked.size() > ROW_LIMIT) {
            reasons.add(Reason.field("rows", "engagement.handover.tooManyRows", ROW_LIMIT));
        }
        return checked;
    }

    private static KeeperHandover.Row check(List<Reason> reasons, String place, Row row) {
        text(reasons, place + "kind", row.kind, KIND_LIMIT, true);
        text(reasons, place + "remark", row.remark, REMARK_LIMIT, false);
        boolean counted = row.quantity != null && row.quantity.matches("[1-9][0-9]{0,5}")
                && Integer.parseInt(row.quantity) <= QUANTITY_LIMIT;
        if (!counted) {
            reasons.add(Reason.field(place + "quantity", "engagement.handover.quantity", QUANTITY_LIMIT));
        }
        return new KeeperHandover.Row(row.kind, counted ? Integer.parseInt(row.quantity) : 0, row.remark);
    }

    private static void text(List<Reason> reasons, String field, String text, int limit, boolean required) {
        if (text == null && required) {
            reasons.add(Reason.field(field, "engagement.text.required"));
        } else if (text != null && text.length() > limit) {
            reasons.add(Reason.field(field, "engagement.text.tooLong", limit));
        }
    }

    private static String strip(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
