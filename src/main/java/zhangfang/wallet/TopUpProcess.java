package zhangfang.wallet;

import zhangfang.identity.Actor;

/** Brings a top-up on its way to finance; implemented where processes are known. */
public interface TopUpProcess {

    /** Announces the transfer and starts its process. @return the top-up's id */
    String start(Actor actor, NewTopUp topUp);
}
