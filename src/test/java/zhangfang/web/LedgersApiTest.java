package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** The ledgers over HTTP and as pages. */
@IntegrationTest
class LedgersApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "<b>甲&乙</b> +%/?#=1";
    private static final List<String> LEDGERS = List.of("/general-ledger?", "/ledger/1122?", "/ledger/2221/columns?",
            "/counterparties?", "/counterparties/ledger?name=&", "/journal?");

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private Caller reviewer;
    private String reviewerId;
    private String company;

    @BeforeEach
    void aBookWithEntries() throws Exception {
        time.is("2026-03-03T10:00:00");
        reviewerId = "ledgers-" + UUID.randomUUID();
        people.add(reviewerId, "审核", Caller.PASSWORD, Role.REVIEWER);
        reviewer = Caller.program(port, reviewerId);
        company = JSON.readTree(reviewer.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "账簿 <i>测试</i>", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next())).body()).get("id").asText();
        reviewer.json("POST", api("/book"), "{\"startPeriod\": \"2026-01\"}");
        HttpResponse<String> imported = reviewer.send("POST", api("/book/vouchers?post=true"), """
                date,voucher_no,summary,account_code,account_name,debit,credit,counterparty
                2026-01-05,1,=销售,1122,,113.00,,%1$s
                2026-01-05,1,=销售,5001,,,100.00,
                2026-01-05,1,=销售,22210107,,,13.00,
                2026-02-06,2,收款,1002,,60.00,,
                2026-02-06,2,收款,1122,,,60.00,%1$s
                """.formatted(HOSTILE), "Content-Type", "text/csv");
        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
    }

    @Test
    void answersWhatALedgerSays() throws IOException {
        JsonNode detail = get("/ledger/1122?from=2026-01&to=2026-02");
        assertThat(detail.get("openingKind").asText()).isEqualTo("CARRIED_FORWARD");
        assertThat(detail.at("/rows/1/balance").asText()).isEqualTo("53.00");
        assertThat(detail.at("/rows/1/side").asText()).isEqualTo("DEBIT");
        assertThat(detail.at("/rows/1/counterAccounts/0/code").asText()).isEqualTo("1002");
        assertThat(detail.at("/months/1/ytdDebit").asText()).isEqualTo("113.00");
        assertThat(get("/ledger/1002?from=2026-02").at("/days/0/debit").asText()).isEqualTo("60.00");
        assertThat(get("/general-ledger?account=22&from=2026-01", 404)).isNotNull();
        assertThat(get("/general-ledger?from=2026-01&to=2026-02").get("rows")).hasSize(4);
        JsonNode columns = get("/ledger/2221/columns?from=2026-01");
        assertThat(columns.at("/columns/0/code").asText()).isEqualTo("222101");
        assertThat(columns.at("/rows/0/amounts/0").asText()).isEqualTo("13.00");
        JsonNode parties = get("/counterparties?from=2026-01&to=2026-02&name=%E7%94%B2%26");
        assertThat(parties.at("/rows/0/counterparty").asText()).isEqualTo(HOSTILE);
        assertThat(parties.at("/rows/0/closing").asText()).isEqualTo("53.00");
        JsonNode journal = get("/journal?from=2026-01&to=2026-02&limit=2&least=60&state=POSTED");
        assertThat(journal.get("entries").asInt()).isEqualTo(4);
        assertThat(journal.get("rows")).hasSize(2);
        assertThat(get("/journal?from=2026-01&to=2026-02&limit=2&least=60&state=POSTED&after=" + journal.get("next").asText())
                .at("/next").isNull()).isTrue();
    }

    @Test
    void givesEachLedgerAsEachFile() {
        for (String ledger : LEDGERS) {
            String[] parts = ledger.split("\\?", 2);
            String query = "?" + parts[1] + "from=2026-01&to=2026-02";
            assertThat(body(parts[0] + ".csv" + query)).as(ledger).startsWith("\uFEFF").contains(",");
            assertThat(body(parts[0] + ".xlsx" + query)).as(ledger).startsWith("PK");
            assertThat(body(parts[0] + ".pdf" + query)).as(ledger).startsWith("%PDF-");
            assertThat(reviewer.get(api(parts[0] + query), "Accept", "text/csv").body()).as(ledger).startsWith("\uFEFF");
            assertThat(reviewer.get(api(parts[0] + query), "Accept", "*/*").body()).as(ledger).startsWith("{");
        }
        assertThat(body("/ledger/1122.csv?from=2026-01&to=2026-02")).contains("'=销售").contains("本年累计").contains(",借,53.00");
        assertThat(body("/ledger/1002.csv?from=2026-02&daily=true")).contains("本日合计");
    }

    @Test
    void refusesWhatItCannotReadInChinese() throws IOException {
        for (String wrong : List.of("/ledger/1122?from=January", "/general-ledger?from=2026-02&to=2026-01",
                "/journal?least=x", "/journal?state=OPEN", "/journal?limit=0", "/journal?after=x",
                "/ledger/1122?from=2020-01&to=2025-01", "/counterparties?from=2026-01&to=2036-01",
                "/ledger/2221/columns?from=2026-01&to=2027-01&carryForward=false")) {
            assertThat(get(wrong, 400).get("detail").asText()).as(wrong).containsPattern("\\p{IsHan}");
        }
        assertThat(get("/ledger/1002/columns", 409).get("detail").asText()).contains("1002");
        assertThat(get("/ledger/9999", 404).get("detail").asText()).containsPattern("\\p{IsHan}");
    }

    @Test
    void pagesLeadFromStatementsToVouchers() {
        Caller browser = Caller.browser(port, reviewerId);
        for (String ledger : LEDGERS) {
            HttpResponse<String> page = browser.get("/companies/" + company + ledger + "from=2026-01&to=2026-02");
            assertThat(page.statusCode()).as(ledger).isEqualTo(200);
            assertThat(page.body()).as(ledger).doesNotContain("??", "<i>测试", "<b>甲").contains(".pdf?from=2026-01");
        }
        String sheet = browser.get("/companies/" + company + "/statements/balance-sheet?period=2026-01").body();
        String line = browser.get(link(sheet, "/statements/balance-sheet/lines/4\\?[^\"]*")).body();
        String ledger = browser.get(link(line, "/ledger/1122\\?[^\"]*")).body();
        String voucher = browser.get(link(ledger, "/book/vouchers/[^\"]*")).body();
        assertThat(voucher).contains("113.00");
        String sum = browser.get(link(sheet, "/statements/balance-sheet/lines/15\\?[^\"]*")).body();
        assertThat(browser.get(link(sum, "/statements/balance-sheet/lines/4\\?[^\"]*")).body()).contains("113.00");

        String overview = browser.get("/companies/" + company + "/counterparties?from=2026-01&to=2026-02").body();
        HttpResponse<String> party = browser.get(link(overview, "/counterparties/ledger\\?name=[^\"]*"));
        assertThat(party.statusCode()).isEqualTo(200);
        assertThat(party.body()).contains("&lt;b&gt;甲&amp;乙&lt;/b&gt; +%/?#=1", "53.00");
        assertThat(browser.get("/companies/" + company + "/columns").headers().firstValue("Location").orElse(""))
                .contains("/columns");
        assertThat(browser.get("/companies/" + company + "/statements/balance-sheet/lines/99?period=2026-01").statusCode())
                .isEqualTo(404);
    }

    private String link(String page, String rest) {
        Matcher link = Pattern.compile("href=\"(/companies/" + company + rest + ")\"").matcher(page);
        assertThat(link.find()).as("a link to " + rest).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    private JsonNode get(String path) throws IOException {
        return get(path, 200);
    }

    private JsonNode get(String path, int status) throws IOException {
        HttpResponse<String> answer = reviewer.get(api(path));
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private String body(String path) {
        HttpResponse<String> answer = reviewer.get(api(path));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private String api(String path) {
        return "/api/companies/" + company + path;
    }
}
