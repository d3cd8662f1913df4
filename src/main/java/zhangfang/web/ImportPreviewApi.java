package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.identity.CurrentActor;
import zhangfang.ledger.OpeningBalances;
import zhangfang.ledger.VoucherImports;

/** Dry runs of imports: any value of {@code preview} but {@code false} stores nothing. */
@RestController
@RequestMapping("/api/companies/{companyId}/book")
@Tag(name = "books 账簿")
class ImportPreviewApi {

    private static final String CSV = "text/csv";
    private static final String ASKED = "preview";
    private static final String NOT_DENIED = "preview!=false";

    private final CurrentActor actor;
    private final VoucherImports imports;
    private final OpeningBalances openingBalances;
    private final ShownPreview.Writer writer;

    ImportPreviewApi(CurrentActor actor, VoucherImports imports, OpeningBalances openingBalances,
            ShownPreview.Writer writer) {
        this.actor = actor;
        this.imports = imports;
        this.openingBalances = openingBalances;
        this.writer = writer;
    }

    @PostMapping(path = "/vouchers", params = {ASKED, NOT_DENIED},
            consumes = {CSV, MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "preview=true: what importing the file would do, row by row; nothing is stored",
            description = "only=errors leaves good rows out; rows come by pages, counts are of the whole file")
    ShownPreview vouchers(@PathVariable String companyId, @RequestParam(defaultValue = "false") boolean post,
            @RequestParam(required = false) String only, @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "200") int size, @RequestBody byte[] csv, Locale locale) {
        return writer.of(imports.preview(actor.get(), companyId, csv, post), "errors".equals(only), page, size, locale);
    }

    @RequestMapping(path = "/opening-balances", method = {RequestMethod.PUT, RequestMethod.POST},
            params = {ASKED, NOT_DENIED},
            consumes = {CSV, MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "preview=true: what replacing the opening balances by the file would do; nothing is stored",
            description = "only=errors leaves good rows out; rows come by pages, counts are of the whole file")
    ShownPreview openingBalances(@PathVariable String companyId, @RequestParam(required = false) String only,
            @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "200") int size,
            @RequestBody byte[] csv, Locale locale) {
        return writer.of(openingBalances.preview(actor.get(), companyId, csv), "errors".equals(only), page, size, locale);
    }
}
