package zhangfang.wallet;

/** Which orders money may be announced for; implemented where orders are known. */
public interface PayableOrders {

    /** Whether this order of this company waits for its payment. */
    boolean awaitsPayment(String companyId, String orderId);
}
