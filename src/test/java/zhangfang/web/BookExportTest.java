package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** What a customer takes along: everything, whole, and of use elsewhere. */
@IntegrationTest
class BookExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPENING = """
            account_code,account_name,debit,credit,ytd_debit,ytd_credit,counterparty
            1002,银行存款,150000.00,,300000.00,280000.00,
            1122,应收账款,20000.00,,90000.00,70000.00,云杉科技
            22210107,应交税费_应交增值税_转出未交增值税,,,1000.00,1000.00,
            3001,实收资本,,100000.00,,,
            2202,应付账款,,,30000.00,,立方材料
            3103,本年利润,,70000.00,130000.00,200000.00,
            5001,主营业务收入,,,200000.00,200000.00,
            560217,管理费用_办公费,,,130000.00,130000.00,
            """;

    @LocalServerPort
    private int port;
    @Autowired
    private BookExport export;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private Caller accountant;
    private Caller reviewer;
    private Actor member;
    private Actor keeper;
    private String keeperId;
    private String memberId;

    @BeforeEach
    void people() {
        time.is("2026-10-10T10:00:00");
        keeperId = person("keeper", Role.ACCOUNTANT);
        memberId = person("member", Role.CUSTOMER);
        accountant = Caller.program(port, keeperId);
        reviewer = Caller.program(port, person("reviewer", Role.REVIEWER));
        keeper = people.actor(keeperId);
    }

    @Test
    void whatIsTakenAlongMakesTheSameBookElsewhere() throws Exception {
        String id = bookFromJuly();
        document(id, "D-" + UUID.randomUUID().toString().substring(0, 8), "../..\\=回单,\"七月\".pdf", "一份回单");

        Map<String, byte[]> files = files(member, id);

        assertThat(files.keySet()).contains("README.txt", "chart.csv", "opening-balances.csv", "vouchers/2026-07.csv",
                "vouchers/2026-08.csv", "journal.hledger", "trial-balance/2026-07.xlsx", "trial-balance/2026-08.xlsx",
                "statements/2026-07/balance-sheet-r1.xlsx", "statements/2026-08/income-statement.xlsx",
                "statements/2026-08/cash-flow.xlsx", "taxes/2026-07.xlsx", "taxes/filings.csv", "handovers.csv",
                "documents/index.csv", "manifest.csv");
        assertThat(files.keySet()).doesNotContain("statements/2026-09/balance-sheet.xlsx");
        String other = company();
        open(other);
        put(other, files.get("opening-balances.csv"));
        for (String month : new String[] {"2026-07", "2026-08"}) {
            HttpResponse<String> imported = reviewer.file("POST", "/api/companies/" + other + "/book/vouchers?post=true",
                    files.get("vouchers/" + month + ".csv"));
            assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
        }
        for (String months : new String[] {"from=2026-07&to=2026-07", "from=2026-08&to=2026-08", "from=2026-07&to=2026-08"}) {
            assertThat(rows(other, months)).as(months).isEqualTo(rows(id, months));
        }
        assertThat(rows(id, "from=2026-07&to=2026-08").size()).isGreaterThan(8);
    }

    @Test
    void theManifestNamesEachFileWithItsHash() throws Exception {
        String id = bookFromJuly();
        Map<String, byte[]> files = files(member, id);

        String manifest = new String(files.get("manifest.csv"), StandardCharsets.UTF_8);
        assertThat(manifest.lines().skip(1)).hasSize(files.size() - 1);
        for (String line : manifest.lines().skip(1).toList()) {
            String[] cells = line.split(",");
            byte[] content = files.get(cells[0]);
            assertThat(content).as(cells[0]).hasSize(Integer.parseInt(cells[1]));
            assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .isEqualTo(cells[2]);
        }
    }

    @Test
    void documentsHaveNamesThatHarmNobodyAndStandInTheIndex() throws Exception {
        String id = bookFromJuly();
        document(id, "D-one", "../..\\=回单,\"七月\".pdf", "一份回单");
        document(id, "D-two", "..", "又一份");

        Map<String, byte[]> files = files(member, id);

        assertThat(files.keySet()).filteredOn(name -> name.startsWith("documents/D-"))
                .allMatch(name -> name.matches("documents/D-[a-z]+-[^/\\\\,\"=]+"))
                .noneMatch(name -> name.contains(".."));
        String one = files.keySet().stream().filter(name -> name.startsWith("documents/D-one")).findFirst().orElseThrow();
        assertThat(new String(files.get(one), StandardCharsets.UTF_8)).isEqualTo("一份回单");
        assertThat(new String(files.get("documents/index.csv"), StandardCharsets.UTF_8)).contains(one, "七月", "其他");
        jdbc.sql("delete from document where id in ('D-one', 'D-two')").update();
    }

    @Test
    void itIsOfferedToMembersKeeperAndOwnersAndRecorded() throws Exception {
        String id = bookFromJuly();
        Caller customer = Caller.program(port, memberId);

        HttpResponse<String> answer = customer.get("/api/companies/" + id + "/export");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/zip");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow()).contains("books-", "2026-10-10.zip");
        assertThat(jdbc.sql("select count(*) from audit_entry where action = 'book.export' and company_id = ? and actor_id = ?")
                .params(id, memberId).query(Integer.class).single()).isEqualTo(1);
        assertThat(accountant.get("/api/companies/" + id + "/export").statusCode()).isEqualTo(200);
        assertThat(Caller.program(port, person("owner", Role.PROCESS_OWNER)).get("/api/companies/" + id + "/export")
                .statusCode()).isEqualTo(200);
        assertThat(reviewer.get("/api/companies/" + id + "/export").statusCode()).isEqualTo(403);
        assertThat(Caller.program(port, person("stranger", Role.CUSTOMER)).get("/api/companies/" + id + "/export")
                .statusCode()).isEqualTo(404);
    }

    @Test
    void aCompanyWithoutABookTakesItsListsAlong() throws Exception {
        String id = company();

        assertThat(files(member, id).keySet()).contains("README.txt", "handovers.csv", "documents/index.csv",
                "manifest.csv").doesNotContain("chart.csv");
    }

    @Test
    void onlySoManyAreWrittenAtOnceAndAPlaceIsFreeAgain() {
        String id = company();
        for (int i = 0; i < 4; i++) {
            export.request(member, id);
        }
        assertThatThrownBy(() -> export.request(member, id)).isInstanceOf(Refusal.class)
                .hasMessageContaining("termination.export.busy");
        for (int i = 0; i < 4; i++) {
            export.done();
        }
        export.request(member, id);
        export.done();
    }

    @Test
    void itTakesAsManyQueriesForAThousandVouchersAsForTen() throws Exception {
        assertThat(queries(1000)).isEqualTo(queries(10));
    }

    private int queries(int vouchers) {
        String id = company();
        open(id);
        StringBuilder file = new StringBuilder("date,voucher_no,summary,account_code,account_name,debit,credit\n");
        IntStream.rangeClosed(1, vouchers).forEach(i -> file.append("2026-07-05,%d,提现,1001,,1.00,\n".formatted(i))
                .append("2026-07-05,%d,提现,1002,,,1.00\n".formatted(i)));
        assertThat(reviewer.file("POST", "/api/companies/" + id + "/book/vouchers?post=true",
                file.toString().getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(201);
        assertThat(accountant.json("POST", "/api/companies/" + id + "/book/periods/2026-07/close", "").statusCode())
                .isEqualTo(200);
        Company company = export.request(keeper, id);
        jdbc.sql("set query_statistics_max_entries 100000").update();
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        export.write(keeper, company, Locale.CHINESE, OutputStream.nullOutputStream());
        int count = jdbc.sql("select cast(sum(execution_count) as integer) from information_schema.query_statistics")
                .query(Integer.class).single();
        jdbc.sql("set query_statistics false").update();
        export.done();
        return count;
    }

    /** July is closed and issued, August closed, September open. */
    private String bookFromJuly() throws IOException {
        String id = company();
        open(id);
        put(id, OPENING.getBytes(StandardCharsets.UTF_8));
        post(id, """
                date,voucher_no,summary,account_code,account_name,debit,credit,counterparty
                2026-07-03,记1,收回货款,1002,,5000.00,,
                2026-07-03,记1,收回货款,1122,,,5000.00,云杉科技
                2026-07-20,记2,=销售,1122,,10300.00,,云杉科技
                2026-07-20,记2,=销售,5001,,,10000.00,
                2026-07-20,记2,=销售,22210106,应交税费_应交增值税_销项税额,,300.00,
                2026-07-28,记3,多记冲回,560217,管理费用_办公费,-20.00,,
                2026-07-28,记3,多记冲回,1002,,,-20.00,
                """);
        close(id, "2026-07");
        assertThat(reviewer.json("POST", "/api/companies/" + id + "/statements/issued", "{\"period\": \"2026-07\"}")
                .statusCode()).isEqualTo(201);
        post(id, """
                date,voucher_no,summary,account_code,account_name,debit,credit
                2026-08-09,记1,办公用品,560217,管理费用_办公费,120.00,
                2026-08-09,记1,办公用品,1002,,,120.00
                """);
        close(id, "2026-08");
        return id;
    }

    private String company() {
        HttpResponse<String> made = accountant.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "鸿运商贸", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next()));
        try {
            String id = JSON.readTree(made.body()).get("id").asText();
            people.join(memberId, id);
            member = people.actor(memberId);
            return id;
        } catch (IOException e) {
            throw new AssertionError(made.body(), e);
        }
    }

    private void open(String id) {
        assertThat(accountant.json("POST", "/api/companies/" + id + "/book", """
                {"startPeriod": "2026-07", "chart": "STANDARD"}""").statusCode()).isEqualTo(201);
    }

    private void put(String id, byte[] openings) {
        HttpResponse<String> put = accountant.file("PUT", "/api/companies/" + id + "/book/opening-balances", openings);
        assertThat(put.statusCode()).as(put.body()).isLessThan(300);
    }

    private void post(String id, String vouchers) {
        HttpResponse<String> posted = reviewer.file("POST", "/api/companies/" + id + "/book/vouchers?post=true",
                vouchers.getBytes(StandardCharsets.UTF_8));
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(201);
    }

    private void close(String id, String period) {
        HttpResponse<String> closed = reviewer.json("POST",
                "/api/companies/" + id + "/book/periods/" + period + "/close", "");
        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);
    }

    private JsonNode rows(String id, String months) throws IOException {
        return JSON.readTree(accountant.get("/api/companies/" + id + "/trial-balance?" + months).body()).get("rows");
    }

    private void document(String companyId, String id, String name, String content) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        jdbc.sql("""
                insert into document (id, company_id, owner_id, uploaded_by, uploaded_at, kept_at, category, file_name, kind,
                                      size, sha256, content)
                values (?, ?, 'none', ?, ?, ?, 'OTHER', ?, 'PDF', ?, ?, ?)""")
                .params(id, companyId, memberId, now, now, name, bytes.length, "0".repeat(64), bytes).update();
    }

    private Map<String, byte[]> files(Actor actor, String id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Company company = export.request(actor, id);
        export.write(actor, company, Locale.CHINESE, out);
        export.done();
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private String person(String name, Role role) {
        String id = name + "-" + UUID.randomUUID();
        people.add(id, name, Caller.PASSWORD, role);
        return id;
    }
}
