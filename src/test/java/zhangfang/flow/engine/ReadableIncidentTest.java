package zhangfang.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;

/** What the process owner reads in Cockpit when an automatic step has failed for good. */
@IntegrationTest
class ReadableIncidentTest {

    @Autowired
    ProcessEngine engine;

    private String deployment;

    @BeforeEach
    void deploy() {
        deployment = engine.getRepositoryService().createDeployment().addClasspathResource("flow/failing.bpmn")
                .deploy().getId();
    }

    @AfterEach
    void undeploy() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void namesTheStepAndTheReasonInASentence() {
        String instance = engine.getRuntimeService().startProcessInstanceByKey("failing").getId();
        Job job = engine.getManagementService().createJobQuery().processInstanceId(instance).singleResult();

        assertThatThrownBy(() -> engine.getManagementService().executeJob(job.getId())).isInstanceOf(Refusal.class);

        Incident incident = engine.getRuntimeService().createIncidentQuery().processInstanceId(instance).singleResult();
        assertThat(incident.getActivityId()).isEqualTo("serviceTask_refuseAlways");
        assertThat(incident.getIncidentMessage()).contains("serviceTask_refuseAlways", "流程已被流程负责人暂停")
                .doesNotContain("ENGINE-", "Exception");
    }
}
