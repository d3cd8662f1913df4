package zhangfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.testing.IntegrationTest;

/** One sign-in for our pages, Tasklist, Cockpit and Admin; HTTP Basic for programs. */
@IntegrationTest
class SignInTest {

    private static final String PASSWORD = "zhangfang-test";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @LocalServerPort
    int port;
    @Autowired
    People people;
    @Autowired
    TaskService tasks;

    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL).build();

    @BeforeEach
    void people() {
        Map.of("si-customer", Role.CUSTOMER, "si-owner", Role.PROCESS_OWNER, "si-admin", Role.ADMINISTRATOR)
                .forEach((user, role) -> {
                    if (!people.exists(user)) {
                        people.add(user, user, PASSWORD, role);
                    }
                });
    }

    @Test
    void whoeverIsNotSignedInIsAskedToSignInOnPagesAndRefusedOnApis() throws Exception {
        assertThat(get("/").uri().getPath()).isEqualTo("/sign-in");
        assertThat(get("/camunda/app/tasklist/default/").uri().getPath()).isEqualTo("/sign-in");
        assertThat(get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
        assertThat(get("/engine-rest/task").statusCode()).isEqualTo(401);
        assertThat(get("/api/companies").statusCode()).isEqualTo(401);
    }

    @Test
    void theSignInPageOpensTasklistToo() throws Exception {
        signIn("si-customer", PASSWORD);

        assertThat(get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        HttpResponse<String> user = get("/camunda/api/admin/auth/user/default");
        assertThat(user.body()).contains("si-customer").contains("tasklist").doesNotContain("cockpit");
        assertThat(get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordLeadsBackToTheSignInPage() throws Exception {
        HttpResponse<String> answer = signIn("si-customer-nobody", "wrong");

        assertThat(answer.uri().toString()).endsWith("/sign-in?error");
        assertThat(get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
    }

    @Test
    void aCustomerCanNotOpenCockpitOrAdmin() throws Exception {
        signIn("si-customer", PASSWORD);

        assertThat(get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(403);
        assertThat(get("/camunda/app/admin/default/").statusCode()).isEqualTo(403);
        assertThat(get("/camunda/api/cockpit/plugin/base/default/process-definition/statistics-count").statusCode())
                .isIn(401, 403);
    }

    @Test
    void anOwnerSeesCockpitButNotAdmin() throws Exception {
        signIn("si-owner", PASSWORD);

        assertThat(get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
        assertThat(get("/camunda/api/admin/auth/user/default").body()).contains("cockpit").doesNotContain("\"admin\"");
    }

    @Test
    void whoJoinsACompanySeesItsTasksAtOnceAndWhoLeavesDoesNotWithoutSigningInAgain() throws Exception {
        people.addCompanyGroup("si-company", "登录测试公司");
        Task task = tasks.newTask();
        task.setName("登录测试任务");
        tasks.saveTask(task);
        tasks.addCandidateGroup(task.getId(), People.companyGroup("si-company"));
        try {
            signIn("si-customer", PASSWORD);
            assertThat(tasksSeen()).doesNotContain("登录测试任务");
            people.join("si-customer", "si-company");
            assertThat(tasksSeen()).contains("登录测试任务");
            people.leave("si-customer", "si-company");
            assertThat(tasksSeen()).doesNotContain("登录测试任务");
        } finally {
            tasks.deleteTask(task.getId(), true);
        }
    }

    @Test
    void camundasFilesAndNotesOfATaskAreClosedBecauseDocumentsBelongToOurOwnApi() throws Exception {
        signIn("si-admin", PASSWORD);

        assertThat(get("/camunda/api/engine/engine/default/task/any/attachment").statusCode()).isEqualTo(403);
        assertThat(get("/camunda/api/engine/engine/default/task/any/comment").statusCode()).isEqualTo(403);
    }

    @Test
    void aForgedPostWithoutTheTokenIsRefused() throws Exception {
        signIn("si-customer", PASSWORD);

        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(uri("/api/companies"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private String tasksSeen() throws IOException, InterruptedException {
        return get("/camunda/api/engine/engine/default/task").body();
    }

    private HttpResponse<String> signIn(String user, String password) throws IOException, InterruptedException {
        Matcher token = CSRF.matcher(get("/sign-in").body());
        assertThat(token.find()).as("the sign-in page has a CSRF token").isTrue();
        String form = "username=%s&password=%s&_csrf=%s".formatted(user, password,
                URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
        return browser.send(HttpRequest.newBuilder(uri("/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(uri(path)).header("Accept", "text/html,application/json").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
