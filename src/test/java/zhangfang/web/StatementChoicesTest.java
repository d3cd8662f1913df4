package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * Periods, forms, comparisons, ages and choices of statements, on small books whose answers are worked out by hand.
 *
 * <p>The book over two years: opened 2025-01 with bank 10 000, prepaid to 甲 1 000, received in advance from 乙 500.
 * 2025-03 prepaid to 甲 300; 2025-05 goods of 200 from 甲; 2025-06 sales 2 000; 2025-12 rent 600; all of 2025 closed.
 * 2026-01, open: paid 400 to 丙 beyond what is owed, and sales of 100 taken back in red.
 */
@IntegrationTest
class StatementChoicesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VOUCHERS =
            "date,voucher_no,summary,account_code,account_name,debit,credit,counterparty\n";

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private Caller accountant;
    private Caller reviewer;
    private String base;

    @BeforeEach
    void people() {
        time.is("2026-02-03T10:00:00");
        accountant = person(Role.ACCOUNTANT);
        reviewer = person(Role.REVIEWER);
    }

    private void aBookOverTwoYears() throws Exception {
        open("2025-01");
        ok(accountant.send("PUT", base + "/book/opening-balances", """
                account_code,account_name,debit,credit,counterparty
                1002,银行存款,10000.00,,
                1123,预付账款,1000.00,,甲
                2203,预收账款,,500.00,乙
                3001,实收资本,,10500.00,
                """, "Content-Type", "text/csv"), 200);
        post("""
                2025-03-04,1,预付,1123,,300.00,,甲
                2025-03-04,1,预付,1002,,,300.00,
                2025-05-06,2,到货,1405,,200.00,,
                2025-05-06,2,到货,1123,,,200.00,甲
                2025-06-07,3,销售,1002,,2000.00,,
                2025-06-07,3,销售,5001,,,2000.00,
                2025-12-08,4,房租,560217,,600.00,,
                2025-12-08,4,房租,1002,,,600.00,
                2026-01-09,5,多付,2202,,400.00,,丙
                2026-01-09,5,多付,1002,,,400.00,
                2026-01-10,6,退货,1002,,-100.00,,
                2026-01-10,6,退货,5001,,,-100.00,
                """);
        for (int month = 1; month <= 12; month++) {
            ok(accountant.send("POST", base + "/book/periods/2025-%02d/close".formatted(month), null), 200);
        }
    }

    @Test
    void ordersColumnsAndNamesLinesByTheFormThatIsAskedFor() throws Exception {
        aBookOverTwoYears();
        JsonNode ministry = statement("income-statement?period=2026-01");
        assertThat(texts(ministry.get("columns"))).containsExactly("ytd", "period");
        assertThat(line(ministry, 3).get("item").asText()).isEqualTo("营业税金及附加");
        JsonNode taxBureau = statement("income-statement?period=2026-01&layout=tax-bureau");
        assertThat(texts(taxBureau.get("columns"))).containsExactly("period", "ytd");
        assertThat(line(taxBureau, 3).get("item").asText()).isEqualTo("税金及附加");
        assertThat(line(taxBureau, 1).get("period").asText()).isEqualTo("-100.00");
        assertThat(texts(statement("cash-flow?period=2026-Q1&layout=tax-bureau").get("columns")))
                .containsExactly("period", "ytd");
        assertThat(texts(statement("cash-flow?period=2025&layout=tax-bureau").get("columns")))
                .containsExactly("ytd", "priorYear");
        assertThat(line(statement("balance-sheet?period=2026-01"), 30).get("item").asText()).isEqualTo("资产总计");
        assertThat(line(statement("balance-sheet?period=2026-01&layout=tax-bureau"), 30).get("item").asText())
                .isEqualTo("资产合计");

        assertThat(csv("/statements/income-statement.csv?period=2026-01")).first().isEqualTo("\uFEFF行次,项目,本年累计金额,本月金额");
        assertThat(csv("/statements/income-statement.csv?period=2026-01&layout=tax-bureau")).first()
                .isEqualTo("\uFEFF行次,项目,本期金额,本年累计金额");
        assertThat(accountant.get(base + "/statements/income-statement?period=2026-01&layout=mine").statusCode())
                .isEqualTo(400);
    }

    @Test
    void comparesWithThePeriodBeforeAlsoOverTheYearsChange() throws Exception {
        aBookOverTwoYears();
        JsonNode sheet = statement("balance-sheet?period=2026-01&compare=previous");
        assertThat(sheet.at("/comparison/period").asText()).isEqualTo("2025-12");
        assertThat(sheet.at("/comparison/column").asText()).isEqualTo("ending");
        assertThat(sheet.at("/comparison/provisional").asBoolean(true)).isFalse();
        assertThat(compared(sheet, 1)).containsExactly("11100.00", "-500.00", "-4.50");
        assertThat(compared(sheet, 28)).containsExactly("0.00", "800.00", "");
        assertThat(compared(sheet, 30)).containsExactly("12400.00", "-100.00", "-0.81");

        JsonNode income = statement("income-statement?period=2026-01&compare=previous");
        assertThat(compared(income, 14)).containsExactly("600.00", "-600.00", "-100.00");
        assertThat(compared(income, 32)).containsExactly("-600.00", "500.00", "83.33");
        assertThat(compared(statement("cash-flow?period=2026-01&compare=previous"), 6))
                .containsExactly("600.00", "-600.00", "-100.00");
        JsonNode cash = statement("cash-flow?period=2026-01&compare=previous");
        assertThat(compared(cash, 21)).containsExactly("11700.00", "-600.00", "-5.13");
        assertThat(compared(cash, 22)).containsExactly("11100.00", "-500.00", "-4.50");

        assertThat(compared(statement("income-statement?period=2025-Q3&compare=previous"), 1))
                .containsExactly("2000.00", "-2000.00", "-100.00");
        assertThat(compared(statement("income-statement?period=2026-Q1&compare=previous"), 14))
                .containsExactly("600.00", "-600.00", "-100.00");
        JsonNode year = statement("income-statement?period=2026&compare=previous");
        assertThat(texts(year.get("columns"))).containsExactly("ytd", "priorYear", "previous", "difference");
        assertThat(compared(year, 1)).containsExactly("2000.00", "-2100.00", "-105.00");

        JsonNode first = statement("balance-sheet?period=2025-01&compare=previous");
        assertThat(compared(first, 1)).containsExactly("10000.00", "0.00", "0.00");
        assertThat(line(statement("income-statement?period=2025-01&compare=previous"), 1).get("previous").isNull())
                .isTrue();
        assertThat(csv("/statements/balance-sheet.csv?period=2026-01&compare=previous"))
                .contains("\uFEFF行次,项目,期末余额,年初余额,上期期末余额,增减额,增减率（%）",
                        "1,货币资金,10600.00,11100.00,11100.00,-500.00,-4.50");
    }

    @Test
    void marksWhateverHasAnOpenMonthAsProvisionalWithItsUnclosedResult() throws Exception {
        aBookOverTwoYears();
        for (String period : List.of("2026-01", "2026-Q1", "2026")) {
            JsonNode sheet = statement("balance-sheet?period=" + period);
            assertThat(sheet.get("provisional").asBoolean()).as(period).isTrue();
            assertThat(sheet.get("unclosed").asBoolean()).as(period).isTrue();
            assertThat(sheet.get("unclosedAmount").asText()).isEqualTo("-100.00");
            assertThat(line(sheet, 51).get("ending").asText()).isEqualTo("1300.00");
        }
        for (String period : List.of("2025-12", "2025-Q4", "2025")) {
            JsonNode sheet = statement("balance-sheet?period=" + period);
            assertThat(sheet.get("provisional").asBoolean()).as(period).isFalse();
            assertThat(sheet.get("unclosed").asBoolean()).as(period).isFalse();
        }
        assertThat(accountant.get(base + "/statements/balance-sheet.xlsx?period=2026-01").headers()
                .firstValue("Content-Disposition")).hasValueSatisfying(name -> assertThat(name).contains("provisional"));
        assertThat(accountant.get(base + "/statements/balance-sheet.xlsx?period=2025-12").headers()
                .firstValue("Content-Disposition")).hasValueSatisfying(name ->
                assertThat(name).doesNotContain("provisional"));
    }

    @Test
    void evaluatesEveryRuleForMonthQuarterAndYear() throws Exception {
        aBookOverTwoYears();
        for (String period : List.of("2025-01", "2025-06", "2025-Q2", "2025", "2026-01", "2026-Q1", "2026")) {
            List<String> rules = new ArrayList<>();
            for (String kind : List.of("balance-sheet", "income-statement", "cash-flow")) {
                for (JsonNode check : statement(kind + "?period=" + period).get("checks")) {
                    rules.add(check.get("id").asText());
                    assertThat(check.get("passed").asBoolean() || check.get("kind").asText().equals("WARNING"))
                            .as(period + " " + check).isTrue();
                }
            }
            assertThat(rules).as(period).contains("01-02-profit", "02-continuity-1", "02-continuity-32",
                    "03-01-change-ytd", "03-01-start-ytd", "03-01-funds", "03-untagged", "01-balance", "03-22");
        }
    }

    @Test
    void agesBalancesFromTheNewestAmountsAndCountsOpeningsFromTheStart() throws Exception {
        aBookOverTwoYears();
        JsonNode december = ok(accountant.get(base + "/ageing?accounts=1123&at=2025-12"), 200);
        assertThat(december.at("/rows/0/buckets/UP_TO_1_YEAR").asText()).isEqualTo("1100.00");
        JsonNode january = ok(accountant.get(base + "/ageing?accounts=1123,2202,2203&at=2026-01"), 200);
        assertThat(january.get("bookStart").asText()).isEqualTo("2025-01");
        JsonNode prepaid = january.at("/rows/0");
        assertThat(prepaid.get("counterparty").asText()).isEqualTo("甲");
        assertThat(prepaid.get("balance").asText()).isEqualTo("1100.00");
        assertThat(prepaid.at("/buckets/UP_TO_1_YEAR").asText()).isEqualTo("300.00");
        assertThat(prepaid.at("/buckets/UP_TO_2_YEARS").asText()).isEqualTo("800.00");
        assertThat(prepaid.get("fromStart").asText()).isEqualTo("800.00");
        assertThat(january.at("/rows/1/balance").asText()).isEqualTo("-400.00");
        assertThat(january.at("/rows/1/buckets/UP_TO_1_MONTH").asText()).isEqualTo("-400.00");
        assertThat(january.at("/rows/2/buckets/UP_TO_2_YEARS").asText()).isEqualTo("500.00");
        assertThat(csv("/ageing.csv?accounts=1123&at=2026-01"))
                .contains("1123,预付账款,甲,1100.00,0.00,0.00,0.00,300.00,800.00,0.00,0.00",
                        "1123,预付账款 合计,,1100.00,0.00,0.00,0.00,300.00,800.00,0.00,0.00");
        assertThat(accountant.get(base + "/ageing.pdf?at=2026-01").body()).startsWith("%PDF-");
        refused(accountant.get(base + "/ageing?accounts=9999&at=2026-01"), 400, "9999");
        refused(accountant.get(base + "/ageing?at=2024-12"), 400, "2025-01");

        JsonNode sheet = statement("balance-sheet?period=2026-01");
        assertThat(amounts(sheet, 5)).containsExactly("700.00", "1100.00");
        assertThat(amounts(sheet, 28)).containsExactly("800.00", "0.00");
        assertThat(amounts(sheet, 34)).containsExactly("0.00", "500.00");
        assertThat(amounts(sheet, 45)).containsExactly("500.00", "0.00");
    }

    @Test
    void showsATrialBalanceOverTheYearsChange() throws Exception {
        aBookOverTwoYears();
        JsonNode balance = ok(accountant.get(base + "/trial-balance?from=2025-12&to=2026-01"), 200);
        JsonNode bank = account(balance, "1002");
        assertThat(figures(bank)).containsExactly("11700.00", "0.00", "-100.00", "1000.00", "-100.00", "400.00",
                "10600.00", "0.00");
        assertThat(bank.get("yearStartDebit").asText()).isEqualTo("11100.00");
        assertThat(balance.get("checks")).allMatch(check -> check.get("passed").asBoolean());
        JsonNode whole = ok(accountant.get(base + "/trial-balance?from=2024-07&to=2026-01"), 200);
        assertThat(whole.get("from").asText()).isEqualTo("2025-01");
        assertThat(figures(account(whole, "1123"))).containsExactly("1000.00", "0.00", "300.00", "200.00", "0.00",
                "0.00", "1100.00", "0.00");
        refused(accountant.get(base + "/trial-balance?from=2025-12&to=2026-01&carryForward=false"), 400, "carryForward");
        refused(accountant.get(base + "/trial-balance?to=2026-01"), 400, "from");
    }

    @Test
    void takesCarryForwardOutAndDraftsInAndUnfoldsCounterparties() throws Exception {
        aBookOverTwoYears();
        JsonNode june = ok(accountant.get(base + "/trial-balance?from=2025-06&to=2025-06"), 200);
        assertThat(figures(account(june, "5001"))).containsExactly("0.00", "0.00", "2000.00", "2000.00", "2000.00",
                "2000.00", "0.00", "0.00");
        JsonNode without = ok(accountant.get(base + "/trial-balance?from=2025-06&to=2025-06&carryForward=false"), 200);
        assertThat(figures(account(without, "5001"))).containsExactly("0.00", "0.00", "0.00", "2000.00", "0.00",
                "2000.00", "0.00", "2000.00");
        assertThat(without.get("checks")).allMatch(check -> check.get("passed").asBoolean());
        JsonNode july = ok(accountant.get(base + "/trial-balance?from=2025-07&to=2025-07&carryForward=false"), 200);
        assertThat(figures(account(july, "5001"))).containsExactly("0.00", "2000.00", "0.00", "0.00", "0.00", "2000.00",
                "0.00", "2000.00");

        ok(accountant.send("POST", base + "/book/vouchers", VOUCHERS + """
                2026-01-20,草,电费,560217,,50.00,,
                2026-01-20,草,电费,1123,,,50.00,甲
                """, "Content-Type", "text/csv"), 201);
        JsonNode drafts = ok(accountant.get(base + "/trial-balance?from=2026-01&drafts=true&counterparties=true"), 200);
        assertThat(drafts.get("drafts").asInt()).isEqualTo(1);
        assertThat(account(drafts, "5602").get("closingDebit").asText()).isEqualTo("50.00");
        JsonNode party = row(drafts, "1123", "甲");
        assertThat(figures(party)).containsExactly("1100.00", "0.00", "0.00", "50.00", "0.00", "50.00", "1050.00",
                "0.00");
        assertThat(drafts.get("checks")).allMatch(check -> check.get("passed").asBoolean());
        assertThat(account(ok(accountant.get(base + "/trial-balance?from=2026-01"), 200), "1123")
                .get("closingDebit").asText()).isEqualTo("1100.00");

        JsonNode some = ok(accountant.get(base + "/trial-balance?from=2026-01&fromAccount=22&toAccount=22"), 200);
        assertThat(some.get("rows")).extracting(row -> row.get("code").asText()).containsExactly("2202", "2203");
        assertThat(csv("/trial-balance.csv?from=2026-01&yearStart=true&fromAccount=1123&toAccount=1123"
                + "&counterparties=true")).contains(
                "1123,预付账款,1100.00,0.00,1100.00,0.00,0.00,0.00,0.00,0.00,1100.00,0.00",
                "1123,甲,1100.00,0.00,1100.00,0.00,0.00,0.00,0.00,0.00,1100.00,0.00");
    }

    /** Input VAT 130; 其他应收款 A 100, B −40; 其他应付款 C 200, D −60. */
    @Test
    void showsWhatEachChoiceOfPresentationDoes() throws Exception {
        open("2026-01");
        ok(accountant.send("PUT", base + "/book/opening-balances", """
                account_code,account_name,debit,credit,counterparty
                1002,银行存款,1000.00,,
                22210101,进项税额,130.00,,
                1221,其他应收款,100.00,,A
                1221,其他应收款,,40.00,B
                2241,其他应付款,,200.00,C
                2241,其他应付款,60.00,,D
                3001,实收资本,,1050.00,
                """, "Content-Type", "text/csv"), 200);
        JsonNode effect = ok(accountant.get(base + "/statements/choices?period=2026-01"), 200);
        JsonNode vat = effect.at("/rows/0");
        assertThat(vat.get("choice").asText()).isEqualTo("vatDebitAsAsset");
        assertThat(vat.get("chosen").asBoolean()).isTrue();
        assertThat(vat.get("balanced").asBoolean()).isTrue();
        assertThat(effects(vat)).containsExactly("14 0.00 130.00", "15 1060.00 1190.00", "30 1060.00 1190.00",
                "36 -130.00 0.00", "41 10.00 140.00", "47 10.00 140.00", "53 1060.00 1190.00");
        JsonNode others = effect.at("/rows/1");
        assertThat(others.get("chosen").asBoolean()).isFalse();
        assertThat(effects(others)).containsExactly("8 60.00 160.00", "15 1190.00 1290.00", "30 1190.00 1290.00",
                "39 140.00 240.00", "41 140.00 240.00", "47 140.00 240.00", "53 1190.00 1290.00");

        assertThat(line(statement("balance-sheet?period=2026-01"), 8).get("ending").asText()).isEqualTo("60.00");
        JsonNode chosen = ok(accountant.json("PUT", base + "/book", "{\"reclassifyOthers\": true}"), 200);
        assertThat(chosen.get("reclassifyOthers").asBoolean()).isTrue();
        assertThat(chosen.get("vatDebitAsAsset").asBoolean()).isTrue();
        JsonNode sheet = statement("balance-sheet?period=2026-01");
        assertThat(line(sheet, 8).get("ending").asText()).isEqualTo("160.00");
        assertThat(line(sheet, 39).get("ending").asText()).isEqualTo("240.00");
        ok(accountant.json("PUT", base + "/book", "{\"vatDebitAsAsset\": false}"), 200);
        assertThat(line(statement("balance-sheet?period=2026-01"), 36).get("ending").asText()).isEqualTo("-130.00");
    }

    @Test
    void putsWhatFallsDueWithinAYearApartByTheNameOfItsDetail() throws Exception {
        open("2026-01");
        ok(accountant.send("PUT", base + "/book/opening-balances", """
                account_code,account_name,debit,credit
                1002,银行存款,1000.00,
                150101,长期债券投资_国债,70.00,
                150102,长期债券投资_一年内到期,30.00,
                250101,长期借款_建行,,600.00
                250102,长期借款_一年内到期,,200.00
                3001,实收资本,,300.00
                """, "Content-Type", "text/csv"), 200);
        JsonNode sheet = statement("balance-sheet?period=2026-01");
        assertThat(line(sheet, 14).get("ending").asText()).isEqualTo("30.00");
        assertThat(line(sheet, 16).get("ending").asText()).isEqualTo("70.00");
        assertThat(line(sheet, 40).get("ending").asText()).isEqualTo("200.00");
        assertThat(line(sheet, 42).get("ending").asText()).isEqualTo("600.00");
        assertThat(line(sheet, 30).get("ending").asText()).isEqualTo("1100.00");
    }

    @Test
    void keepsWhatWasIssuedAndIssuesANewRevisionAfterReopening() throws Exception {
        open("2026-01");
        post("""
                2026-01-05,1,销售,1002,,1000.00,,
                2026-01-05,1,销售,5001,,,1000.00,
                """);
        refused(accountant.json("POST", base + "/statements/issued", "{\"period\": \"2026-01\"}"), 409, "尚未结账");
        ok(accountant.send("POST", base + "/book/periods/2026-01/close", null), 200);
        JsonNode first = ok(accountant.json("POST", base + "/statements/issued", "{\"period\": \"2026-01\"}"), 201);
        assertThat(first.get("revision").asInt()).isEqualTo(1);

        ok(reviewer.json("POST", base + "/book/periods/2026-01/reopen", "{\"reason\": \"漏记房租\"}"), 200);
        post("""
                2026-01-31,2,房租,560217,,300.00,,
                2026-01-31,2,房租,1002,,,300.00,
                """);
        JsonNode closed = ok(accountant.send("POST", base + "/book/periods/2026-01/close", null), 200);
        JsonNode carried = ok(accountant.get(base + "/book/vouchers/" + closed.get("carryForwardVoucher").asText()), 200);
        assertThat(carried.get("entries")).extracting(entry -> entry.get("accountCode").asText() + " "
                + entry.get("debit").asText() + " " + entry.get("credit").asText())
                .containsExactly("560217 0.00 300.00", "3103 300.00 0.00");
        JsonNode second = ok(accountant.json("POST", base + "/statements/issued", "{\"period\": \"2026-01\"}"), 201);
        assertThat(second.get("revision").asInt()).isEqualTo(2);
        assertThat(ok(reviewer.json("POST", base + "/statements/issued", "{\"period\": \"2026-01\"}"), 201)
                .get("revision").asInt()).as("nothing changed").isEqualTo(2);
        assertThat(ok(accountant.get(base + "/statements/issued/1?period=2026-01"), 200)).isEqualTo(first);
        assertThat(ok(accountant.get(base + "/statements/issued?period=2026-01"), 200).get("rows")).hasSize(2);

        JsonNode differences = ok(accountant.get(base + "/statements/issued/differences?period=2026-01&from=1&to=2"), 200);
        assertThat(differences.get("rows")).extracting(row -> row.get("statement").asText() + " "
                + row.get("line").asText() + " " + row.get("column").asText() + " " + row.get("before").asText() + " "
                + row.get("after").asText() + " " + row.get("difference").asText())
                .contains("balance-sheet 1 ending 1000.00 700.00 -300.00", "balance-sheet 51 ending 1000.00 700.00 -300.00",
                        "income-statement 14 period 0.00 300.00 300.00", "cash-flow 6 ytd 0.00 300.00 300.00")
                .noneMatch(row -> row.contains("yearStart"));
        assertThat(csv("/statements/issued/1/balance-sheet.csv?period=2026-01")).contains("1,货币资金,1000.00,0.00");
        assertThat(accountant.get(base + "/statements/issued/1/balance-sheet.pdf?period=2026-01").body())
                .startsWith("%PDF-");

        JsonNode trail = ok(accountant.get(base + "/book/periods/2026-01/trail"), 200).get("rows");
        assertThat(trail).extracting(step -> step.get("action").asText()).containsExactly("statements.issue",
                "period.close", "period.reopen", "statements.issue", "period.close");
        assertThat(trail.get(2).get("detail").asText()).isEqualTo("漏记房租");
        assertThat(trail.get(0).get("revision").asInt()).isEqualTo(2);
        assertThat(trail.get(0).get("detail").asText()).isEqualTo(second.get("hash").asText());
        ok(accountant.json("PUT", base + "/book", "{\"vatDebitAsAsset\": false}"), 200);
        assertThat(ok(accountant.get(base + "/statements/issued/2?period=2026-01"), 200)).isEqualTo(second);
    }

    /** December with 1 000 of sales, closed and carried to 利润分配; then 300 of rent that was forgotten. */
    @Test
    void carriesWhatAReopenedDecemberGotOverTheYearsEnd() throws Exception {
        open("2025-12");
        post("""
                2025-12-05,1,销售,1002,,1000.00,,
                2025-12-05,1,销售,5001,,,1000.00,
                """);
        ok(accountant.send("POST", base + "/book/periods/2025-12/close", null), 200);
        post("""
                2026-01-05,1,提现,1001,,10.00,,
                2026-01-05,1,提现,1002,,,10.00,
                """);
        ok(reviewer.json("POST", base + "/book/periods/2025-12/reopen", "{\"reason\": \"漏记房租\"}"), 200);
        post("""
                2025-12-31,2,房租,560217,,300.00,,
                2025-12-31,2,房租,1002,,,300.00,
                """);
        ok(accountant.send("POST", base + "/book/periods/2025-12/close", null), 200);
        JsonNode year = statement("balance-sheet?period=2025");
        assertThat(line(year, 51).get("ending").asText()).isEqualTo("700.00");
        JsonNode january = ok(accountant.get(base + "/trial-balance?from=2026-01"), 200);
        assertThat(account(january, "3104").get("yearStartCredit").asText()).isEqualTo("700.00");
        assertThat(account(january, "1002").get("openingDebit").asText()).isEqualTo("700.00");
        assertThat(line(statement("balance-sheet?period=2026-01"), 51).get("yearStart").asText()).isEqualTo("700.00");
        ok(accountant.send("POST", base + "/book/periods/2026-01/close", null), 200);
        refused(reviewer.json("POST", base + "/book/periods/2025-12/reopen", "{\"reason\": \"再改\"}"), 409, "2026-01");
    }

    @Test
    void showsItAllOnPages() throws Exception {
        aBookOverTwoYears();
        String pages = base.replace("/api/", "/");
        String statement = page(pages + "/statements/income-statement?period=2026-01&layout=tax-bureau&compare=previous");
        assertThat(statement).contains("税金及附加", "上期金额", "增减率", "-100.00%", "暂估", "存在未结转损益");
        assertThat(statement.indexOf("本期金额")).isLessThan(statement.indexOf("本年累计金额"));
        assertThat(page(pages + "/trial-balance?from=2025-12&to=2026-01&counterparties=true&yearStart=true"))
                .contains("年初余额", "甲", "2025-12 — 2026-01");
        assertThat(page(pages + "/ageing?at=2026-01")).contains("1—2 年", "从启用月 2025-01 起算", "800.00");
        assertThat(page(pages + "/book/choices?period=2026-01")).contains("口径 B", "重分类");
        ok(accountant.json("POST", base + "/statements/issued", "{\"period\": \"2025-12\"}"), 201);
        assertThat(page(pages + "/statements/issued?period=2025-12")).contains("第 1 版", "货币资金", "11,100.00");
        Caller browser = person(Role.REVIEWER, true);
        assertThat(browser.get(pages + "/book/periods/2025-12").body()).contains("反结账", "办理记录", "出具报表");
    }

    private String page(String path) {
        HttpResponse<String> page = accountant.get(path, "Accept", "text/html", "Accept-Language", "zh-CN");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    private void open(String start) throws Exception {
        JsonNode company = ok(accountant.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "报表测试", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next())), 201);
        base = "/api/companies/" + company.get("id").asText();
        ok(accountant.json("POST", base + "/book", "{\"startPeriod\": \"" + start + "\"}"), 201);
    }

    private void post(String rows) throws Exception {
        ok(reviewer.send("POST", base + "/book/vouchers?post=true", VOUCHERS + rows, "Content-Type", "text/csv"), 201);
    }

    private JsonNode statement(String path) throws Exception {
        return ok(accountant.get(base + "/statements/" + path), 200);
    }

    private List<String> csv(String path) {
        HttpResponse<String> file = accountant.get(base + path);
        assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
        return file.body().lines().toList();
    }

    private static List<String> effects(JsonNode choice) {
        List<String> effects = new ArrayList<>();
        choice.get("lines").forEach(line -> effects.add(line.get("line").asText() + " "
                + line.at("/ending/without").asText() + " " + line.at("/ending/with").asText()));
        return effects;
    }

    private static JsonNode line(JsonNode statement, int number) {
        for (JsonNode row : statement.get("rows")) {
            if (row.get("line").asInt() == number) {
                return row;
            }
        }
        throw new AssertionError("no line " + number);
    }

    private static List<String> compared(JsonNode statement, int number) {
        JsonNode row = line(statement, number);
        return List.of(row.get("previous").asText(), row.get("difference").asText(), row.path("percent").asText());
    }

    private static List<String> amounts(JsonNode sheet, int number) {
        return List.of(line(sheet, number).get("ending").asText(), line(sheet, number).get("yearStart").asText());
    }

    private static JsonNode account(JsonNode balance, String code) {
        return row(balance, code, null);
    }

    private static JsonNode row(JsonNode balance, String code, String counterparty) {
        for (JsonNode row : balance.get("rows")) {
            if (row.get("code").asText().equals(code)
                    && (counterparty == null ? !row.has("counterparty")
                            : counterparty.equals(row.path("counterparty").asText(null)))) {
                return row;
            }
        }
        throw new AssertionError("no row " + code + " " + counterparty);
    }

    private static List<String> figures(JsonNode row) {
        return List.of("openingDebit", "openingCredit", "periodDebit", "periodCredit", "ytdDebit", "ytdCredit",
                "closingDebit", "closingCredit").stream().map(column -> row.get(column).asText()).toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static JsonNode ok(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private static void refused(HttpResponse<String> response, int status, String part) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(part);
    }

    private Caller person(Role role) {
        return person(role, false);
    }

    private Caller person(Role role, boolean browser) {
        String id = "s-" + UUID.randomUUID();
        people.add(id, "某人", Caller.PASSWORD, role);
        return browser ? Caller.browser(port, id) : Caller.program(port, id);
    }
}
