package zhangfang.document;

import java.util.Optional;
import zhangfang.identity.Actor;

/** Knows the open tasks; implemented where the processes are known. */
public interface TaskCompanies {

    /** Id of the company that an open task is about, if this person may work on that task. */
    Optional<String> companyOfTask(Actor actor, String taskId);

    /** Business key of the process instance that an open task belongs to, if this person may work on that task. */
    Optional<String> businessKeyOfTask(Actor actor, String taskId);
}
