package zhangfang.ordering;

import zhangfang.identity.Actor;

/** Moves a requirement on its way, as its tasks in Tasklist do; implemented where processes are known. */
public interface RequirementProcess {

    /** Submits the requirement and starts its process. @return the requirement's id */
    String start(Actor actor, NewRequirement requirement);

    /** The customer takes the recommendation, which places its order (立即购买). */
    void buy(Actor actor, String requirementId);

    /** The customer does not want it (谢绝). @param reason {@code null} for none */
    void decline(Actor actor, String requirementId, String reason);
}
