package zhangfang.invoicing;

import java.util.Collection;
import java.util.Map;
import zhangfang.identity.Actor;

/** The open steps of applications and returns, so that pages lead to them; implemented where processes are known. */
public interface OpenInvoiceTasks {

    /**
     * An open step.
     *
     * @param id   in the task list
     * @param name what is to be done, without the case that it is about
     */
    record OpenTask(String id, String name) {
    }

    /** The steps that this person may do, by the id of their application or return, all in one query. */
    Map<String, OpenTask> of(Actor actor, Collection<String> ids);
}
