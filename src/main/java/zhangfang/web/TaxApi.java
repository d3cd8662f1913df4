package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import zhangfang.identity.CurrentActor;
import zhangfang.report.ReportFormat;
import zhangfang.tax.IssuedTaxFigures;
import zhangfang.tax.MonthTaxes;
import zhangfang.tax.MonthTaxes.TaxFigure;
import zhangfang.tax.TaxFigures;
import zhangfang.tax.TaxFilings;
import zhangfang.tax.TaxFilings.Filing;
import zhangfang.web.IssuedStatementsApi.IssuedRevision;

/** The tax figures of a month over HTTP, for everyone who may see the company. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "taxes", description = "税款与申报")
class TaxApi {

    /** The figures and what is recorded of their filing; {@code filing} is null while nothing is filed. */
    record Taxes(String period, String taxpayerType, boolean provisional, List<TaxFigure> rows,
            MonthTaxes.Totals totals, Filing filing) {
    }

    private final CurrentActor currentActor;
    private final Companies companies;
    private final TaxFigures figures;
    private final TaxFilings filings;
    private final IssuedTaxFigures issued;
    private final ReportTables tables;
    private final ReportDownload download;

    TaxApi(CurrentActor currentActor, Companies companies, TaxFigures figures, TaxFilings filings,
            IssuedTaxFigures issued, ReportTables tables, ReportDownload download) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.figures = figures;
        this.filings = filings;
        this.issued = issued;
        this.tables = tables;
        this.download = download;
    }

    @Operation(summary = "本月税款", description = "per tax what was accrued in 应交税费 and paid, with its accounts")
    @GetMapping(path = "/taxes", produces = MediaType.APPLICATION_JSON_VALUE)
    Taxes taxes(@PathVariable String companyId, @RequestParam String period) {
        MonthTaxes month = figures(companyId, period);
        return new Taxes(month.period(), month.taxpayerType(), month.provisional(), month.taxes(), month.totals(),
                filings.find(companyId, YearMonth.parse(month.period())).orElse(null));
    }

    @Operation(summary = "本月税款 (CSV, Excel, PDF)")
    @GetMapping(path = {"/taxes.csv", "/taxes.xlsx", "/taxes.pdf", "/taxes"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> taxesFile(@PathVariable String companyId, @RequestParam String period, ReportFormat format,
            Locale locale) {
        MonthTaxes month = figures(companyId, period);
        return download.of(tables.taxes(companies.booksVisible(currentActor.get(), companyId), month, locale), format,
                locale);
    }

    @Operation(summary = "已出具的税款数据", description = "every revision as it was frozen, the newest first")
    @GetMapping(path = "/taxes/issued", produces = MediaType.APPLICATION_JSON_VALUE)
    Rows<IssuedRevision> issued(@PathVariable String companyId, @RequestParam String period) {
        companies.booksVisible(currentActor.get(), companyId);
        return new Rows<>(issued.all(companyId, StatementsApi.month("period", period)).stream()
                .map(each -> new IssuedRevision(each.revision(), each.hash(), each.issuedBy(), each.issuedAt(),
                        FrozenContent.read(each.content())))
                .toList());
    }

    private MonthTaxes figures(String companyId, String period) {
        companies.booksVisible(currentActor.get(), companyId);
        return figures.of(companyId, StatementsApi.month("period", period));
    }
}
