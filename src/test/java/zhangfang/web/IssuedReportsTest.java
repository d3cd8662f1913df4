package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Closing;
import zhangfang.ledger.VoucherImports;
import zhangfang.refusal.Refusal;
import zhangfang.statements.IssuedStatements;
import zhangfang.tax.IssuedTaxFigures;
import zhangfang.tax.TaxFilings;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Issuing statements and tax figures, and what is recorded of their filing; on PostgreSQL, where threads race. */
@PostgresTest
class IssuedReportsTest {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SALE = """
            date,voucher_no,summary,account_code,account_name,debit,credit,cash_flow_line
            2026-01-10,记1,销售,1002,银行存款,1010.00,,
            2026-01-10,记1,销售,5001,主营业务收入,,1000.00,1
            2026-01-10,记1,销售,222101,应交税费_应交增值税,,10.00,1
            2026-01-31,记2,计提城建税,5403,营业税金及附加,0.70,,
            2026-01-31,记2,计提城建税,222113,应交税费_应交城市维护建设税,,0.70,
            """;

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Companies companies;
    @Autowired
    private Books books;
    @Autowired
    private VoucherImports imports;
    @Autowired
    private Closing closing;
    @Autowired
    private IssuedStatements statements;
    @Autowired
    private IssuedTaxFigures taxFigures;
    @Autowired
    private TaxFilings filings;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private Actor accountant;
    private Actor reviewer;
    private String company;

    @BeforeEach
    void aCompanyWithBooks() {
        time.is("2026-02-08T10:00:00");
        accountant = person(Role.ACCOUNTANT);
        reviewer = person(Role.REVIEWER);
        company = companies.add(accountant, new NewCompany(CreditCodes.next(), "星河商贸", TaxpayerType.SMALL_SCALE,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null)).id();
        books.open(accountant, company, JANUARY, Chart.FIRST_LEVEL);
    }

    @Test
    void freezesAClosedMonthAndAnswersTheSameRevisionAgain() throws IOException {
        keepAndClose(SALE);
        var first = statements.issue(accountant, company, JANUARY, 1);
        var again = statements.issue(reviewer, company, JANUARY, 1);

        assertThat(again).isEqualTo(first);
        assertThat(first.hash()).hasSize(64);
        JsonNode content = JSON.readTree(first.content());
        assertThat(content.at("/balanceSheet/provisional").asBoolean(true)).isFalse();
        assertThat(content.at("/incomeStatement/rows/31/period").asText()).isEqualTo("999.30");
        assertThat(audited("statements.issue")).isEqualTo(1);
    }

    @Test
    void issuesTheNextRevisionAfterTheMonthWasReopened() {
        keepAndClose(SALE);
        var first = statements.issue(accountant, company, JANUARY, 1);
        closing.reopen(reviewer, company, JANUARY, "客户提出异议");
        assertThatThrownBy(() -> statements.issue(accountant, company, JANUARY, 2))
                .hasMessageContaining("statements.issue.open");
        keepAndClose("""
                date,voucher_no,summary,account_code,account_name,debit,credit,cash_flow_line
                2026-01-31,补1,补记费用,5602,管理费用,100.00,,6
                2026-01-31,补1,补记费用,1002,银行存款,,100.00,
                """);
        var second = statements.issue(accountant, company, JANUARY, 2);

        assertThat(second.hash()).isNotEqualTo(first.hash());
        assertThat(statements.latest(company, JANUARY)).contains(second);
        assertThat(statements.all(company, JANUARY)).containsExactly(second, first);
        assertThat(statements.issue(accountant, company, JANUARY, 1)).isEqualTo(first);
    }

    @Test
    void refusesAnOpenMonthAndAnUnknownPerson() {
        keep(SALE);
        assertThatThrownBy(() -> statements.issue(accountant, company, JANUARY, 1))
                .isInstanceOf(Refusal.class).hasMessageContaining("statements.issue.open");
        assertThatThrownBy(() -> taxFigures.issue(accountant, company, JANUARY, 1))
                .isInstanceOf(Refusal.class).hasMessageContaining("tax.issue.open");
        assertThatThrownBy(() -> statements.issue(person(Role.CUSTOMER), company, JANUARY, 1))
                .isInstanceOf(Refusal.class).hasMessageContaining("FORBIDDEN");
        assertThat(statements.latest(company, JANUARY)).isEmpty();
    }

