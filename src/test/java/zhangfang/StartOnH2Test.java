package zhangfang;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import zhangfang.testing.IntegrationTest;

@IntegrationTest
class StartOnH2Test {

    @Test
    void deploysTheProcesses(@Autowired RepositoryService repository) {
        assertThat(repository.createProcessDefinitionQuery().count()).isPositive();
    }
}
