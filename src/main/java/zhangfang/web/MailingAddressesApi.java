package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.CurrentActor;
import zhangfang.invoicing.DeliveryAddresses;
import zhangfang.invoicing.Divisions;
import zhangfang.invoicing.NewAddress;
import zhangfang.report.ReportFormat;
import zhangfang.web.InvoicingViews.AddressView;

/** Where a company's invoices go, over HTTP: read by those of its money, changed by its members. */
@RestController
@RequestMapping("/api")
@Tag(name = "mailing-addresses 邮寄信息")
class MailingAddressesApi {

    private static final String PATH = "/companies/{companyId}/mailing-addresses";

    private final CurrentActor actor;
    private final DeliveryAddresses addresses;
    private final Divisions divisions;
    private final InvoicingViews views;
    private final ReportDownload download;
    private final BusinessClock clock;

    MailingAddressesApi(CurrentActor actor, DeliveryAddresses addresses, Divisions divisions, InvoicingViews
            views, ReportDownload download, BusinessClock clock) {
        this.actor = actor;
        this.addresses = addresses;
        this.divisions = divisions;
        this.views = views;
        this.download = download;
        this.clock = clock;
    }

    @GetMapping("/divisions")
    @Operation(summary = "China's administrative divisions", description = "All provinces; with within=110000 the cities of "
            + "a province, with within=110100 the districts of a city. Without Hong Kong, Macau and Taiwan")
    Rows<Divisions.Division> divisions(@RequestParam(required = false) String within) {
        return new Rows<>(within == null ? divisions.provinces() : divisions.within(within));
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The company's addresses, the oldest first, without those removed")
    Rows<AddressView> list(@PathVariable String companyId, Locale locale) {
        return new Rows<>(views.addresses(actor.get(), companyId, locale));
    }

    @GetMapping(path = {PATH + ".csv", PATH + ".xlsx", PATH + ".pdf", PATH},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    @Operation(summary = "邮寄信息 (CSV, Excel, PDF)")
    ResponseEntity<byte[]> file(@PathVariable String companyId, ReportFormat format, Locale locale) {
        return download.of(views.addressesReport(actor.get(), companyId, clock.today(), locale), format, locale);
    }

    @GetMapping(PATH + "/{addressId}")
    @Operation(summary = "One address")
    AddressView one(@PathVariable String companyId, @PathVariable String addressId, Locale locale) {
        return views.address(actor.get(), companyId, addressId, locale);
    }

    @PostMapping(PATH)
    @Operation(summary = "A member adds an address", description = "POSTAL: recipient, phone, province, city, district (by "
            + "name, as in /api/divisions), detail, postcode if wanted. E_MAIL: recipient, email")
    ResponseEntity<AddressView> add(@PathVariable String companyId, @RequestBody NewAddress input, Locale locale) {
        String id = addresses.save(actor.get(), companyId, null, input).id();
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/mailing-addresses/" + id))
                .body(views.address(actor.get(), companyId, id, locale));
    }

    @PutMapping(PATH + "/{addressId}")
    @Operation(summary = "A member changes an address; the same contents again change nothing")
    AddressView change(@PathVariable String companyId, @PathVariable String addressId, @RequestBody NewAddress input,
            Locale locale) {
        addresses.save(actor.get(), companyId, addressId, input);
        return views.address(actor.get(), companyId, addressId, locale);
    }

    @PutMapping(PATH + "/{addressId}/default")
    @Operation(summary = "A member makes an address the default, which recurring invoicing uses")
    AddressView makeDefault(@PathVariable String companyId, @PathVariable String addressId, Locale locale) {
        addresses.makeDefault(actor.get(), companyId, addressId);
        return views.address(actor.get(), companyId, addressId, locale);
    }

    @DeleteMapping(PATH + "/{addressId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "A member removes an address; a default that is removed leaves none")
    void remove(@PathVariable String companyId, @PathVariable String addressId) {
        addresses.remove(actor.get(), companyId, addressId);
    }
}
