package zhangfang.flow.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.incident.IncidentHandler;
import org.camunda.bpm.engine.runtime.Incident;

/** An incident says which step failed, in words for the process owner who finds it in Cockpit. */
class ReadableIncident extends DefaultIncidentHandler {

    private ReadableIncident(String type) {
        super(type);
    }

    static List<IncidentHandler> handlers() {
        return List.of(new ReadableIncident(Incident.FAILED_JOB_HANDLER_TYPE));
    }

    @Override
    public Incident handleIncident(IncidentContext context, String message) {
        return super.handleIncident(context, "步骤 %s 多次重试仍未成功，请处理原因后在此重试。原因：%s"
                .formatted(context.getActivityId(), message == null ? "未知" : message));
    }
}
