package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.CurrentActor;
import zhangfang.refusal.Refusal;
import zhangfang.report.ReportFormat;
import zhangfang.statements.Layout;
import zhangfang.statements.PresentationEffect;
import zhangfang.statements.ReportPeriod;
import zhangfang.statements.Statement;
import zhangfang.statements.StatementKind;
import zhangfang.statements.Statements;
import zhangfang.statements.TrialBalance;

/** Trial balance and statements over HTTP, for everyone who may see the company. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "statements", description = "科目余额表、资产负债表、利润表、现金流量表")
class StatementsApi {

    private final CurrentActor currentActor;
    private final Companies companies;
    private final Statements statements;
    private final ReportTables tables;
    private final ReportDownload download;

    StatementsApi(CurrentActor currentActor, Companies companies, Statements statements,
            ReportTables tables, ReportDownload download) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.statements = statements;
        this.tables = tables;
        this.download = download;
    }

    @Operation(summary = "科目余额表")
    @GetMapping(path = "/trial-balance", produces = MediaType.APPLICATION_JSON_VALUE)
    TrialBalance trialBalance(@PathVariable String companyId, @ParameterObject TrialBalanceQuery query) {
        companies.booksVisible(currentActor.get(), companyId);
        return statements.trialBalance(companyId, query.first(), query.last(), query.options());
    }

    @Operation(summary = "科目余额表 (CSV, Excel, PDF)")
    @GetMapping(path = {"/trial-balance.csv", "/trial-balance.xlsx", "/trial-balance.pdf", "/trial-balance"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> trialBalanceFile(@PathVariable String companyId, @ParameterObject TrialBalanceQuery query,
            ReportFormat format, Locale locale) {
        TrialBalance balance = trialBalance(companyId, query);
        return download.of(tables.trialBalance(company(companyId), balance, query.withYearStart(), locale), format,
                locale);
    }

    @Operation(summary = "资产负债表、利润表、现金流量表", description = "statement: balance-sheet, income-statement or "
            + "cash-flow; period: 2026-01, 2026-Q1 or 2026; layout: ministry or tax-bureau; compare: previous, for the "
            + "month, quarter or year before beside. By 企业会计准则 a month or quarter has priorPeriod too, null where the "
            + "book does not have the same period of the year before")
    @GetMapping(path = "/statements/{statement}", produces = MediaType.APPLICATION_JSON_VALUE)
    Statement statement(@PathVariable String companyId, @PathVariable String statement, @RequestParam String period,
            @RequestParam(defaultValue = "ministry") String layout, @RequestParam(required = false) String compare) {
        companies.booksVisible(currentActor.get(), companyId);
        return statements.of(companyId, ReportPeriod.parse(period), Layout.parse(layout), compares(compare))
                .of(kind(statement));
    }

    @Operation(summary = "资产负债表、利润表、现金流量表 (CSV, Excel, PDF)")
    @GetMapping(path = {"/statements/{statement}.csv", "/statements/{statement}.xlsx", "/statements/{statement}.pdf",
        "/statements/{statement}"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> statementFile(@PathVariable String companyId, @PathVariable String statement,
            @RequestParam String period, @RequestParam(defaultValue = "ministry") String layout,
            @RequestParam(required = false) String compare, ReportFormat format, Locale locale) {
        Statement answer = statement(companyId, statement, period, layout, compare);
        return download.of(tables.statement(company(companyId), answer, locale), format, locale);
    }

    @Operation(summary = "报表口径的影响", description = "what each choice of the book changes in the balance sheet of the period")
    @GetMapping(path = "/statements/choices", produces = MediaType.APPLICATION_JSON_VALUE)
    PresentationEffect choices(@PathVariable String companyId, @RequestParam String period) {
        companies.booksVisible(currentActor.get(), companyId);
        return statements.effect(companyId, ReportPeriod.parse(period));
    }

    static StatementKind kind(String path) {
        return StatementKind.ofPath(path).orElseThrow(Refusal::notFound);
    }

    static YearMonth month(String field, String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException unreadable) {
            throw Refusal.field(field, "statements.month.unreadable", text);
        }
    }

    static Integer level(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!text.matches("[1-9]\\d?")) {
            throw Refusal.field("level", "statements.level.invalid");
        }
        return Integer.valueOf(text);
    }

    static boolean compares(String text) {
        if (text != null && !text.isBlank() && !text.equals("previous")) {
            throw Refusal.field("compare", "statements.compare.unknown", text);
        }
        return text != null && !text.isBlank();
    }

    private Company company(String companyId) {
        return companies.booksVisible(currentActor.get(), companyId);
    }
}
