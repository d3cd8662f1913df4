package zhangfang.intake;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/**
 * One consignment of documents (寄件), signed for by itself.
 *
 * @param number        counted within the service month
 * @param booksMonth    the month into whose books it goes
 * @param late          announced, or left over, after collecting had ended
 * @param settledRemark why it counts as not received, or a remark on signing
 */
public record Mailing(String id, String monthId, String companyId, int number, YearMonth booksMonth, Way way,
        String courier, String trackingNumber, String pickupAddress, Instant pickupFrom, Instant pickupUntil,
        String remark, State state, boolean late, String announcedBy, Instant announcedAt, Instant arrivedAt,
        String settledBy, Instant settledAt, String settledRemark, List<HandoverRow> handover) {

    /** How documents come. */
    public enum Way {
        /** 自寄快递: company and tracking number. */
        COURIER,
        /** 上门取件: address and time window. */
        PICKUP,
        /** 当面交付. */
        HAND_IN,
        /** 电子上传. */
        UPLOAD
    }

    /** How far a consignment is. */
    public enum State {
        /** 在途. */
        UNDERWAY,
        /** 待签收. */
        ARRIVED,
        /** 已签收. */
        SIGNED,
        /** 未收到. */
        NOT_RECEIVED;

        public boolean isSettled() {
            return this == SIGNED || this == NOT_RECEIVED;
        }
    }

    /** A row of the hand-over list (交接清单). */
    public record HandoverRow(String kind, int quantity, String remark) {
    }
}
