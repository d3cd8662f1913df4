package zhangfang.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.testing.IntegrationTest;

/** What lists over many instances take for granted about processes holds for all of them. */
@IntegrationTest
class CaseCompaniesTest {

    @Autowired
    private List<ProcessCases> cases;
    @Autowired
    private RepositoryService repository;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void everyProcessOfACompanyHasItsTable() {
        assertThat(cases).extracting(ProcessCases::processId).contains("recurringInvoicing");
        assertThat(cases).extracting(ProcessCases::processId).filteredOn(id -> !id.equals("recurringInvoicing"))
                .containsExactlyInAnyOrderElementsOf(CaseCompanies.TABLES.keySet());
        CaseCompanies.TABLES.values().forEach(table ->
                jdbc.sql("select id, company_id from " + table + " where 1 = 0").query().listOfRows());
    }

    @Test
    void stepsOnStatutoryDaysAreInTheModels() {
        Set<String> nodes = repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .flatMap(definition -> repository.getBpmnModelInstance(definition.getId())
                        .getModelElementsByType(FlowNode.class).stream())
                .map(FlowNode::getId).collect(Collectors.toSet());
        assertThat(nodes).containsAll(EngineTimers.ON_STATUTORY_DAYS);
    }
}
