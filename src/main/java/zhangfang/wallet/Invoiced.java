package zhangfang.wallet;

import zhangfang.money.Money;

/** How much of a company's money invoices are applied for or issued; implemented where invoices are known. */
public interface Invoiced {

    /**
     * Applied for or issued, less what was released (已开票金额). What may still be invoiced is the cash consumed less
     * this; it is negative (欠票) after a refund of invoiced money.
     *
     * @param companyId a company whose row the caller has locked, where the answer decides something
     */
    Money of(String companyId);
}
