package zhangfang.wallet;

import java.time.LocalDate;

/**
 * How finance paid a withdrawal out.
 *
 * @param bankReference number of the bank's transfer
 * @param paidOn        the day of the transfer, not before the request and not in the future
 * @param remark        what the customer should know, or {@code null}
 * @param slip          the bank's receipt (付款回单), if there is one
 */
public record PayOut(String bankReference, LocalDate paidOn, String remark, SentSlip slip) {
}
