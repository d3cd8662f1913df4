package zhangfang.report;

import java.time.LocalDate;
import java.util.List;
import zhangfang.money.Money;

/**
 * A voucher as it is printed (记账凭证).
 *
 * @param number      its number in the month, or {@code null} as long as it is not posted
 * @param attachments 附件张数
 * @param preparer    制单; {@code null} or empty where nobody signed, likewise 审核 and 记账
 */
public record VoucherSlip(String company, LocalDate date, Integer number, int attachments, List<Line> lines,
        String preparer, String reviewer, String poster) {

    /** @param account code and full name */
    public record Line(String summary, String account, Money debit, Money credit) {
    }

    /** What it is printed on. */
    public enum Paper {
        /** Two vouchers on a sheet of A4, to be cut. */
        A4,
        /** One voucher on a sheet of voucher paper (凭证纸), 240 mm × 140 mm. */
        SLIP
    }
}
