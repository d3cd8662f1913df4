package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;

/** A page of Camunda's applications allows the scripts that stand in it, however many others are loaded meanwhile. */
@IntegrationTest
class PageNonceTest {

    private static final int PEOPLE = 8;
    private static final int LOADS = 40;
    private static final Pattern ALLOWED = Pattern.compile("'nonce-([\\w-]+)'");
    private static final Pattern STANDS = Pattern.compile("nonce=\"([\\w-]+)\"");

    @LocalServerPort
    private int port;
    @Autowired
    private People people;

    @Test
    void everyPageIsAllowedItsOwnScriptsWhileOthersLoadTheirs() throws Exception {
        String userId = "nonce-" + UUID.randomUUID();
        people.add(userId, "某人", Caller.PASSWORD, Role.ADMINISTRATOR);
        Caller browser = Caller.browser(port, userId);
        ExecutorService loading = Executors.newFixedThreadPool(PEOPLE);
        try {
            List<Future<HttpResponse<String>>> pages = IntStream.range(0, PEOPLE * LOADS)
                    .mapToObj(load -> loading.submit(() -> browser.get("/camunda/app/tasklist/default/"))).toList();
            for (Future<HttpResponse<String>> page : pages) {
                String policy = page.get().headers().firstValue("Content-Security-Policy").orElseThrow();
                assertThat(first(ALLOWED, policy)).isEqualTo(first(STANDS, page.get().body()));
            }
        } finally {
            loading.shutdownNow();
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
