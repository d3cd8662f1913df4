package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.CurrentActor;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.NewTitle;
import zhangfang.report.ReportFormat;
import zhangfang.web.InvoicingViews.TitleView;

/** The titles that a company's invoices are made out to, over HTTP: read by those of its money, changed by its members. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "invoice-titles 开票信息")
class InvoiceTitlesApi {

    private static final String PATH = "/invoice-titles";

    /** @param documentIds scans of a special title, sent before with {@code POST /api/documents} */
    record TitleInput(InvoiceTitle.Type type, String name, String taxNumber, String registrationNumber,
            String registeredAddress, String registeredPhone, String bank, String bankAccount, boolean makeDefault,
            List<String> documentIds) {

        NewTitle title() {
            return new NewTitle(type, name, taxNumber, registrationNumber, registeredAddress, registeredPhone, bank,
                    bankAccount, makeDefault, documentIds);
        }
    }

    private final CurrentActor actor;
    private final InvoiceTitles titles;
    private final InvoicingViews views;
    private final ReportDownload download;
    private final BusinessClock clock;

    InvoiceTitlesApi(CurrentActor actor, InvoiceTitles titles, InvoicingViews views, ReportDownload download,
            BusinessClock clock) {
        this.actor = actor;
        this.titles = titles;
        this.views = views;
        this.download = download;
        this.clock = clock;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The company's titles, the oldest first, without those removed")
    Rows<TitleView> list(@PathVariable String companyId, Locale locale) {
        return new Rows<>(views.titles(actor.get(), companyId, locale));
    }

    @GetMapping(path = {PATH + ".csv", PATH + ".xlsx", PATH + ".pdf", PATH},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    @Operation(summary = "开票信息 (CSV, Excel, PDF)")
    ResponseEntity<byte[]> file(@PathVariable String companyId, ReportFormat format, Locale locale) {
        return download.of(views.titlesReport(actor.get(), companyId, clock.today(), locale), format, locale);
    }

    @GetMapping(PATH + "/{titleId}")
    @Operation(summary = "One title with its scans and every saved state")
    TitleView one(@PathVariable String companyId, @PathVariable String titleId, Locale locale) {
        return views.title(actor.get(), companyId, titleId, locale);
    }

    @PostMapping(PATH)
    @Operation(summary = "A member adds a title", description = "COMPANY_ORDINARY, ORGANIZATION_ORDINARY: name, taxNumber; "
            + "address, phone, bank and account if wanted. PERSONAL_ORDINARY: name; an identity number if wanted. These "
            + "are usable at once. COMPANY_SPECIAL: everything, and scans of the categories TAX_REGISTRATION and "
            + "TAXPAYER_CERTIFICATE; starts the review by finance")
    ResponseEntity<TitleView> add(@PathVariable String companyId, @RequestBody TitleInput input, Locale locale) {
        String id = titles.save(actor.get(), companyId, null, input.title()).id();
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/invoice-titles/" + id))
                .body(views.title(actor.get(), companyId, id, locale));
    }

    @PutMapping(PATH + "/{titleId}")
    @Operation(summary = "A member changes a title", description = "The type stays. A special title is reviewed anew; scans "
            + "of a category that brings none stay. The same contents again change nothing")
    TitleView change(@PathVariable String companyId, @PathVariable String titleId, @RequestBody TitleInput input,
            Locale locale) {
        titles.save(actor.get(), companyId, titleId, input.title());
        return views.title(actor.get(), companyId, titleId, locale);
    }

    @PutMapping(PATH + "/{titleId}/default")
    @Operation(summary = "A member makes a title the default, which recurring invoicing uses")
    TitleView makeDefault(@PathVariable String companyId, @PathVariable String titleId, Locale locale) {
        titles.makeDefault(actor.get(), companyId, titleId);
        return views.title(actor.get(), companyId, titleId, locale);
    }

    @DeleteMapping(PATH + "/{titleId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "A member removes a title; a running review ends, a default that is removed leaves none")
    void remove(@PathVariable String companyId, @PathVariable String titleId) {
        titles.remove(actor.get(), companyId, titleId);
    }
}
