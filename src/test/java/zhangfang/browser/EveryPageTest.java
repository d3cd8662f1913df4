package zhangfang.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import zhangfang.calendar.BusinessClock;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Pages;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.web.EndpointTable;
import zhangfang.web.PreparedCompany;

/**
 * Every page that the application has, found by the application itself, in a real browser: it opens, nothing on it fails,
 * nobody is kept out by how it is made, it fits a telephone, and it speaks one language. A page is called as
 * {@code isolation.csv} says, by who may; a page without such a row fails the test.
 */
@IntegrationTest
@Tag("browser")
@Order(5)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest {

    private static final String PASSWORD = "zhangfang";
    /** Shown by whatever went wrong. */
    private static final String ERROR = "/error";
    private static final int WIDE = 1280;
    private static final int TELEPHONE = 360;

    /** Those who see most come first; of them, who keeps the books sees other forms than a customer. */
    private static final List<String> CALLERS = List.of("anonymous", "member", "keeper", "finance", "owner", "reviewer",
            "advisor", "admin", "accountant");
    private static final Set<String> ALWAYS = Set.of("member", "keeper");

    /** What Chinese pages may say in Latin letters: names of programs, formats and standards, and units. */
    private static final Set<String> NAMES = Set.of("admin", "alt", "api", "beancount", "bom", "bpmn", "camunda", "cockpit",
            "csv", "ctrl", "delete", "dmn", "english", "excel", "gb", "hledger", "http", "id", "insert", "jpeg", "mb", "ofd",
            "pdf", "png", "tasklist", "utf", "xlsx", "xml", "zhangfang", "zip");
    /** Addresses, paths, file names, codes and ids: anything with a digit, a slash, an at sign, or a dot or dash inside. */
    private static final Pattern NO_WORD = Pattern.compile("\\S*(?:[\\w.]@\\w|\\w/|/\\w|\\w[._]\\w|[A-Za-z]-[A-Za-z\\d]|"
            + "[A-Za-z]\\d|\\d[A-Za-z])\\S*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

    /** All texts of a page, also of its menus, that are not marked as being of another language. */
    private static final String TEXTS = """
            other => {
              const texts = [];
              const foreign = element => element.closest('[lang^=' + other + '], script, style, textarea, code, .zf-diagram, .zf-code, .zf-any-language');
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode())
                if (node.nodeValue.trim() && !foreign(node.parentElement)) texts.push(node.nodeValue.trim());
              for (const name of ['placeholder', 'title', 'aria-label', 'alt', 'data-export'])
                for (const element of document.querySelectorAll('body [' + name + ']'))
                  if (!foreign(element)) texts.push(element.getAttribute(name).trim());
              texts.push(document.title);
              return texts;
            }""";
    private static final String TOO_WIDE = """
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? '' :
              [...document.querySelectorAll('main *')].filter(element => element.getBoundingClientRect().right > innerWidth + 1
                && !element.closest('.table-responsive, .zf-scroll-x')).slice(0, 3).map(element => element.outerHTML.slice(0, 120)).join(' | ') || '?'
            """;

    /** What only a company with a service in its month has. */
    private static final Map<String, String> OF_A_MONTH = Map.of(
            "/companies/{companyId}/mailings/new", "/mailings/new?month={month}",
            "/companies/{companyId}/months/{month}", "/months/{month}",
            "/companies/{companyId}/months/{month}/process", "/months/{month}/process");

    @LocalServerPort
    private int port;
    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;
    @Autowired
    private ApplicationContext context;

    @Autowired
    private BusinessClock clock;
    @Autowired
    private Time time;

    private Browser browser;
    private PreparedCompany prepared;
    private Purchases service;
    private String address;
    private final Map<String, Window> windows = new HashMap<>();
    private final Set<String> found = new TreeSet<>();

    /** Somebody's window in one language, with what went wrong in it since it was last asked. */
    private record Window(Page page, List<String> wrong) {
    }

    private record Visit(String mapping, String path, String caller) {
    }

    @BeforeAll
    void open() {
        assumeTrue(Browser.installed().isPresent(), Browser.NOT_INSTALLED);
        browser = new Browser(Browser.installed().orElseThrow());
        address = "http://localhost:" + port;
        prepared = new PreparedCompany(context, port);
        service = new Purchases(context);
        String order = service.paidOrder("MONTH");
        service.confirmStart(order);
        service.claim(order);
        time.runDueJobs();
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void everyPageIsWell() {
        Map<String, Visit> chinese = new LinkedHashMap<>();
        Pages.of(requestMappingHandlerMapping).stream().map(this::visits).forEach(visits ->
                visits.forEach(visit -> chinese.put(visit.path() + visit.caller(), visit)));
        chinese.values().forEach(visit -> look(visit, this::inChinese));
        Set<String> seen = new HashSet<>();
        chinese.values().stream().filter(visit -> seen.add(visit.path())).forEach(visit -> look(visit, this::inEnglish));

        assertThat(found).as("what is wrong with pages").isEmpty();
    }

    private List<Visit> visits(String mapping) {
        if (mapping.equals(ERROR)) {
            return List.of(new Visit(mapping, "/no-such-page", "member"), new Visit(mapping, "/transfers", "member"));
        }
        if (OF_A_MONTH.containsKey(mapping)) {
            return List.of(new Visit(mapping, "/companies/" + service.companyId
                    + OF_A_MONTH.get(mapping).replace("{month}", clock.month().toString()), "buyer"));
        }
        Set<Visit> visits = new LinkedHashSet<>();
        for (CSVRecord row : EndpointTable.rows()) {
            if (row.get("method").equals("GET") && row.get("mapping").equals(mapping)) {
                List<String> may = CALLERS.stream().filter(caller -> row.get(caller).equals("ok")).toList();
                may.stream().filter(ALWAYS::contains).forEach(caller -> visits.add(visit(row, caller)));
                may.stream().findFirst().ifPresent(caller -> visits.add(visit(row, caller)));
            }
        }
        if (visits.isEmpty()) {
            found.add(mapping + ": no row of isolation.csv says how to visit it");
        }
        return List.copyOf(visits);
    }

    private Visit visit(CSVRecord row, String caller) {
        return new Visit(row.get("mapping"), prepared.withIds(row.get("call")), caller);
    }

    private void look(Visit visit, Consumer<Visit> as) {
        try {
            as.accept(visit);
        } catch (PlaywrightException e) {
            found.add(visit + ": " + e.getMessage());
        }
    }

    private void inChinese(Visit visit) {
        Window window = window(visit.caller(), "zh");
        Page page = window.page();
        page.setViewportSize(WIDE, 900);
        boolean whole = open(visit, window);
        if (whole) {
            expect(visit, "zh-CN".equals(language(page)), "html lang is " + language(page));
            new AxeBuilder(page).setLegacyMode(true).analyze().getViolations().stream()
                    .filter(rule -> rule.getImpact() != null && Set.of("serious", "critical").contains(rule.getImpact()))
                    .forEach(rule -> found.add(visit + ": " + rule.getHelp() + ": "
                            + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList()));
        }
        texts(page, "en").forEach(text -> {
            expect(visit, !text.contains("??"), text);
            WORD.matcher(NO_WORD.matcher(text).replaceAll(" ")).results().map(word -> word.group())
                    .filter(word -> !NAMES.contains(word.toLowerCase()))
                    .forEach(word -> found.add(visit + ": English “" + word + "” in “" + text + "”"));
        });
        page.setViewportSize(TELEPHONE, 800);
        String tooWide = (String) page.evaluate(TOO_WIDE);
        expect(visit, tooWide.isEmpty(), "wider than a telephone: " + tooWide);
        wrong(visit, window);
    }

    private void inEnglish(Visit visit) {
        Window window = window(visit.caller(), "en");
        if (open(visit, window)) {
            expect(visit, "en".equals(language(window.page())), "?lang=en has html lang " + language(window.page()));
        }
        texts(window.page(), "zh").forEach(text -> {
            expect(visit, !text.contains("??"), text);
            expect(visit, !CHINESE_LABELS.contains(text), "Chinese “" + text + "” on the English page");
        });
        wrong(visit, window);
    }

    private static String language(Page page) {
        return page.locator("html").getAttribute("lang");
    }

    /** @return whether that is a whole page, and no part of one */
    private boolean open(Visit visit, Window window) {
        Response answer = window.page().navigate(address + visit.path());
        int expected = !visit.mapping().equals(ERROR) ? 200 : visit.path().equals("/transfers") ? 403 : 404;
        expect(visit, answer.status() == expected, "answers " + answer.status());
        if (expected != 200) {
            window.wrong().removeIf(wrong -> wrong.contains("status of " + expected));
        }
        return answer.text().stripLeading().startsWith("<!DOCTYPE");
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Page page, String otherLanguage) {
        return (List<String>) page.evaluate(TEXTS, otherLanguage);
    }

    private void wrong(Visit visit, Window window) {
        window.wrong().forEach(wrong -> found.add(visit + ": " + wrong));
        window.wrong().clear();
    }

    private void expect(Visit visit, boolean right, String otherwise) {
        if (!right) {
            found.add(visit + ": " + otherwise);
        }
    }

    private Window window(String caller, String language) {
        return windows.computeIfAbsent(caller + " " + language, key -> {
            Page page = browser.window();
            Window window = new Window(page, new ArrayList<>());
            page.navigate(address + "/sign-in?lang=" + language);
            if (!caller.equals("anonymous")) {
                boolean buyer = caller.equals("buyer");
                page.fill("input[name=username]", buyer ? service.customer : prepared.user(caller));
                page.fill("input[name=password]", buyer ? Purchases.PASSWORD : PASSWORD);
                page.click("main button[type=submit]");
                page.waitForURL(url -> !url.contains("/sign-in"));
            }
            page.onPageError(error -> window.wrong().add("script: " + error));
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.location().contains("/favicon.ico")) {
                    window.wrong().add("console: " + message.text() + " " + message.location());
                }
            });
            page.onRequest(request -> {
                if (!request.url().startsWith(address + "/") && !request.url().matches("(data|blob):.*")) {
                    window.wrong().add("asks elsewhere: " + request.url());
                }
            });
            return window;
        });
    }

    /** Sentences and labels of our own that English has another word for; statements and books keep their Chinese lines. */
    private static final Set<String> CHINESE_LABELS = chineseLabels();

    private static Set<String> chineseLabels() {
        Path directory = Path.of("src/main/resources/messages");
        Set<String> labels = new HashSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> !file.toString().endsWith("_en.properties")).forEach(file -> {
                Properties chinese = properties(file);
                Properties english = properties(Path.of(file.toString().replace(".properties", "_en.properties")));
                chinese.forEach((key, text) -> {
                    if (!text.equals(english.get(key)) && text.toString().matches("(?s).*\\p{IsHan}.*")) {
                        labels.add(text.toString().strip());
                    }
                });
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        labels.removeAll(Set.of("所有者权益", "资产", "负债"));
        return labels;
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
