package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Service months and documents over HTTP: what is shown, to whom, and what is refused. */
@IntegrationTest
class ServiceMonthsApiTest {

    private static final byte[] CONTENT = "%PDF-1.7 机密流水-0815".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private TestRestTemplate http;
    @Autowired
    private JdbcClient jdbc;

    private CompanyInService company;
    private Month month;
    private String stranger;

    @BeforeEach
    void november() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
        month = company.begins("2026-11");
        stranger = company.person("stranger", Role.CUSTOMER);
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    @Test
    void showsTheMonthWithItsStepsToWhoMaySeeTheCompany() {
        JsonNode list = get(company.customer, "/api/companies/" + company.id + "/service-months").getBody();
        assertThat(list.at("/rows/0/month").asText()).isEqualTo("2026-11");
        assertThat(list.at("/rows/0/statusText").asText()).isEqualTo("待寄票");
        assertThat(list.at("/rows/0/filingStatusText").asText()).isEqualTo("待申报");

        JsonNode one = get(company.keeper, "/api/companies/" + company.id + "/service-months/2026-11").getBody();
        assertThat(one.at("/steps/0/action").asText()).isEqualTo("open");
        assertThat(one.at("/month/filingDeadline").asText()).startsWith("2026-12-");
        assertThat(get(stranger, "/api/companies/" + company.id + "/service-months/2026-11").getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(get(company.customer, "/api/companies/" + company.id + "/service-months/2026-10").getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void aTaskShowsItsMonthToItsPeopleOnly() {
        String path = "/api/tasks/" + month.task("mailDocuments").getId() + "/service-month";
        assertThat(get(company.customer, path).getBody().at("/details/month/companyName").asText())
                .isEqualTo("星河商贸");
        assertThat(get(stranger, path).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void aDraftBelongsToTaskAndPersonAndCompletionMakesItTheCompanys() {
        String task = month.task("mailDocuments").getId();
        JsonNode draft = upload(company.customer, task, "银行流水 11月.pdf", CONTENT).getBody();
        String document = draft.path("id").asText();
        assertThat(draft.path("kind").asText()).isEqualTo("PDF");
        assertThat(get(company.keeper, "/api/documents/" + document).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);

        complete(company.customer, task, "[\"" + document + "\"]");
        ResponseEntity<byte[]> download = http.withBasicAuth(company.keeper, CompanyInService.PASSWORD)
                .getForEntity("/api/documents/" + document, byte[].class);
        assertThat(download.getBody()).isEqualTo(CONTENT);
        assertThat(download.getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION)).startsWith("attachment;")
                .contains("filename*=UTF-8''%E9%93%B6%E8%A1%8C%E6%B5%81%E6%B0%B4%2011%E6%9C%88.pdf");
        assertThat(get(stranger, "/api/documents/" + document).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);

        JsonNode shown = get(company.customer, "/api/companies/" + company.id + "/service-months/2026-11").getBody();
        assertThat(shown.at("/mailings/0/documents/0/sha256").asText()).hasSize(64);
        assertThat(shown.at("/month/statusText").asText()).isEqualTo("待签收");
    }

    @Test
    void noByteOfAFileReachesTheEnginesTables() {
        String task = month.task("mailDocuments").getId();
        String document = upload(company.customer, task, "流水.pdf", CONTENT).getBody().path("id").asText();
        complete(company.customer, task, "[\"" + document + "\"]");

        assertThat(jdbc.sql("select BYTES_ from ACT_GE_BYTEARRAY where BYTES_ is not null").query(byte[].class).list())
                .noneMatch(bytes -> new String(bytes, StandardCharsets.UTF_8).contains("机密流水-0815"));
        assertThat(jdbc.sql("select count(*) from ACT_RU_VARIABLE where TEXT_ like ?").param("%" + document + "%")
                .query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from ACT_HI_VARINST where TEXT_ like ?").param("%" + document + "%")
                .query(Integer.class).single()).isZero();
    }

    @Test
    void anothersDraftOrTaskIsRefused() {
        String task = month.task("mailDocuments").getId();
        assertThat(upload(stranger, task, "流水.pdf", CONTENT).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        String document = upload(company.customer, task, "流水.pdf", CONTENT).getBody().path("id").asText();

        CompanyInService other = new CompanyInService(context, "2026-11");
        Month otherMonth = other.begins("2026-11");
        ResponseEntity<JsonNode> stolen = complete(other.customer, otherMonth.task("mailDocuments").getId(),
                "[\"" + document + "\"]");
        assertThat(stolen.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(stolen.getBody().at("/errors/0/field").asText()).isEqualTo("documentIds");
        assertThat(other.mailings().ofMonth(otherMonth.id)).isEmpty();
        other.sleep();
    }

    @Test
    void wrongKindsAreRefusedInChinese() {
        String task = month.task("mailDocuments").getId();
        ResponseEntity<JsonNode> refused = upload(company.customer, task, "发票.pdf", "MZ程序".getBytes(
                StandardCharsets.UTF_8));
        assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(refused.getBody().toString()).contains("文件“发票.pdf”的格式不支持");
        assertThat(upload(company.customer, task, "空.pdf", new byte[0]).getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
        byte[] large = new byte[10_000_001];
        System.arraycopy(CONTENT, 0, large, 0, CONTENT.length);
        assertThat(upload(company.customer, task, "大.pdf", large).getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void aLaterMailingIsAnnouncedOverHttp() {
        String path = "/api/companies/" + company.id + "/service-months/2026-11/mailings";
        Map<String, Object> mailing = Map.of("way", "COURIER", "courier", "顺丰", "trackingNumber", "SF99999");
        assertThat(post(company.customer, path, mailing).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        month.hasNoDocuments();
        assertThat(post(stranger, path, mailing).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        ResponseEntity<JsonNode> announced = post(company.customer, path, mailing);
        assertThat(announced.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(month.openTasks()).containsExactly("keepBooks", "signMailing");

        String arrival = "/api/companies/" + company.id + "/mailings/"
                + announced.getBody().at("/mailing/id").asText() + "/arrival";
        assertThat(post(company.customer, arrival, Map.of()).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(post(company.keeper, arrival, Map.of()).getBody().path("stateText").asText()).isEqualTo("待签收");
    }

    private ResponseEntity<JsonNode> complete(String user, String taskId, String documentIds) {
        return http.withBasicAuth(user, CompanyInService.PASSWORD).postForEntity(
                "/engine-rest/task/" + taskId + "/complete", Map.of("variables", Map.of(
                        "choice", Map.of("value", "MAIL"), "way", Map.of("value", "UPLOAD"),
                        "documentIds", Map.of("value", documentIds, "type", "Json"))), JsonNode.class);
    }

    private ResponseEntity<JsonNode> get(String user, String path) {
        return http.withBasicAuth(user, CompanyInService.PASSWORD)
                .exchange(path, HttpMethod.GET, new HttpEntity<>(chinese()), JsonNode.class);
    }

    private ResponseEntity<JsonNode> post(String user, String path, Object body) {
        return http.withBasicAuth(user, CompanyInService.PASSWORD)
                .exchange(path, HttpMethod.POST, new HttpEntity<>(body, chinese()), JsonNode.class);
    }

    private ResponseEntity<JsonNode> upload(String user, String taskId, String name, byte[] content) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", new ByteArrayResource(content) {
            @Override
            public String getFilename() {
                return name;
            }
        });
        parts.add("taskId", taskId);
        parts.add("category", "BANK_STATEMENT");
        HttpHeaders headers = chinese();
        headers.setContentType(MediaType.MULTIPART_FORM_DATA);
        return http.withBasicAuth(user, CompanyInService.PASSWORD)
                .exchange("/api/documents", HttpMethod.POST, new HttpEntity<>(parts, headers), JsonNode.class);
    }

    private static HttpHeaders chinese() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, "zh-CN");
        return headers;
    }
}
