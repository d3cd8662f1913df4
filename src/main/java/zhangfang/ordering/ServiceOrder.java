package zhangfang.ordering;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import zhangfang.money.Money;

/**
 * A purchase of one package for one company (订单).
 *
 * @param requirementId    the requirement whose recommendation was bought, or {@code null}
 * @param wishedMonth      the first service month that the customer asked for, or {@code null}
 * @param firstMonth       the first service month: expected until the start is confirmed, then fixed
 * @param paidBy           who paid; the system, where a top-up announced for the order did
 * @param monthsOpened     how many service months have begun
 * @param monthsCancelled  how many at the end of the term a termination has cancelled
 * @param confirmationEnds the first instant of the month after the payment; from then on the start can't be confirmed
 * @param claimDue         by when an accountant should have taken the company
 * @param endedAt          when it was completed, cancelled or refunded: the deadline's instant, not the clerk's
 */
public record ServiceOrder(String id, String companyId, String packageCode, String packageName, int termMonths,
        Money price, String requirementId, Status status, boolean begun, YearMonth wishedMonth, YearMonth firstMonth,
        int monthsOpened, int monthsCancelled, String orderedBy, Instant orderedAt, String paidBy, Instant paidAt,
        Instant confirmationEnds, String confirmedBy, Instant confirmedAt, LocalDate claimDue, String claimedBy, Instant claimedAt, Instant endedAt) {

    /** Where an order stands. */
    public enum Status {
        /** 待付款. */
        AWAITING_PAYMENT,
        /** 待确认开始. */
        PAID,
        /** 待会计接手. */
        CONFIRMED,
        /** 服务中. */
        IN_SERVICE,
        /** 已完成. */
        COMPLETED,
        /** 已终止, after the last month that was not cancelled. */
        TERMINATED,
        /** 已取消, unpaid. */
        CANCELLED,
        /** 已退款, not confirmed in time. */
        REFUNDED
    }

    /** How many months are served: the term without what was cancelled. */
    public int monthsServed() {
        return termMonths - monthsCancelled;
    }

    /** The last service month; the month before the first one when all are cancelled. */
    public YearMonth lastMonth() {
        return firstMonth.plusMonths(monthsServed() - 1L);
    }

    public boolean hasMonthsLeft() {
        return monthsOpened < monthsServed();
    }

    /** The service month that begins next. */
    public YearMonth nextMonth() {
        return firstMonth.plusMonths(monthsOpened);
    }
}
