package zhangfang.workbench;

import zhangfang.identity.Actor;
import zhangfang.identity.Role;

/** What can be done for many service months at once. */
public enum WorkAction {
    /** 批量签收. */
    SIGN(WorkStep.SIGN, Role.ACCOUNTANT),
    /** 批量提交审核. */
    KEEP(WorkStep.KEEP, Role.ACCOUNTANT),
    /** 批量审核. */
    APPROVE(WorkStep.REVIEW, Role.REVIEWER),
    /** 批量结账. */
    CLOSE(WorkStep.CLOSE, Role.ACCOUNTANT);

    private final WorkStep step;
    private final Role role;

    WorkAction(WorkStep step, Role role) {
        this.step = step;
        this.role = role;
    }

    /** The step that it does. */
    public WorkStep step() {
        return step;
    }

    public boolean isFor(Actor actor) {
        return actor.is(role);
    }
}
