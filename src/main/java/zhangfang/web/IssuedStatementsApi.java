package zhangfang.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.audit.FrozenContent;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.CurrentActor;
import zhangfang.report.ReportFormat;
import zhangfang.statements.IssuedStatements;
import zhangfang.statements.IssuedStatements.Difference;
import zhangfang.statements.IssuedStatements.Issued;

/** Statements as they were issued, over HTTP: issuing a month without a service, every revision, and what changed. */
@RestController
@RequestMapping("/api/companies/{companyId}/statements/issued")
@Tag(name = "statements", description = "科目余额表、资产负债表、利润表、现金流量表")
class IssuedStatementsApi {

    record NewIssue(String period) {
    }

    /** One revision as it was issued. */
    record IssuedRevision(int revision, String hash, String issuedBy, Instant issuedAt, JsonNode content) {
    }

    private final CurrentActor currentActor;
    private final Companies companies;
    private final IssuedStatements issued;
    private final ReportTables tables;
    private final ReportDownload download;

    IssuedStatementsApi(CurrentActor currentActor, Companies companies, IssuedStatements issued, ReportTables tables,
            ReportDownload download) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.issued = issued;
        this.tables = tables;
        this.download = download;
    }

    @Operation(summary = "出具报表", description = "freezes the statements of a closed month as the next revision; unchanged, the "
            + "newest revision is the answer. A month of a service is issued by its process")
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    IssuedRevision issue(@PathVariable String companyId, @RequestBody NewIssue issue) {
        return revision(issued.issueNext(currentActor.get(), companyId, LedgerApi.month("period", issue.period)));
    }

    @Operation(summary = "已出具的报表", description = "every revision as it was frozen, the newest first")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Rows<IssuedRevision> issued(@PathVariable String companyId, @RequestParam String period) {
        companies.booksVisible(currentActor.get(), companyId);
        return new Rows<>(issued.all(companyId, StatementsApi.month("period", period)).stream()
                .map(IssuedStatementsApi::revision).toList());
    }

    @Operation(summary = "两个版次的差异", description = "every amount that is another in revision to than in revision from")
    @GetMapping(path = "/differences", produces = MediaType.APPLICATION_JSON_VALUE)
    Rows<Difference> differences(@PathVariable String companyId, @RequestParam String period, @RequestParam int from,
            @RequestParam int to) {
        companies.booksVisible(currentActor.get(), companyId);
        return new Rows<>(issued.differences(companyId, StatementsApi.month("period", period), from, to));
    }

    @Operation(summary = "一个版次")
    @GetMapping(path = "/{revision}", produces = MediaType.APPLICATION_JSON_VALUE)
    IssuedRevision one(@PathVariable String companyId, @PathVariable int revision, @RequestParam String period) {
        companies.booksVisible(currentActor.get(), companyId);
        return revision(issued.get(companyId, StatementsApi.month("period", period), revision));
    }

    @Operation(summary = "一个版次的一张报表 (CSV, Excel, PDF)")
    @GetMapping(path = {"/{revision}/{statement}.csv", "/{revision}/{statement}.xlsx", "/{revision}/{statement}.pdf"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> file(@PathVariable String companyId, @PathVariable int revision,
            @PathVariable String statement, @RequestParam String period, ReportFormat format, Locale locale) {
        Company company = companies.booksVisible(currentActor.get(), companyId);
        YearMonth month = StatementsApi.month("period", period);
        Issued one = issued.get(companyId, month, revision);
        return download.of(tables.issued(company, one.statements().of(StatementsApi.kind(statement)), revision, locale),
                format, locale);
    }

    private static IssuedRevision revision(Issued issued) {
        return new IssuedRevision(issued.revision(), issued.hash(), issued.issuedBy(), issued.issuedAt(),
                FrozenContent.read(issued.content()));
    }
}
