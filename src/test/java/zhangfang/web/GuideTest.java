package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Pages;

/** Every page leads to its place in the guide, and the guide to everything it names. */
@IntegrationTest
class GuideTest {

    private static final Path PICTURES = Path.of("docs/guide");
    /** Shown by whatever went wrong, wherever somebody was. */
    private static final String ERROR = "/error";

    @LocalServerPort
    private int port;
    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;
    @Autowired
    private Guide guide;
    @Autowired
    private Help help;

    @Test
    void everyPageIsExplained() {
        Set<String> pages = Pages.of(requestMappingHandlerMapping);

        assertThat(pages).hasSizeGreaterThan(50).contains("/companies/{companyId}/wallet");
        assertThat(pages.stream().filter(page -> !page.equals(ERROR) && guide.anchorOf(example(page)) == null))
                .as("pages that no section of %s names", Guide.FILE).isEmpty();
    }

    @Test
    void everyLinkIntoTheGuideHasItsHeading() {
        String page = Caller.anonymous(port).get("/help").body();
        Set<String> ids = all(page, "\\bid=\"([^\"]+)\"");

        assertThat(guide.chapters()).extracting(Guide.Part::title).contains("客户", "会计", "审核会计", "财务", "顾问",
                "流程负责人", "系统管理员");
        assertThat(guide.chapters()).allSatisfy(chapter -> assertThat(chapter.parts()).as(chapter.title()).isNotEmpty());
        assertThat(ids).containsAll(all(page, "<a [^>]*href=\"#([^\"]+)\"").stream()
                .map(anchor -> URLDecoder.decode(anchor, StandardCharsets.UTF_8)).toList());
        Pages.of(requestMappingHandlerMapping).stream().map(GuideTest::example).map(guide::anchorOf)
                .filter(anchor -> anchor != null).forEach(anchor -> assertThat(ids).contains(anchor));
        assertThat(help.to("/companies/C-1/wallet")).startsWith("/help#%");
        assertThat(help.to("/no-such-page")).isEqualTo("/help");
    }

    @Test
    void showsEveryPictureItNamesAndNamesEveryPictureThereIs() throws IOException {
        Caller reader = Caller.anonymous(port);
        Set<String> named = new TreeSet<>();
        String text = reader.get("/help").body().split("<article")[1];
        for (String address : all(text, "<img [^>]*?src=\"([^\"]+)\"")) {
            assertThat(address).as("named by its content").matches("/assets/guide/[\\w-]+-[0-9a-f]{32}\\.png");
            assertThat(reader.get(address).statusCode()).as(address).isEqualTo(200);
            named.add(address.replaceFirst(".*/(.*)-[0-9a-f]{32}", "$1"));
        }

        assertThat(named).isEqualTo(there());
    }

    @Test
    void showsNoMarkupOfItsOwn() {
        assertThat(Caller.anonymous(port).get("/help").body()).doesNotContain("&lt;!--", "pages:");
    }

    private static Set<String> there() throws IOException {
        if (!Files.isDirectory(PICTURES)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(PICTURES)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String example(String page) {
        return page.replaceAll("\\{[^}]+}", "x");
    }

    private static Set<String> all(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
