package zhangfang.wallet;

import zhangfang.identity.Actor;

/** Brings a withdrawal on its way to finance; implemented where processes are known. */
public interface WithdrawalProcess {

    /** Asks for the money and starts the process. @return the withdrawal's id */
    String start(Actor actor, NewWithdrawal withdrawal);

    /** Takes the request back by the same task that the customer finds in Tasklist. */
    void cancel(Actor actor, String withdrawalId);
}
