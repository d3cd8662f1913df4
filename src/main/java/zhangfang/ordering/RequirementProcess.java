package zhangfang.ordering;

import zhangfang.identity.Actor;

/** Brings a requirement on its way to the advisors; implemented where processes are known. */
public interface RequirementProcess {

    /** Submits the requirement and starts its process. @return the requirement's id */
    String start(Actor actor, NewRequirement requirement);
}
