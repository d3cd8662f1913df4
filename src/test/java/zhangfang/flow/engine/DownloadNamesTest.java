package zhangfang.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;

/** Files keep their Chinese names on the way to whoever downloads them. */
@IntegrationTest
class DownloadNamesTest {

    @Autowired
    ProcessEngine engine;
    @Autowired
    People people;
    @Autowired
    TestRestTemplate http;

    @Test
    void aFileOfTheEngineKeepsItsName() {
        if (!people.exists("adm-download")) {
            people.add("adm-download", "下载员", "zhangfang-test", Role.ADMINISTRATOR);
        }
        Deployment deployment = engine.getRepositoryService().createDeployment()
                .addString("星河商贸 对账单+2026.txt", "余额").deploy();
        try {
            Resource file = engine.getRepositoryService().getDeploymentResources(deployment.getId()).get(0);

            ResponseEntity<byte[]> answer = http.withBasicAuth("adm-download", "zhangfang-test").getForEntity(
                    "/engine-rest/deployment/{id}/resources/{file}/data", byte[].class, deployment.getId(),
                    file.getId());

            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
            assertThat(new String(answer.getBody(), StandardCharsets.UTF_8)).isEqualTo("余额");
            String header = answer.getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION);
            assertThat(header).isNotNull().matches("[ -~]+");
            assertThat(ContentDisposition.parse(header).getFilename()).isEqualTo("星河商贸 对账单+2026.txt");
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "attachment; filename=\"模板.txt\"| attachment; filename=\"__.txt\"; filename*=UTF-8''%E6%A8%A1%E6%9D%BF.txt",
        "attachment; filename=模板.txt| attachment; filename=\"__.txt\"; filename*=UTF-8''%E6%A8%A1%E6%9D%BF.txt",
        "inline; filename=\"a b.pdf\"| inline; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf",
        "attachment; filename=\"a\\\"b.txt\"| attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt",
        "attachment; filename=\"_.txt\"; filename*=UTF-8''%E8%B4%A6.txt"
                + "| attachment; filename=\"_.txt\"; filename*=UTF-8''%E8%B4%A6.txt",
        "attachment| attachment",
        "form-data; name=\"x\"| form-data; name=\"x\""
    })
    void theNameIsSaidTwice(String written, String sent) {
        assertThat(DownloadNames.readable(written)).isEqualTo(sent);
        assertThat(DownloadNames.readable(sent)).isEqualTo(sent);
    }

    @Test
    void aLineBreakInANameIsNoSecondHeader() {
        assertThat(DownloadNames.readable("attachment; filename=\"账\r\nSet-Cookie: a=b.txt\""))
                .doesNotContain("\r", "\n");
    }
}
