package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.report.ReportFormat;

/** The age of balances (账龄) over HTTP, for everyone who may see the books. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "statements", description = "科目余额表、资产负债表、利润表、现金流量表")
class AgeingApi {

    private final AgeingTables tables;
    private final ReportDownload download;

    AgeingApi(AgeingTables tables, ReportDownload download) {
        this.tables = tables;
        this.download = download;
    }

    @Operation(summary = "账龄", description = "accounts: codes with commas between, with all below them; without it the accounts of "
            + "customers and suppliers; at: the month at whose end. A balance is made of the newest amounts that raised "
            + "it, since what settles takes the oldest first; balances on the other side than the account's are "
            + "negative. Opening balances count from the book's start, since their real age is not known: fromStart")
    @GetMapping(path = "/ageing", produces = MediaType.APPLICATION_JSON_VALUE)
    AgeingTables.Ages ageing(@PathVariable String companyId, @RequestParam(required = false) String accounts,
            @RequestParam String at) {
        return tables.ages(companyId, accounts, at);
    }

    @Operation(summary = "账龄 (CSV, Excel, PDF)")
    @GetMapping(path = {"/ageing.csv", "/ageing.xlsx", "/ageing.pdf", "/ageing"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> file(@PathVariable String companyId, @RequestParam(required = false) String accounts,
            @RequestParam String at, ReportFormat format, Locale locale) {
        return download.of(tables.report(companyId, tables.ages(companyId, accounts, at), locale), format, locale);
    }
}
