package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** The export out of one snapshot of a real database. */
@PostgresTest
class BookExportOnPostgresTest {

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    @Test
    void isWrittenWholeOutOfOneSnapshot() throws IOException {
        time.is("2026-10-10T10:00:00");
        Caller keeper = Caller.program(port, person("keeper", Role.ACCOUNTANT));
        Caller reviewer = Caller.program(port, person("reviewer", Role.REVIEWER));
        String company = "/api/companies/" + new ObjectMapper().readTree(keeper.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "鸿运商贸", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next())).body()).get("id").asText();
        keeper.json("POST", company + "/book", "{\"startPeriod\": \"2026-09\", \"chart\": \"STANDARD\"}");
        assertThat(reviewer.file("POST", company + "/book/vouchers?post=true", """
                date,voucher_no,summary,account_code,account_name,debit,credit
                2026-09-03,记1,提现,1001,,50.00,
                2026-09-03,记1,提现,1002,,,50.00
                """.getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(201);
        assertThat(reviewer.json("POST", company + "/book/periods/2026-09/close", "").statusCode()).isEqualTo(200);

        HttpResponse<String> zip = keeper.get(company + "/export");

        assertThat(zip.statusCode()).isEqualTo(200);
        assertThat(zip.body()).contains("vouchers/2026-09.csv", "statements/2026-09/balance-sheet.xlsx", "manifest.csv");
    }

    private String person(String name, Role role) {
        String id = name + "-" + UUID.randomUUID();
        people.add(id, name, Caller.PASSWORD, role);
        return id;
    }
}