    @Test
    void refusesStatementsWithCashThatCarriesNoLine() {
        keepAndClose("""
                date,voucher_no,summary,account_code,account_name,debit,credit,cash_flow_line
                2026-01-10,记1,不明,1002,银行存款,50.00,,
                2026-01-10,记1,不明,3101,盈余公积,,50.00,
                """);
        assertThatThrownBy(() -> statements.issue(accountant, company, JANUARY, 1))
                .isInstanceOf(Refusal.class).hasMessageContaining("statements.issue.untagged")
                .hasMessageContaining("50.00");
    }

    @Test
    void issuesOnceWhenSeveralIssueAtTheSameTime() throws Exception {
        keepAndClose(SALE);
        List<Callable<String>> tries = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tries.add(() -> statements.issue(accountant, company, JANUARY, 1).hash());
        }
        ExecutorService threads = Executors.newFixedThreadPool(tries.size());
        try {
            List<String> hashes = new ArrayList<>();
            for (Future<String> each : threads.invokeAll(tries)) {
                hashes.add(each.get());
            }
            assertThat(hashes).hasSize(6).containsOnly(hashes.get(0));
        } finally {
            threads.shutdownNow();
        }
        assertThat(statements.all(company, JANUARY)).hasSize(1);
    }

    @Test
    void neverLetsAnIssuedReportBeChanged() {
        keepAndClose(SALE);
        statements.issue(accountant, company, JANUARY, 1);
        assertThatThrownBy(() -> jdbc.sql("update frozen_report set content = '{}' where company_id = ?")
                .param(company).update()).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from frozen_report where company_id = ?").param(company).update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void freezesTheTaxesAndRecordsFilingAndPaymentOnce() throws IOException {
        keepAndClose(SALE);
        var issued = taxFigures.issue(accountant, company, JANUARY, 1);
        assertThat(taxFigures.issue(accountant, company, JANUARY, 1)).isEqualTo(issued);
        JsonNode taxes = JSON.readTree(issued.content()).get("taxes");
        assertThat(taxes.findValuesAsText("tax")).containsExactly("VAT", "URBAN_CONSTRUCTION_TAX");
        assertThat(taxes.findValuesAsText("amount")).containsExactly("10.00", "0.70");

        LocalDate filed = LocalDate.of(2026, 2, 6);
        assertThatThrownBy(() -> filings.recordPayment(accountant, company, JANUARY, filed, "完税1"))
                .hasMessageContaining("tax.payment.notFiled");
        filings.recordFiling(accountant, company, JANUARY, filed, "回执1");
        filings.recordFiling(accountant, company, JANUARY, filed, " 回执1 ");
        assertThatThrownBy(() -> filings.recordFiling(accountant, company, JANUARY, filed, "回执2"))
                .hasMessageContaining("tax.filing.already");
        filings.recordPayment(accountant, company, JANUARY, filed, "完税1");
        filings.recordPayment(accountant, company, JANUARY, filed, "完税1");
        assertThat(filings.find(company, JANUARY)).hasValueSatisfying(filing -> {
            assertThat(filing.reference()).isEqualTo("回执1");
            assertThat(filing.paymentReference()).isEqualTo("完税1");
        });
        assertThatThrownBy(() -> closing.reopen(reviewer, company, JANUARY, "更正"))
                .hasMessageContaining("ledger.period.filed");
        assertThat(audited("tax.file")).isEqualTo(1);
        assertThat(audited("tax.pay")).isEqualTo(1);
        assertThatThrownBy(() -> filings.recordFiling(accountant, company, JANUARY, LocalDate.of(2026, 2, 9), "回执1"))
                .hasMessageContaining("tax.filing.date");
    }

    @Test
    void answersPagesAndApiToWhoMaySeeTheCompanyOnly() throws IOException {
        keepAndClose(SALE);
        statements.issue(accountant, company, JANUARY, 1);
        taxFigures.issue(accountant, company, JANUARY, 1);
        Actor member = person(Role.CUSTOMER);
        people.join(member.id(), company);
        Actor stranger = person(Role.CUSTOMER);
        String api = "/api/companies/" + company;
        String pages = "/companies/" + company;
        List<String> apiPaths = List.of(api + "/trial-balance?from=2026-01&to=2026-01&level=1",
                api + "/trial-balance.csv?from=2026-01", api + "/statements/balance-sheet?period=2026-01",
                api + "/statements/income-statement?period=2026-Q1", api + "/statements/cash-flow?period=2026",
                api + "/statements/cash-flow.csv?period=2026-01",
                api + "/trial-balance.xlsx?from=2026-01", api + "/taxes.xlsx?period=2026-01",
                api + "/statements/income-statement.xlsx?period=2026-01", api + "/statements/issued?period=2026-01",
                api + "/taxes?period=2026-01", api + "/taxes.csv?period=2026-01", api + "/taxes/issued?period=2026-01");
        List<String> pagePaths = List.of(pages + "/statements/balance-sheet?period=2026-01",
                pages + "/statements/income-statement?period=2026-01", pages + "/statements/cash-flow?period=2026-Q1", pages + "/statements/cash-flow?period=2026",
                pages + "/trial-balance?from=2026-01&to=2026-01", pages + "/taxes?period=2026-01");
        Caller memberProgram = Caller.program(port, member.id());
        Caller strangerProgram = Caller.program(port, stranger.id());
        for (String path : apiPaths) {
            assertThat(memberProgram.get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(strangerProgram.get(path).statusCode()).as(path).isEqualTo(404);
        }
        Caller memberBrowser = Caller.browser(port, member.id());
        Caller strangerBrowser = Caller.browser(port, stranger.id());
        for (String path : pagePaths) {
            HttpResponse<String> page = memberBrowser.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).contains("星河商贸").doesNotContain("??");
            assertThat(strangerBrowser.get(path).statusCode()).as(path).isEqualTo(404);
        }
        JsonNode issued = JSON.readTree(memberProgram.get(api + "/statements/issued?period=2026-01").body()).get("rows").get(0);
        assertThat(issued.get("content").at("/balanceSheet/rows/0/ending").asText()).isEqualTo("1010.00");
        JsonNode sheet = JSON.readTree(memberProgram.get(apiPaths.get(2)).body());
        assertThat(sheet.at("/rows/0/line").asInt()).isEqualTo(1);
        assertThat(sheet.at("/rows/0/item").asText()).isEqualTo("货币资金");
        assertThat(sheet.at("/rows/0/yearStart").asText()).isEqualTo("0.00");
        assertThat(memberProgram.get(api + "/statements/balance-sheet?period=2026-01", "Accept", "text/csv").body())
                .startsWith("\uFEFF行次,项目,期末余额,年初余额");
        assertThat(memberProgram.get(api + "/statements/balance-sheet.xlsx?period=2026-01").body()).startsWith("PK");
        assertThat(memberProgram.get(api + "/statements/balance-sheet?period=2026-01", "Accept", "*/*").body())
                .startsWith("{");
    }

    @Test
    void refusesWhatItCannotReadInChinese() throws IOException {
        Caller program = Caller.program(port, accountant.id());
        String api = "/api/companies/" + company;
        for (String path : List.of("/statements/balance-sheet?period=2026-13", "/statements/balance-sheet?period=2025-12",
                "/statements/balance-sheet", "/trial-balance?from=2026-02&to=2026-01",
                "/trial-balance?from=2026-01&to=2036-01", "/trial-balance?from=2026-01&level=x",
                "/trial-balance?from=2026-01&sides=up", "/taxes?period=January")) {
            HttpResponse<String> refused = program.get(api + path);
            assertThat(refused.statusCode()).as(path).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).get("detail").asText()).as(path).containsPattern("\\p{IsHan}");
        }
        assertThat(program.get(api + "/statements/no-such?period=2026-01").statusCode()).isEqualTo(404);
    }

    private void keep(String csv) {
        imports.importFile(reviewer, company, csv.getBytes(StandardCharsets.UTF_8), true);
    }

    private void keepAndClose(String csv) {
        keep(csv);
        closing.close(accountant, company, JANUARY);
    }

    private int audited(String action) {
        return jdbc.sql("select count(*) from audit_entry where company_id = ? and action = ?")
                .params(company, action).query(Integer.class).single();
    }

    private Actor person(Role role) {
        String userId = "p" + UUID.randomUUID();
        people.add(userId, "测试", Caller.PASSWORD, role);
        return people.actor(userId);
    }
}
