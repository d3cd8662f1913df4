package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** The list of vouchers: what it finds, in which order, and what is done for many at once. */
@IntegrationTest
class VoucherListPagesTest {

    private static final Pattern VOUCHER = Pattern.compile("<tbody id=\"([^\"]+)\"");

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private String reviewerId;
    private Caller accountant;
    private Caller reviewer;
    private String book;

    @BeforeEach
    void aBook() throws Exception {
        time.is("2026-03-03T10:00:00");
        reviewerId = person(Role.REVIEWER);
        reviewer = Caller.browser(port, reviewerId);
        String keeper = person(Role.ACCOUNTANT);
        accountant = Caller.browser(port, keeper);
        HttpResponse<String> made = Caller.program(port, keeper).json("POST", "/api/companies", """
                {"uscc": "%s", "name": "列表测试", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next()));
        String id = new ObjectMapper().readTree(made.body()).get("id").asText();
        book = "/companies/" + id + "/book";
        accountant.submit(book, Map.of("startPeriod", "2026-01", "chart", "STANDARD"));
    }

    @Test
    void findsByMonthsStateAccountTextAmountAndDocuments() {
        write(accountant, "2026-01-05", "付房租", "560217", "30.00");
        write(accountant, "2026-01-06", "付电费", "560214", "10.00");
        write(accountant, "2026-02-07", "付房租", "560217", "20.00");
        postAll("2026-01");

        assertThat(found("from=2026-01&to=2026-02")).hasSize(3);
        assertThat(found("period=2026-01")).hasSize(2);
        assertThat(found("from=2026-01&to=2026-02&state=UNPOSTED")).hasSize(1);
        assertThat(found("from=2026-01&to=2026-02&text=房租")).hasSize(2);
        assertThat(found("from=2026-01&to=2026-02&text=房租&least=25")).hasSize(1);
        assertThat(found("from=2026-01&to=2026-02&account=560214")).hasSize(1);
        assertThat(found("from=2026-01&to=2026-02&account=5602")).hasSize(3);
        assertThat(found("from=2026-01&to=2026-02&text=2")).as("the number of a voucher").hasSize(1);
        assertThat(found("from=2026-01&to=2026-02&text=%25")).as("no wildcard").isEmpty();
        assertThat(found("from=2026-01&to=2026-02&documents=with")).isEmpty();
        assertThat(found("from=2026-01&to=2026-02&preparer=" + reviewerId)).isEmpty();
        assertThat(accountant.get(book + "/vouchers?from=2026-02&to=2026-01").statusCode()).isEqualTo(400);
        assertThat(accountant.get(book + "/vouchers?least=viel").statusCode()).isEqualTo(400);
        assertThat(accountant.get(book + "/vouchers?sort=whatever").statusCode()).isEqualTo(200);
    }

    @Test
    void isOrderedByTheDatabase() {
        String small = write(accountant, "2026-01-09", "小", "560217", "10.00");
        String large = write(accountant, "2026-01-03", "大", "560217", "900.00");
        String middle = write(accountant, "2026-01-20", "中", "560217", "50.00");
        assertThat(found("period=2026-01&sort=AMOUNT")).containsExactly(small, middle, large);
        assertThat(found("period=2026-01&sort=-AMOUNT")).containsExactly(large, middle, small);
        assertThat(found("period=2026-01&sort=-DATE")).containsExactly(middle, small, large);
    }

    @Test
    void reviewsWhatItCanAndSaysOfEachOtherWhyNot() {
        String draft = write(accountant, "2026-01-05", "付房租", "560217", "30.00");
        String own = write(reviewer, "2026-01-06", "自己的", "560217", "10.00");
        String answer = act("review", draft, own);
        assertThat(answer).contains("已审核 1 张").contains("1 张没有办理").contains("制单人不能审核自己的凭证");
        assertThat(answer).contains("/book/vouchers/" + own);

        answer = act("post", draft, own);
        assertThat(answer).contains("已记账 1 张").contains("还没有审核");
        assertThat(act("post", draft)).contains("已记账，不用再记账");
        answer = act("delete", draft, own);
        assertThat(answer).contains("已删除 1 张").contains("请用红字冲销");
        assertThat(found("period=2026-01")).containsExactly(draft);
        assertThat(act("review")).contains("请选择凭证");
    }

    @Test
    void goesBackToTheListItCameFromAndNowhereElse() {
        String draft = write(accountant, "2026-01-05", "付房租", "560217", "30.00");
        HttpResponse<String> answer = reviewer.send("POST", book + "/vouchers/review",
                form("ids=" + draft + "&period=2026-01&back=" + URLEncoder.encode("?from=2026-01&to=2026-02&sort=-DATE",
                        StandardCharsets.UTF_8)), "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("?from=2026-01&to=2026-02&sort=-DATE");
        answer = reviewer.send("POST", book + "/vouchers/review", form("ids=" + draft + "&period=2026-01&back=//evil.example"),
                "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/book/vouchers?period=2026-01");
    }

    @Test
    void printsAMonthOrThoseChosen() {
        String draft = write(accountant, "2026-01-05", "付房租", "560217", "30.00");
        HttpResponse<String> month = accountant.get(book + "/vouchers/print?period=2026-01&paper=SLIP");
        assertThat(month.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/pdf");
        assertThat(month.body()).startsWith("%PDF");
        assertThat(accountant.get(book + "/vouchers/print?ids=" + draft).body()).startsWith("%PDF");
        assertThat(accountant.get(book + "/vouchers/print?ids=nobody").statusCode()).isEqualTo(404);
        assertThat(accountant.get(book + "/vouchers/print?period=2026-02").statusCode()).isEqualTo(400);
    }

    @Test
    void takesAsManyStatementsForManyVouchersAsForFew() {
        IntStream.range(0, 3).forEach(i -> write(accountant, "2026-01-05", "付" + i, "560217", "1" + i + ".00"));
        Map<String, Integer> few = SqlStatements.ofLooking(jdbc, () -> accountant.get(book + "/vouchers?period=2026-01"));
        IntStream.range(0, 20).forEach(i -> write(reviewer, "2026-01-05", "付" + i, "560217", "2" + i + ".00"));
        Map<String, Integer> many = SqlStatements.ofLooking(jdbc, () -> accountant.get(book + "/vouchers?period=2026-01"));
        assertThat(many.values().stream().mapToInt(Integer::intValue).sum())
                .isLessThanOrEqualTo(few.values().stream().mapToInt(Integer::intValue).sum());
    }

    private List<String> found(String query) {
        HttpResponse<String> list = accountant.get(book + "/vouchers?" + query);
        assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        Matcher matcher = VOUCHER.matcher(list.body());
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }

    private String write(Caller by, String date, String summary, String account, String amount) {
        HttpResponse<String> written = by.submit(book + "/vouchers/new", Map.of("date", date, "key", UUID.randomUUID().toString(),
                "entries[0].summary", summary, "entries[0].accountCode", account, "entries[0].debit", amount,
                "entries[1].summary", summary, "entries[1].accountCode", "1002", "entries[1].credit", amount));
        String location = written.headers().firstValue("Location").orElseThrow();
        by.get(book + "/vouchers?period=" + date.substring(0, 7)); // which says that it was saved
        return location.substring(location.indexOf('#') + 1);
    }

    private void postAll(String month) {
        reviewer.send("POST", book + "/vouchers/post-all", form("period=" + month), "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private String act(String command, String... ids) {
        HttpResponse<String> answer = reviewer.send("POST", book + "/vouchers/" + command, form("period=2026-01"
                + String.join("", Arrays.stream(ids).map(id -> "&ids=" + id).toList())), "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return reviewer.get(answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "")).body();
    }

    private String form(String fields) {
        return fields + "&_csrf=" + Caller.token(reviewer.get("/companies").body());
    }

    private String person(Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, "某人", Caller.PASSWORD, role);
        return id;
    }
}
