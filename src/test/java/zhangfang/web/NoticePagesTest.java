package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Mailbox;
import zhangfang.notice.Notices;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

@IntegrationTest
class NoticePagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("(?m)^ {4}(\\d{6})\\s*$");

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private People people;
    @Autowired
    private Notices notices;
    @Autowired
    private Mailbox mailbox;
    @Autowired
    private Time time;

    private final String user = "p-" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private Caller browser;

    @BeforeEach
    void someone() {
        time.is("2026-11-20T09:00:00");
        people.add(user, "\u738b\u82b3", Caller.PASSWORD, Role.CUSTOMER);
        browser = Caller.browser(port, user);
    }

    @Test
    void theUnreadComeFirstAndTheRestByPages() {
        for (int i = 1; i <= 40; i++) {
            notices.tell(user, null, "k" + i, "refusal.line", i, "x");
        }
        notices.readAll(user);
        notices.tell(user, null, "new", "refusal.line", 99, "x");

        assertThat(browser.get("/notices").body()).contains("\u7b2c 99 \u884c", "\u7b2c 40 \u884c", "\u7b2c 12 \u884c", "\u7b2c 1 \u9875\uff0c\u5171 2 \u9875")
                .doesNotContain("\u7b2c 11 \u884c");
        assertThat(browser.get("/notices?page=2").body()).contains("\u7b2c 11 \u884c", "\u7b2c 1 \u884c").doesNotContain("\u7b2c 99 \u884c");
        assertThat(browser.get("/notices?page=999").statusCode()).isEqualTo(200);
        assertThat(browser.get("/notices?category=MONEY").body()).contains("\u8fd9\u4e00\u7c7b\u8fd8\u6ca1\u6709\u901a\u77e5\u3002");
    }

    @Test
    void aTaskThatWaitsIsOneClickAwayUntilItIsDone() {
        Purchases shop = new Purchases(context);
        people.join(user, shop.companyId);
        String order = shop.order("MONTH");
        String task = shop.taskOf(shop.customer, order, "userTask_payOrder").orElseThrow().getId();
        assertThat(browser.get("/notices").body()).contains("#/?task=" + task, "\u53bb\u529e\u7406");

        shop.haveMoney("300.00");
        shop.pay(order);

        assertThat(browser.get("/notices").body()).doesNotContain("#/?task=" + task).contains("\u5df2\u529e\u7ed3");
        shop.sleep();
    }

    @Test
    void anAddressIsConfirmedOnThePage() {
        assertThat(browser.get("/notices/settings").body()).contains("\u8fd8\u6ca1\u6709\u901a\u77e5\u90ae\u7bb1");
        assertThat(form("/notices/settings/email", Map.of("email", "nonsense")).body()).contains("\u8bf7\u586b\u5199\u6b63\u786e\u7684\u90ae\u7bb1\u5730\u5740");
        form("/notices/settings/email", Map.of("email", address));
        assertThat(browser.get("/notices/settings").body()).contains("\u9a8c\u8bc1\u7801\u5df2\u53d1\u5230 " + address);
        mailbox.deliver();

        String code = code();
        assertThat(form("/notices/settings/email/confirm", Map.of("code", code.equals("123456") ? "654321" : "123456"))
                .body()).contains("\u8fd8\u53ef\u8f93\u5165 4 \u6b21");
        form("/notices/settings/email/confirm", Map.of("code", code));
        form("/notices/settings", Map.of("language", "ZH", "delivery", "DAILY", "byEmail", "TASK"));

        assertThat(browser.get("/notices/settings").body()).contains(address + "\uff0c\u5df2\u9a8c\u8bc1");
        JsonNode settings = api(Caller.program(port, user).get("/api/me/notice-settings"));
        assertThat(settings.get("email").asText()).isEqualTo(address);
        assertThat(settings.get("delivery").asText()).isEqualTo("DAILY");
        assertThat(settings.get("categories").findValuesAsText("email")).containsExactly("true", "false", "false", "false",
                "false");
    }

    @Test
    void theApiSaysEverythingThatIsWrong() {
        Caller program = Caller.program(port, user);
        HttpResponse<String> answer = program.json("PUT", "/api/me/notice-settings", "{\"language\": \"FR\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("language", "delivery", "byEmail");

        JsonNode chosen = api(program.json("PUT", "/api/me/notice-settings",
                "{\"language\": \"EN\", \"delivery\": \"AT_ONCE\", \"byEmail\": []}"));
        assertThat(chosen.get("language").asText()).isEqualTo("EN");
        assertThat(program.json("POST", "/api/me/notice-settings/email", "{\"email\": \"" + address + "\"}").statusCode())
                .isEqualTo(202);
        assertThat(program.json("POST", "/api/me/notice-settings/email/confirm", "{\"code\": \"x\"}").statusCode())
                .isEqualTo(400);
        assertThat(api(program.send("DELETE", "/api/me/notice-settings/email", null)).get("pending").isNull()).isTrue();
    }

    /** With the token of the settings page. */
    private HttpResponse<String> form(String path, Map<String, String> fields) {
        String token = browser.token(browser.get("/notices/settings").body());
        StringBuilder form = new StringBuilder("_csrf=" + token);
        fields.forEach((name, value) -> form.append('&').append(name).append('=').append(value));
        return browser.send("POST", path, form.toString(), "Content-Type", "application/x-www-form-urlencoded");
    }

    private String code() {
        try {
            Matcher code = CODE.matcher(mailbox.of(address).get(0).getContent().toString());
            assertThat(code.find()).isTrue();
            return code.group(1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode api(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
