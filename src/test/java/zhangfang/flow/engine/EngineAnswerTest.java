package zhangfang.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;

/** What a REST client hears when the domain or the engine says no. */
@IntegrationTest
class EngineAnswerTest {

    @Autowired
    ProcessEngine engine;
    @Autowired
    People people;
    @Autowired
    TestRestTemplate http;
    @Autowired
    JdbcClient jdbc;

    private String deployment;

    @BeforeEach
    void deploy() {
        deployment = engine.getRepositoryService().createDeployment()
                .addClasspathResource("flow/refusing.bpmn").deploy().getId();
        for (Map.Entry<String, Role> person : Map.of("fin-1", Role.FINANCE, "cus-1", Role.CUSTOMER,
                "own-1", Role.PROCESS_OWNER).entrySet()) {
            if (!people.exists(person.getKey())) {
                people.add(person.getKey(), person.getKey(), "zhangfang-test", person.getValue());
            }
        }
        engine.getRuntimeService().startProcessInstanceByKey("refusing");
    }

    @AfterEach
    void undeploy() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void aRefusalIsExactlyOurSentenceWithItsFieldAndAStatusOf400() {
        ResponseEntity<JsonNode> answer = complete("fin-1", Map.of());

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody().path("message").asText()).isEqualTo("请填写此项。");
        assertThat(answer.getBody().at("/errors/0/field").asText()).isEqualTo("agreed");
        assertThat(answer.getBody().toString()).doesNotContain("ENGINE-", "Exception", "Cannot complete");
        assertThat(task()).isEqualTo("userTask_decide");
    }

    @Test
    void aTaskThatIsCompletedTwiceAnswersThatItIsDone() {
        String id = taskId();
        post("fin-1", "/engine-rest/task/" + id + "/complete", agreed());
        ResponseEntity<JsonNode> again = post("fin-1", "/engine-rest/task/" + id + "/complete", agreed());

        assertThat(again.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(again.getBody().path("message").asText()).isEqualTo("任务不存在或已办理完毕，请刷新任务列表。");
    }

    @Test
    void aStrangerHearsThatHeMayNot() {
        ResponseEntity<JsonNode> answer = complete("cus-1", agreed());

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(answer.getBody().path("message").asText()).isEqualTo("您没有办理此事的权限。");
    }

    @Test
    void aSuspendedProcessRefusesItsTasksInAClearSentence() {
        engine.getRuntimeService().updateProcessInstanceSuspensionState().byProcessDefinitionKey("refusing").suspend();

        ResponseEntity<JsonNode> answer = complete("fin-1", agreed());

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(answer.getBody().path("message").asText()).startsWith("流程已被流程负责人暂停");
    }

    @Test
    void nothingSubmittedStaysInTheEngine() {
        post("fin-1", "/engine-rest/task/" + taskId() + "/complete", Map.of("variables", Map.of(
                "agreed", Map.of("value", true),
                "secret", Map.of("value", "机密原文"),
                "file", Map.of("value", "5py65a+G5Y6f5paH", "type", "File",
                        "valueInfo", Map.of("filename", "a.txt")))));

        assertThat(task()).isEqualTo("userTask_after");
        assertThat(engine.getRuntimeService().createVariableInstanceQuery().list())
                .allMatch(variable -> ProcessVariables.KEPT.contains(variable.getName()));
        assertThat(engine.getHistoryService().createHistoricVariableInstanceQuery().variableName("secret").count())
                .isZero();
        assertThat(jdbc.sql("select count(*) from ACT_GE_BYTEARRAY where NAME_ in ('file', 'a.txt')")
                .query(Integer.class).single()).isZero();
    }

    @Test
    void onlyAdministratorsStartInTheMiddleOfAProcess() {
        ResponseEntity<JsonNode> answer = post("own-1", "/engine-rest/process-definition/key/refusing/start",
                Map.of("startInstructions", List.of(Map.of("type", "startBeforeActivity",
                        "activityId", "userTask_after"))));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    }

    @Test
    void anOwnerMayNeitherChangeVariablesNorDeleteInstances() {
        String instance = engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey("refusing")
                .singleResult().getId();

        assertThat(http.withBasicAuth("own-1", "zhangfang-test").getForEntity(
                "/engine-rest/process-instance/" + instance, String.class).getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(http.withBasicAuth("own-1", "zhangfang-test").exchange(
                "/engine-rest/process-instance/" + instance, HttpMethod.DELETE, null,
                JsonNode.class).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(post("own-1", "/engine-rest/process-instance/" + instance + "/variables",
                Map.of("modifications", Map.of("x", Map.of("value", 1)))).getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
    }

    private static Map<String, Object> agreed() {
        return Map.of("variables", Map.of("agreed", Map.of("value", true)));
    }

    private ResponseEntity<JsonNode> complete(String user, Map<String, Object> body) {
        return post(user, "/engine-rest/task/" + taskId() + "/complete", body);
    }

    private ResponseEntity<JsonNode> post(String user, String path, Map<String, Object> body) {
        return http.withBasicAuth(user, "zhangfang-test").postForEntity(path, body, JsonNode.class);
    }

    private String taskId() {
        return engine.getTaskService().createTaskQuery().processDefinitionKey("refusing").singleResult().getId();
    }

    private String task() {
        return engine.getTaskService().createTaskQuery().processDefinitionKey("refusing").singleResult()
                .getTaskDefinitionKey();
    }
}
