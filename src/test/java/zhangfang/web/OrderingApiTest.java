package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** Packages, requirements, orders and the wallet as programs and forms see them. */
@IntegrationTest
class OrderingApiTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    TestRestTemplate http;

    private Purchases shop;
    private String base;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
        base = "/api/companies/" + shop.companyId;
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void packagesAreListedShortestTermFirst() {
        JsonNode rows = get(shop.customer, "/api/packages").getBody().get("rows");

        assertThat(rows.findValuesAsText("termMonths")).containsExactly("1", "3", "12");
        assertThat(rows.findValuesAsText("price")).containsExactly("300.00", "840.00", "3000.00");
    }

    @Test
    void aSubmittedRequirementStartsItsProcess() {
        ResponseEntity<JsonNode> answer = post(shop.customer, base + "/requirements", """
                {"packageCode": "YEAR", "monthlyDocuments": 20, "annualRevenue": "800000.00", "extraNeeds": []}""");

        assertThat(answer.getStatusCode().value()).isEqualTo(201);
        String id = answer.getBody().get("id").asText();
        assertThat(answer.getBody().get("statusName").asText()).isEqualTo("待评估");
        assertThat(shop.taskOf(shop.advisor, id, "userTask_assessRequirement")).isPresent();
        assertThat(get(shop.customer, base + "/requirements").getBody().get("rows")).hasSize(1);
    }

    @Test
    void aWrongRequirementNamesEveryFieldAndStoresNothing() {
        ResponseEntity<JsonNode> answer = post(shop.customer, base + "/requirements",
                "{\"packageCode\": \"\", \"extraNeeds\": [\"GARDENING\"]}");

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getBody().toString()).contains("packageCode", "monthlyDocuments", "annualRevenue",
                "extraNeeds").doesNotContain("ENGINE-");
        assertThat(get(shop.customer, base + "/requirements").getBody().get("rows")).isEmpty();
    }

    @Test
    void anOrderShowsPriceAndDeadlines() {
        String order = shop.order("QUARTER");

        JsonNode shown = get(shop.customer, base + "/orders/" + order).getBody();

        assertThat(shown.get("price").asText()).isEqualTo("840.00");
        assertThat(shown.get("statusName").asText()).isEqualTo("待付款");
        assertThat(shown.get("firstMonth").asText()).isEqualTo("2026-11");
        assertThat(shown.get("lastMonth").asText()).isEqualTo("2027-01");
        assertThat(shown.get("paymentDue").asText()).startsWith("2026-11-11T09:00").endsWith("+08:00");
        assertThat(shown.get("paymentResting").asBoolean()).isFalse();
    }

    @Test
    void theWalletShowsBalanceAndEntries() {
        shop.paidOrder("MONTH");

        assertThat(get(shop.customer, base + "/wallet").getBody().get("balance").asText()).isEqualTo("0.00");
        JsonNode entries = get(shop.customer, base + "/wallet/entries").getBody().get("rows");
        assertThat(entries.findValuesAsText("kind")).containsExactly("PAYMENT", "TOP_UP");
        assertThat(entries.findValuesAsText("amount")).containsExactly("-300.00", "300.00");
        assertThat(get(shop.finance, base + "/top-ups").getBody().get("rows")).hasSize(1);
    }

    @Test
    void aTopUpCanBeAnnouncedByAProgram() {
        ResponseEntity<JsonNode> answer = post(shop.customer, base + "/top-ups", """
                {"amount": "500.00", "payerName": "星河商贸", "payerAccount": "6222000012345678"}""");

        assertThat(answer.getStatusCode().value()).isEqualTo(201);
        assertThat(shop.taskOf(shop.finance, answer.getBody().get("id").asText(), "userTask_confirmReceipt"))
                .isPresent();
    }

    @Test
    void aStrangerFindsNothing() {
        Purchases stranger = new Purchases(context);
        String order = shop.order("MONTH");
        String own = "/api/companies/" + stranger.companyId;

        for (String path : List.of(base + "/orders", base + "/orders/" + order, base + "/requirements", base + "/wallet",
                base + "/wallet/entries", base + "/top-ups", own + "/orders/" + order)) {
            assertThat(get(stranger.customer, path).getStatusCode().value()).as(path).isEqualTo(404);
        }
        assertThat(post(stranger.customer, base + "/requirements", """
                {"packageCode": "YEAR", "monthlyDocuments": 20, "annualRevenue": "1.00"}""").getStatusCode().value())
                .isEqualTo(404);
        assertThat(get(shop.advisor, base + "/wallet").getStatusCode().value()).isEqualTo(403);
        assertThat(http.getForEntity(base + "/orders", JsonNode.class).getStatusCode().value()).isEqualTo(401);
    }

    private ResponseEntity<JsonNode> get(String user, String path) {
        return http.withBasicAuth(user, "zhangfang-test").getForEntity(path, JsonNode.class);
    }

    private ResponseEntity<JsonNode> post(String user, String path, String body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.withBasicAuth(user, "zhangfang-test").exchange(path, HttpMethod.POST,
                new HttpEntity<>(body, headers), JsonNode.class);
    }
}
