package zhangfang.termination;

import java.util.List;
import zhangfang.engagement.NewHandover;

/**
 * What an accountant hands back to a company, as it was written.
 *
 * @param receivedBy who takes it
 * @param rows       the list (交接清单), at least one row
 */
public record HandoverList(String receivedBy, String remark, List<NewHandover.Row> rows) {

    public HandoverList {
        receivedBy = receivedBy == null || receivedBy.isBlank() ? null : receivedBy.strip();
        remark = remark == null || remark.isBlank() ? null : remark.strip();
        rows = rows == null ? List.of() : List.copyOf(rows);
    }
}
