package zhangfang.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.audit.FrozenContent;
import zhangfang.company.Companies;
import zhangfang.identity.CurrentActor;
import zhangfang.refusal.Refusal;
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

    static final String CSV = "text/csv;charset=UTF-8";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** One revision as it was issued. */
    record IssuedRevision(int revision, String hash, String issuedBy, Instant issuedAt, JsonNode content) {
    }

    private final CurrentActor currentActor;
    private final Companies companies;
    private final Statements statements;
    private final IssuedStatements issued;
    private final ReportTables tables;

    StatementsApi(CurrentActor currentActor, Companies companies, Statements statements, IssuedStatements issued,
            ReportTables tables) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.statements = statements;
        this.issued = issued;
        this.tables = tables;
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

    @Operation(summary = "科目余额表 (CSV)")
    @GetMapping(path = {"/trial-balance.csv", "/trial-balance"}, produces = CSV)
    ResponseEntity<byte[]> trialBalanceCsv(@PathVariable String companyId, @RequestParam String from,
            @RequestParam(required = false) String to, @RequestParam(required = false) String level,
            @RequestParam(defaultValue = "actual") String sides, @RequestParam(defaultValue = "false") boolean zeros,
            Locale locale) {
        TrialBalance balance = trialBalance(companyId, from, to, level, sides, zeros);
        return csv("trial-balance-" + balance.from() + "-" + balance.to(), tables.trialBalance(balance, locale));
    }

    @Operation(summary = "科目余额表 (Excel)")
    @GetMapping(path = {"/trial-balance.xlsx", "/trial-balance"}, produces = XLSX)
    ResponseEntity<byte[]> trialBalanceXlsx(@PathVariable String companyId, @RequestParam String from,
            @RequestParam(required = false) String to, @RequestParam(required = false) String level,
            @RequestParam(defaultValue = "actual") String sides, @RequestParam(defaultValue = "false") boolean zeros,
            Locale locale) {
        TrialBalance balance = trialBalance(companyId, from, to, level, sides, zeros);
        return xlsx("trial-balance-" + balance.from() + "-" + balance.to(), tables.trialBalance(balance, locale));
    }

    @Operation(summary = "资产负债表、利润表、现金流量表", description = "statement: balance-sheet, income-statement or "
            + "cash-flow; period: 2026-01, 2026-Q1 or 2026")
    @GetMapping(path = "/statements/{statement}", produces = MediaType.APPLICATION_JSON_VALUE)
    Statement statement(@PathVariable String companyId, @PathVariable String statement, @RequestParam String period) {
        companies.booksVisible(currentActor.get(), companyId);
        return statements.of(companyId, ReportPeriod.parse(period)).of(kind(statement));
    }

    @Operation(summary = "资产负债表、利润表、现金流量表 (CSV)")
    @GetMapping(path = {"/statements/{statement}.csv", "/statements/{statement}"}, produces = CSV)
    ResponseEntity<byte[]> statementCsv(@PathVariable String companyId, @PathVariable String statement,
            @RequestParam String period, Locale locale) {
        Statement answer = statement(companyId, statement, period);
        return csv(answer.statement() + "-" + answer.period(), tables.statement(answer, locale));
    }

    @Operation(summary = "资产负债表、利润表、现金流量表 (Excel)")
    @GetMapping(path = {"/statements/{statement}.xlsx", "/statements/{statement}"}, produces = XLSX)
    ResponseEntity<byte[]> statementXlsx(@PathVariable String companyId, @PathVariable String statement,
            @RequestParam String period, Locale locale) {
        Statement answer = statement(companyId, statement, period);
        return xlsx(answer.statement() + "-" + answer.period(), tables.statement(answer, locale));
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

    static ResponseEntity<byte[]> csv(String name, List<List<Object>> table) {
        return file(name + ".csv", CSV, ReportTables.csv(table));
    }

    static ResponseEntity<byte[]> xlsx(String name, List<List<Object>> table) {
        return file(name + ".xlsx", XLSX, ReportTables.xlsx(name, table));
    }

    static ResponseEntity<byte[]> file(String name, String type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }
}
