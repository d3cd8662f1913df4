package zhangfang.engagement;

import java.time.Instant;
import java.util.List;

/**
 * How a company passed from one accountant to another (换会计), with the three names and the list that 财会〔2023〕27号 asks
 * for.
 *
 * @param handedOverBy user id of the accountant before (移交人)
 * @param takenOverBy  user id of the accountant after (接管人)
 * @param supervisedBy user id of the third person who watched it (监交人)
 * @param orderedBy    user id of who entered it
 * @param tasks        how many open tasks went along
 * @param rows         the hand-over list (交接清单)
 */
public record KeeperHandover(String id, String companyId, String handedOverBy, String takenOverBy,
        String supervisedBy, String orderedBy, String reason, Instant handedOverAt, int tasks, List<Row> rows) {

    /** What was handed over, how many of it. */
    public record Row(String kind, int quantity, String remark) {
    }
}
