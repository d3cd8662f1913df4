package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Years brought to their end over HTTP, with answers worked out by hand. Credit balances are negative. */
@IntegrationTest
class YearEndApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private String accountantId;
    private Caller accountant;
    private Caller reviewer;
    private String base;
    private String standard = "SMALL_ENTERPRISE";

    @BeforeEach
    void people() {
        time.is("2027-02-10T10:00:00");
        accountantId = person(Role.ACCOUNTANT);
        accountant = Caller.program(port, accountantId);
        reviewer = Caller.program(port, person(Role.REVIEWER));
    }

    @Test
    void appropriatesAndDistributesAsDecidedAndLeavesOnlyUndistributedProfit() throws Exception {
        book("2026-12", "STANDARD", "1002,,110000.00,", "3001,,,100000.00", "310101,,,4000.00", "310415,,,6000.00");
        post("2026-12-10,1,收入,1002,,50000.00,", "2026-12-10,1,收入,5001,,,50000.00",
                "2026-12-20,2,费用,560217,,20000.00,", "2026-12-20,2,费用,1002,,,20000.00");

        JsonNode year = year(2026);
        assertThat(texts(year, "profit", "unclosed", "earlier", "other", "lossesToMakeUp", "base", "distributable",
                "paidInCapital", "reserve", "reserveRoom", "legalReserve", "proposal", "retained"))
                .containsExactly("30000.00", "30000.00", "6000.00", "0.00", "0.00", "30000.00", "36000.00", "100000.00",
                        "4000.00", "46000.00", "3000.00", "3000.00", "36000.00");
        assertThat(year.get("decision").isNull()).isTrue();
        assertThat(check("2026-12", "appropriationDecided").get("passed").asBoolean()).isFalse();

        refused(decide(2026, "3000.00", "27000.01", "0"), 400, "30000.01", "30000.00");
        refused(decide(2026, "3000.00", "2000.00", "31000.01"), 400, "36000.01", "36000.00");
        refused(decide(2026, "-1.00", "0", "0"), 400, "不能小于零");
        refused(decide(2026, "1.005", "0", "0"), 400, "不是金额");
        refused(decide(2025, "1.00", "0", "0"), 400, "2026-12");
        JsonNode decided = ok(decide(2026, "3000.00", "2000.00", "10000.00"), 200);
        assertThat(decided.at("/decision/amounts/distribution").asText()).isEqualTo("10000.00");
        assertThat(decided.get("retained").asText()).isEqualTo("21000.00");
        assertThat(check("2026-12", "appropriation").get("passed").asBoolean()).isTrue();

        close("2026-12");

        assertThat(closingVouchers("2026-12")).containsExactly(
                "结转本期损益: 5001 50000.00 0.00, 3103 0.00 50000.00, 560217 0.00 20000.00, 3103 20000.00 0.00",
                "结转本年利润: 3103 30000.00 0.00, 310415 0.00 30000.00",
                "提取法定盈余公积: 310401 3000.00 0.00, 310101 0.00 3000.00, 310402 2000.00 0.00, 310102 0.00 2000.00",
                "分配利润: 310403 10000.00 0.00, 2232 0.00 10000.00",
                "结转利润分配: 310401 0.00 3000.00, 310402 0.00 2000.00, 310403 0.00 10000.00, 310415 15000.00 0.00");
        assertThat(balances(2026)).containsExactly("1002 140000.00", "2232 -10000.00", "3001 -100000.00",
                "310101 -7000.00", "310102 -2000.00", "310415 -21000.00");
        year = year(2026);
        assertThat(year.get("closed").asBoolean()).isTrue();
        assertThat(texts(year, "profit", "unclosed", "reserve", "proposal", "retained")).as("what it was based on")
                .containsExactly("30000.00", "0.00", "4000.00", "3000.00", "21000.00");
        assertThat(year.get("vouchers")).extracting(each -> each.get("step").asText()).containsExactly("CARRY_FORWARD",
                "PROFIT_TRANSFER", "RESERVES", "DISTRIBUTION", "COLLECTION");
        refused(decide(2026, "0", "0", "0"), 409, "2026 年 12 月已经结账");
        soundStatements("2026");
        assertThat(statement("balance-sheet", "2026", 51, "ending")).isEqualTo("21000.00");
        assertThat(ok(accountant.get(base + "/book/years"), 200).get("rows")).extracting(JsonNode::toString)
                .containsExactly("{\"year\":2027,\"closed\":false,\"profit\":\"0.00\"}",
                        "{\"year\":2026,\"closed\":true,\"profit\":\"30000.00\"}");
    }

    @Test
    void proposesNoMoreThanUntilTheReserveIsHalfOfTheCapital() throws Exception {
        book("2026-12", "STANDARD", "1002,,149000.00,", "3001,,,100000.00", "310101,,,49000.00");
        post("2026-12-10,1,收入,1002,,30000.00,", "2026-12-10,1,收入,5001,,,30000.00");
        assertThat(texts(year(2026), "legalReserve", "reserveRoom", "proposal"))
                .containsExactly("3000.00", "1000.00", "1000.00");
        post("2026-12-11,2,提取,310401,,400.00,", "2026-12-11,2,提取,310101,,,400.00");
        JsonNode year = year(2026);
        assertThat(texts(year, "reserve", "reserveRoom", "proposal")).containsExactly("49400.00", "600.00", "600.00");
        assertThat(year.at("/byHand/statutory").asText()).isEqualTo("400.00");
        assertThat(year.get("handBooked")).hasSize(1);
    }

    @Test
    void makesUpLossesOfEarlierYearsBeforeAnythingIsPutAside() throws Exception {
        book("2026-11", "STANDARD", "1002,,80000.00,", "3001,,,80000.00");
        post("2026-12-05,1,亏损,560217,,20000.00,", "2026-12-05,1,亏损,1002,,,20000.00");
        assertThat(texts(year(2026), "profit", "distributable", "proposal")).containsExactly("-20000.00", "-20000.00",
                "0.00");
        refused(decide(2026, "0.01", "0", "0"), 400, "0.01", "-20000.00");
        refused(decide(2026, "0", "0", "0.01"), 400, "-20000.00");
        close("2026-11");
        close("2026-12");
        assertThat(closingVouchers("2026-12")).containsExactly(
                "结转本期损益: 560217 0.00 20000.00, 3103 20000.00 0.00",
                "结转本年利润: 3103 0.00 20000.00, 310415 20000.00 0.00");

        post("2027-01-05,2,盈利,1002,,50000.00,", "2027-01-05,2,盈利,5001,,,50000.00");
        assertThat(texts(year(2027), "profit", "earlier", "lossesToMakeUp", "base", "distributable", "legalReserve",
                "proposal")).containsExactly("50000.00", "-20000.00", "20000.00", "30000.00", "30000.00", "3000.00",
                "3000.00");
        refused(decide(2027, "3000.00", "0", "27000.01"), 400, "30000.01", "30000.00");
        ok(decide(2027, "3000.00", "0", "27000.00"), 200);
        for (int month = 1; month <= 12; month++) {
            close("2027-%02d".formatted(month));
        }

        assertThat(balances(2027)).containsExactly("1002 110000.00", "2232 -27000.00", "3001 -80000.00",
                "310101 -3000.00");
        soundStatements("2027");
        assertThat(statement("income-statement", "2027", 32, "ytd") + " " + statement("income-statement", "2027", 32,
                "priorYear")).isEqualTo("50000.00 -20000.00");
        assertThat(statement("cash-flow", "2027", 1, "ytd") + " " + statement("cash-flow", "2027", 6, "priorYear"))
                .isEqualTo("50000.00 20000.00");
        assertThat(statement("balance-sheet", "2027", 51, "yearStart") + " " + statement("balance-sheet", "2027", 51,
                "ending")).isEqualTo("-20000.00 0.00");
        assertThat(statement("balance-sheet", "2027", 50, "ending")).isEqualTo("3000.00");
    }

    @Test
    void booksOnlyTheDifferenceWhenDecemberIsClosedAgainAndMovesTheNextYearsOpenings() throws Exception {
        book("2026-12", "STANDARD", "1002,,100000.00,", "3001,,,100000.00");
        post("2026-12-10,1,收入,1002,,50000.00,", "2026-12-10,1,收入,5001,,,50000.00");
        ok(decide(2026, "5000.00", "0", "20000.00"), 200);
        close("2026-12");
        post("2027-01-08,3,分红,2232,,20000.00,", "2027-01-08,3,分红,1002,,,20000.00");
        reopen("2026-12");
        post("2026-12-31,4,漏记费用,560217,,10000.00,", "2026-12-31,4,漏记费用,1002,,,10000.00");

        assertThat(texts(year(2026), "profit", "unclosed", "proposal", "retained"))
                .containsExactly("40000.00", "-10000.00", "4000.00", "15000.00");
        ok(decide(2026, "4000.00", "1000.00", "30000.00"), 200);
        close("2026-12");

        assertThat(closingVouchers("2026-12")).endsWith(
                "结转本期损益: 560217 0.00 10000.00, 3103 10000.00 0.00",
                "结转本年利润: 3103 -10000.00 0.00, 310415 0.00 -10000.00",
                "提取法定盈余公积: 310401 -1000.00 0.00, 310101 0.00 -1000.00, 310402 1000.00 0.00, 310102 0.00 1000.00",
                "分配利润: 310403 10000.00 0.00, 2232 0.00 10000.00",
                "结转利润分配: 310401 0.00 -1000.00, 310402 0.00 1000.00, 310403 0.00 10000.00, 310415 10000.00 0.00");
        assertThat(balances(2026)).containsExactly("1002 140000.00", "2232 -30000.00", "3001 -100000.00",
                "310101 -4000.00", "310102 -1000.00", "310415 -5000.00");
        assertThat(turnover(2026, "310401")).as("what was really put aside").isEqualTo("4000.00 4000.00");
        assertThat(turnover(2026, "310415")).isEqualTo("35000.00 40000.00");
        assertThat(year(2026).at("/booked/distribution").asText()).isEqualTo("30000.00");
        soundStatements("2026");
        soundStatements("2027-01");
        assertThat(statement("balance-sheet", "2027-01", 38, "yearStart") + " " + statement("balance-sheet", "2027-01",
                38, "ending")).isEqualTo("30000.00 10000.00");

        reopen("2026-12");
        close("2026-12");
        assertThat(year(2026).get("vouchers")).as("nothing changed, nothing booked").hasSize(10);
        reopen("2026-12");
        refusedClosingOfAnExcess();
        ok(decide(2026, "0", "0", "0"), 200);
        close("2026-12");
        assertThat(balances(2026)).containsExactly("1002 100000.00", "3001 -100000.00");
    }

    /** What was decided is not there any more: the profit went down after it. */
    private void refusedClosingOfAnExcess() throws Exception {
        post("2026-12-31,5,又一笔费用,560217,,40000.00,", "2026-12-31,5,又一笔费用,1002,,,40000.00");
        refused(accountant.send("POST", base + "/book/periods/2026-12/close", null), 409, "利润分配决定", "35000.00",
                "可供分配 0.00");
    }

    @Test
    void aLossAfterAProfitTurnsTheTransferRed() throws Exception {
        book("2026-12", "STANDARD", "1002,,100000.00,", "3001,,,100000.00");
        post("2026-12-10,1,收入,1002,,500.00,", "2026-12-10,1,收入,5001,,,500.00");
        close("2026-12");
        reopen("2026-12");
        post("2026-12-31,2,退货红字,1002,,-500.00,", "2026-12-31,2,退货红字,5001,,,-500.00",
                "2026-12-31,3,费用,560217,,80.00,", "2026-12-31,3,费用,1002,,,80.00");
        close("2026-12");

        assertThat(closingVouchers("2026-12")).endsWith(
                "结转本期损益: 5001 0.00 500.00, 3103 500.00 0.00, 560217 0.00 80.00, 3103 80.00 0.00",
                "结转本年利润: 3103 -580.00 0.00, 310415 0.00 -580.00");
        assertThat(balances(2026)).containsExactly("1002 99920.00", "3001 -100000.00", "310415 80.00");
        soundStatements("2026");
    }

    @Test
    void respectsWhatPeopleBookedByHandAndCollectsIt() throws Exception {
        book("2026-12", "STANDARD", "1002,,90000.00,", "3001,,,100000.00", "310101,,,10000.00", "310415,,20000.00,");
        post("2026-12-10,1,收入,1002,,50000.00,", "2026-12-10,1,收入,5001,,,50000.00",
                "2026-12-30,2,公积补亏,310101,,5000.00,", "2026-12-30,2,公积补亏,310404,,,5000.00",
                "2026-12-31,3,提取,310401,,1500.00,", "2026-12-31,3,提取,310101,,,1500.00",
                "2026-12-31,4,分配,310403,,8000.00,", "2026-12-31,4,分配,2232,,,8000.00");

        JsonNode year = year(2026);
        assertThat(texts(year, "profit", "earlier", "other", "lossesToMakeUp", "base", "distributable", "legalReserve",
                "proposal", "retained")).containsExactly("50000.00", "-20000.00", "5000.00", "15000.00", "35000.00",
                "35000.00", "3500.00", "2000.00", "25500.00");
        assertThat(year.get("byHand").toString())
                .isEqualTo("{\"statutory\":\"1500.00\",\"discretionary\":\"0.00\",\"distribution\":\"8000.00\"}");
        refused(decide(2026, "2000.00", "0", "23500.01"), 400, "25500.01", "35000.00", "9500.00");
        refused(decide(2026, "33500.01", "0", "0"), 400, "33500.01", "35000.00", "1500.00");
        ok(decide(2026, "2000.00", "0", "0"), 200);
        close("2026-12");

        assertThat(closingVouchers("2026-12")).endsWith(
                "提取法定盈余公积: 310401 2000.00 0.00, 310101 0.00 2000.00",
                "结转利润分配: 310401 0.00 3500.00, 310403 0.00 8000.00, 310404 5000.00 0.00, 310415 0.00 5000.00, "
                        + "310415 11500.00 0.00");
        assertThat(balances(2026)).containsExactly("1002 140000.00", "2232 -8000.00", "3001 -100000.00",
                "310101 -8500.00", "310415 -23500.00");
        assertThat(texts(year(2026), "profit", "other", "proposal", "retained")).containsExactly("50000.00", "5000.00",
                "2000.00", "23500.00");
        soundStatements("2026");
    }

    @Test
    void takesAYearThatWasEndedByHandAsItIs() throws Exception {
        book("2026-12", "STANDARD", "1002,,100000.00,", "3001,,,100000.00");
        post("2026-12-10,1,收入,1002,,1000.00,", "2026-12-10,1,收入,5001,,,1000.00",
                "2026-12-31,2,结转损益,5001,,1000.00,", "2026-12-31,2,结转损益,3103,,,1000.00",
                "2026-12-31,3,结转利润,3103,,1000.00,", "2026-12-31,3,结转利润,310415,,,1000.00",
                "2026-12-31,4,提取,310401,,100.00,", "2026-12-31,4,提取,310101,,,100.00",
                "2026-12-31,5,归集,310415,,100.00,", "2026-12-31,5,归集,310401,,,100.00");
        assertThat(texts(year(2026), "profit", "other", "distributable", "proposal", "retained"))
                .containsExactly("1000.00", "0.00", "1000.00", "0.00", "900.00");
        close("2026-12");
        assertThat(closingVouchers("2026-12")).isEmpty();
        soundStatements("2026");
    }

    @Test
    void makesMissingDetailsOfAChartOfFirstLevelAccounts() throws Exception {
        book("2026-12", "FIRST_LEVEL", "1002,,100000.00,", "3001,,,90000.00", "3104,,,10000.00");
        post("2026-12-10,1,收入,1002,,1000.00,", "2026-12-10,1,收入,5001,,,1000.00");
        ok(decide(2026, "100.00", "50.00", "200.00"), 200);
        close("2026-12");

        assertThat(balances(2026)).containsExactly("1002 101000.00", "2232 -200.00", "3001 -90000.00", "310101 -100.00",
                "310102 -50.00", "310415 -10650.00");
        soundStatements("2026");
    }

    @Test
    void booksToTheFirstLevelAccountWhereThatCarriesEntriesItself() throws Exception {
        book("2026-11", "FIRST_LEVEL", "1002,,100000.00,", "3001,,,100000.00");
        post("2026-11-10,1,转入,1122,,1000.00,", "2026-11-10,1,转入,3104,,,1000.00",
                "2026-12-10,2,收入,1002,,2000.00,", "2026-12-10,2,收入,5001,,,2000.00",
                "2026-12-10,3,手工提取,3104,,60.00,", "2026-12-10,3,手工提取,3101,,,60.00");
        assertThat(texts(year(2026), "other", "proposal", "retained")).containsExactly("1000.00", "140.00", "2940.00");
        ok(decide(2026, "140.00", "0", "300.00"), 200);
        close("2026-11");
        close("2026-12");
        assertThat(balances(2026)).containsExactly("1002 102000.00", "1122 1000.00", "2232 -300.00", "3001 -100000.00", "3101 -200.00",
                "3104 -2500.00");
        assertThat(texts(year(2026), "profit", "other", "proposal", "retained"))
                .containsExactly("2000.00", "1000.00", "140.00", "2500.00");
        soundStatements("2026");
    }

    @Test
    void leavesAProfitPayableInDetailToItsKeeper() throws Exception {
        book("2026-12", "STANDARD", "1002,,100000.00,", "3001,,,100000.00");
        post("2026-12-10,1,收入,1002,,1000.00,", "2026-12-10,1,收入,5001,,,1000.00");
        for (String investor : List.of("223201 甲", "223202 乙")) {
            ok(accountant.json("POST", base + "/book/accounts", "{\"code\": \"%s\", \"name\": \"%s\"}"
                    .formatted((Object[]) investor.split(" "))), 201);
        }
        refused(decide(2026, "0", "0", "100.00"), 400, "2232", "手工编制");
        ok(decide(2026, "100.00", "0", "0"), 200);
    }

    @Test
    void hasAPageToDecideOn() throws Exception {
        book("2026-12", "STANDARD", "1002,,100000.00,", "3001,,,100000.00");
        post("2026-12-10,1,收入,1002,,30000.00,", "2026-12-10,1,收入,5001,,,30000.00");
        Caller browser = Caller.browser(port, accountantId);
        String path = base.replace("/api", "") + "/book/years/2026";
        String page = browser.get(path).body();
        assertThat(page).contains("2026 年终结账").contains("建议 3,000.00").contains("尚未决定");
        String fields = "_csrf=" + Caller.token(page) + "&statutory=3,000.00&discretionary=&distribution=";
        HttpResponse<String> refused = browser.send("POST", path, fields + "40000", "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("超过可供分配的利润 30000.00").contains("value=\"40000\"");
        assertThat(browser.send("POST", path, fields + "1000", "Content-Type", "application/x-www-form-urlencoded")
                .statusCode()).isEqualTo(302);
        assertThat(browser.get(path).body()).contains("的利润分配决定已保存").contains("value=\"1000.00\"");
        close("2026-12");
        assertThat(browser.get(path).body()).contains("提取盈余公积").contains("12 月已结账").doesNotContain("保存决定");
        assertThat(browser.get(base.replace("/api", "") + "/book").body()).contains("book/years/2026").contains("30,000.00");
    }

    @Test
    void endsTheYearOfABookByTheOtherStandardWithItsOwnAccounts() throws Exception {
        standard = "ENTERPRISE";
        book("2026-12", "STANDARD", "1002,,100000.00,", "4001,,,100000.00");
        post("2026-12-10,1,收入,1002,,1000.00,", "2026-12-10,1,收入,6001,,,1000.00",
                "2026-12-11,2,更正上年,6901,,200.00,", "2026-12-11,2,更正上年,1002,,,200.00");
        assertThat(texts(year(2026), "profit", "other", "base", "distributable", "proposal"))
                .containsExactly("1000.00", "-200.00", "800.00", "800.00", "80.00");
        ok(decide(2026, "80.00", "0", "300.00"), 200);
        close("2026-12");
        assertThat(balances(2026)).containsExactly("1002 100800.00", "2232 -300.00", "4001 -100000.00", "410101 -80.00",
                "410415 -420.00");
        assertThat(texts(year(2026), "profit", "other", "base", "retained"))
                .containsExactly("1000.00", "-200.00", "800.00", "420.00");
        assertThat(ok(accountant.get(base + "/book/years"), 200).at("/rows/1/profit").asText()).isEqualTo("1000.00");
    }

    private void book(String start, String chart, String... openings) throws Exception {
        JsonNode company = ok(accountant.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "年终测试", "taxpayerType": "GENERAL", "standard": "%s",
                 "region": "CITY"}""".formatted(CreditCodes.next(), standard)), 201);
        base = "/api/companies/" + company.get("id").asText();
        ok(accountant.json("POST", base + "/book", "{\"startPeriod\": \"%s\", \"chart\": \"%s\"}".formatted(start, chart)),
                201);
        ok(accountant.send("PUT", base + "/book/opening-balances", "account_code,account_name,debit,credit\n"
                + String.join("\n", openings), "Content-Type", "text/csv"), 200);
    }

    private void post(String... lines) throws Exception {
        ok(reviewer.send("POST", base + "/book/vouchers?post=true", "date,voucher_no,summary,account_code,account_name,"
                + "debit,credit\n" + String.join("\n", lines), "Content-Type", "text/csv"), 201);
    }

    private JsonNode year(int year) throws Exception {
        return ok(accountant.get(base + "/book/years/" + year), 200);
    }

    private HttpResponse<String> decide(int year, String statutory, String discretionary, String distribution) {
        return accountant.json("PUT", base + "/book/years/" + year,
                "{\"statutory\": \"%s\", \"discretionary\": \"%s\", \"distribution\": \"%s\"}"
                        .formatted(statutory, discretionary, distribution));
    }

    private void close(String period) throws Exception {
        ok(accountant.send("POST", base + "/book/periods/" + period + "/close", null), 200);
    }

    private void reopen(String period) throws Exception {
        ok(reviewer.json("POST", base + "/book/periods/" + period + "/reopen", "{\"reason\": \"更正\"}"), 200);
    }

    private JsonNode check(String period, String name) throws Exception {
        return StreamSupport.stream(ok(accountant.get(base + "/book/periods/" + period + "/checks"), 200).get("rows")
                .spliterator(), false).filter(check -> check.get("check").asText().equals(name)).findFirst().orElseThrow();
    }

    private List<String> closingVouchers(String period) throws Exception {
        List<String> vouchers = new ArrayList<>();
        for (JsonNode voucher : ok(accountant.get(base + "/book/vouchers?period=" + period), 200).get("rows")) {
            if (voucher.get("origin").asText().equals("CLOSING")) {
                List<String> lines = new ArrayList<>();
                voucher.get("entries").forEach(entry -> lines.add(entry.get("accountCode").asText() + " "
                        + entry.get("debit").asText() + " " + entry.get("credit").asText()));
                vouchers.add(voucher.at("/entries/0/summary").asText() + ": " + String.join(", ", lines));
            }
        }
        return vouchers;
    }

    /** Balances of leaves at the end of a year, debit positive; so no detail of 利润分配 but one may be among them. */
    private List<String> balances(int year) throws Exception {
        List<String> balances = new ArrayList<>();
        JsonNode rows = trialBalance(year);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            String code = row.get("code").asText();
            boolean leaf = i + 1 == rows.size() || !rows.get(i + 1).get("code").asText().startsWith(code);
            String net = new java.math.BigDecimal(row.get("closingDebit").asText("0"))
                    .subtract(new java.math.BigDecimal(row.get("closingCredit").asText("0"))).toPlainString();
            if (leaf && !net.equals("0.00")) {
                balances.add(code + " " + net);
            }
        }
        return balances;
    }

    private String turnover(int year, String code) throws Exception {
        for (JsonNode row : trialBalance(year)) {
            if (row.get("code").asText().equals(code)) {
                return row.get("ytdDebit").asText() + " " + row.get("ytdCredit").asText();
            }
        }
        throw new AssertionError("no account " + code);
    }

    private JsonNode trialBalance(int year) throws Exception {
        return ok(accountant.get(base + "/trial-balance?from=" + year + "-12&to=" + year + "-12"), 200).get("rows");
    }

    private void soundStatements(String period) throws Exception {
        for (String statement : List.of("balance-sheet", "income-statement", "cash-flow")) {
            JsonNode answer = ok(accountant.get(base + "/statements/" + statement + "?period=" + period), 200);
            assertThat(answer.get("checks")).as(statement).isNotEmpty().allSatisfy(check ->
                    assertThat(check.get("passed").asBoolean()).as(check.toString()).isTrue());
        }
    }

    private String statement(String kind, String period, int line, String column) throws Exception {
        for (JsonNode row : ok(accountant.get(base + "/statements/" + kind + "?period=" + period), 200).get("rows")) {
            if (row.get("line").asInt() == line) {
                return row.get(column).asText();
            }
        }
        throw new AssertionError("no line " + line);
    }

    private static List<String> texts(JsonNode node, String... names) {
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            texts.add(node.get(name).asText());
        }
        return texts;
    }

    private String person(Role role) {
        String id = role.name().toLowerCase() + "-" + UUID.randomUUID();
        people.add(id, role.name(), Caller.PASSWORD, role);
        return id;
    }

    private static JsonNode ok(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body().isEmpty() ? null : JSON.readTree(response.body());
    }

    private static void refused(HttpResponse<String> response, int status, String... saying) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(saying);
    }
}
