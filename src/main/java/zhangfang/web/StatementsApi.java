package zhangfang.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.audit.FrozenContent;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.CurrentActor;
import zhangfang.refusal.Refusal;
import zhangfang.report.ReportFormat;
import zhangfang.statements.IssuedStatements;
import zhangfang.statements.ReportPeriod;
import zhangfang.statements.Statement;
import zhangfang.statements.StatementKind;
import zhangfang.statements.Statements;
import zhangfang.statements.TrialBalance;
import zhangfang.statements.TrialBalance.Sides;

/** Trial balance and statements over HTTP, for everyone who may see the company. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "statements", description = "科目余额表、资产负债表、利润表、现金流量表")
class StatementsApi {

    /** One revision as it was issued. */
    record IssuedRevision(int revision, String hash, String issuedBy, Instant issuedAt, JsonNode content) {
    }

    private final CurrentActor currentActor;
    private final Companies companies;
    private final Statements statements;
    private final IssuedStatements issued;
    private final ReportTables tables;
    private final ReportDownload download;

    StatementsApi(CurrentActor currentActor, Companies companies, Statements statements, IssuedStatements issued,
            ReportTables tables, ReportDownload download) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.statements = statements;
        this.issued = issued;
        this.tables = tables;
        this.download = download;
    }

    @Operation(summary = "科目余额表", description = "from, to: months of one year; level: down to which level; "
            + "sides: actual (balances on the side they are on) or direction (on the account's side, maybe negative); "
            + "zeros: also accounts without any figure")
    @GetMapping(path = "/trial-balance", produces = MediaType.APPLICATION_JSON_VALUE)
    TrialBalance trialBalance(@PathVariable String companyId, @RequestParam String from,
            @RequestParam(required = false) String to, @RequestParam(required = false) String level,
            @RequestParam(defaultValue = "actual") String sides, @RequestParam(defaultValue = "false") boolean zeros) {
        companies.booksVisible(currentActor.get(), companyId);
        YearMonth first = month("from", from);
        return statements.trialBalance(companyId, first, to == null ? first : month("to", to), level(level),
                sides(sides), zeros);
    }

    @Operation(summary = "科目余额表 (CSV, Excel, PDF)")
    @GetMapping(path = {"/trial-balance.csv", "/trial-balance.xlsx", "/trial-balance.pdf", "/trial-balance"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> trialBalanceFile(@PathVariable String companyId, @RequestParam String from,
            @RequestParam(required = false) String to, @RequestParam(required = false) String level,
            @RequestParam(defaultValue = "actual") String sides, @RequestParam(defaultValue = "false") boolean zeros,
            ReportFormat format, Locale locale) {
        TrialBalance balance = trialBalance(companyId, from, to, level, sides, zeros);
        return download.of(tables.trialBalance(company(companyId), balance, locale), format, locale);
    }

    @Operation(summary = "资产负债表、利润表、现金流量表", description = "statement: balance-sheet, income-statement or "
            + "cash-flow; period: 2026-01, 2026-Q1 or 2026")
    @GetMapping(path = "/statements/{statement}", produces = MediaType.APPLICATION_JSON_VALUE)
    Statement statement(@PathVariable String companyId, @PathVariable String statement, @RequestParam String period) {
        companies.booksVisible(currentActor.get(), companyId);
        return statements.of(companyId, ReportPeriod.parse(period)).of(kind(statement));
    }

    @Operation(summary = "资产负债表、利润表、现金流量表 (CSV, Excel, PDF)")
    @GetMapping(path = {"/statements/{statement}.csv", "/statements/{statement}.xlsx", "/statements/{statement}.pdf",
        "/statements/{statement}"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> statementFile(@PathVariable String companyId, @PathVariable String statement,
            @RequestParam String period, ReportFormat format, Locale locale) {
        Statement answer = statement(companyId, statement, period);
        return download.of(tables.statement(company(companyId), answer, locale), format, locale);
    }

    @Operation(summary = "已出具的报表", description = "every revision as it was frozen, the newest first")
    @GetMapping(path = "/statements/issued", produces = MediaType.APPLICATION_JSON_VALUE)
    Rows<IssuedRevision> issued(@PathVariable String companyId, @RequestParam String period) {
        companies.booksVisible(currentActor.get(), companyId);
        return new Rows<>(issued.all(companyId, month("period", period)).stream()
                .map(each -> new IssuedRevision(each.revision(), each.hash(), each.issuedBy(), each.issuedAt(),
                        FrozenContent.read(each.content())))
                .toList());
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

    private static Sides sides(String text) {
        return switch (text) {
            case "actual" -> Sides.ACTUAL;
            case "direction" -> Sides.DIRECTION;
            default -> throw Refusal.field("sides", "statements.sides.unknown", text);
        };
    }

    private Company company(String companyId) {
        return companies.booksVisible(currentActor.get(), companyId);
    }
}
