package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import zhangfang.testing.IntegrationTest;

/**
 * Who gets an answer where: {@code isolation.csv} has a row for each of our endpoints, and each row is tried over HTTP by
 * everyone. {@code member} belongs to the company asked about, {@code stranger} to another one, {@code keeper} keeps its
 * books, {@code accountant} does not. An endpoint without a row fails the build.
 *
 * <p>{@code ok}: let in, which for a command without proper input is a refusal of that input; {@code 401}, {@code 403},
 * {@code 404} and other numbers: exactly that; {@code sign-in}: sent to the sign-in page.
 */
@IntegrationTest
class IsolationTest {

    @LocalServerPort
    private int port;
    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;
    @Autowired
    private ApplicationContext context;

    private PreparedCompany prepared;

    @BeforeEach
    void everyone() {
        prepared = new PreparedCompany(context, port);
    }

    @Test
    void everyEndpointHasARow() {
        Set<String> rows = new TreeSet<>();
        for (CSVRecord row : EndpointTable.rows()) {
            rows.add(row.get("method") + " " + row.get("mapping"));
        }
        assertThat(rows).as("the rows of %s and the endpoints there are", EndpointTable.FILE)
                .containsExactlyInAnyOrderElementsOf(endpoints());
    }

    @Test
    void answersNobodyWhoIsNotMeant() {
        SoftAssertions all = new SoftAssertions();
        for (CSVRecord row : EndpointTable.rows()) {
            for (String caller : EndpointTable.CALLERS) {
                HttpResponse<String> answer = call(prepared.caller(caller), row);
                all.assertThat(meets(row.get(caller), answer))
                        .as("%s %s as %s: %s expected, %s answered: %s", row.get("method"), row.get("call"), caller,
                                row.get(caller), answer.statusCode(), start(answer.body()))
                        .isTrue();
                all.assertThat(answer.body()).as("%s %s as %s", row.get("method"), row.get("call"), caller)
                        .doesNotContain("ENGINE-").doesNotContain("Exception:");
            }
        }
        all.assertAll();
    }

    private static boolean meets(String expected, HttpResponse<String> answer) {
        int status = answer.statusCode();
        boolean toSignIn = status == 302
                && answer.headers().firstValue("Location").orElse("").endsWith("/sign-in");
        return switch (expected) {
            case "ok" -> !toSignIn && status < 500 && status != 401 && status != 403 && status != 404;
            case "sign-in" -> toSignIn;
            default -> status == Integer.parseInt(expected);
        };
    }

    private HttpResponse<String> call(Caller caller, CSVRecord row) {
        String path = prepared.withIds(row.get("call"));
        assertThat(path).as("an id that the test does not know").doesNotContain("{");
        String type = row.get("type");
        return type.isEmpty()
                ? caller.send(row.get("method"), path, null, "Accept", "*/*")
                : caller.send(row.get("method"), path, prepared.withIds(row.get("body")), "Content-Type", type);
    }

    private Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("zhangfang.")) {
                Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                mapping.getPatternValues().forEach(path -> {
                    if (methods.isEmpty()) {
                        endpoints.add("GET " + path);
                    }
                    methods.forEach(method -> endpoints.add(method + " " + path));
                });
            }
        });
        return endpoints;
    }

    private static String start(String body) {
        return body.length() <= 300 ? body : body.substring(0, 300);
    }
}
