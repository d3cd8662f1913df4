package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;

/** All of a company's books as one zip, for its members, its accountant and process owners. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "terminations 终止服务")
class ExportApi {

    private static final String ZIP = "application/zip";

    private final CurrentActor currentActor;
    private final BookExport export;
    private final BusinessClock clock;

    ExportApi(CurrentActor currentActor, BookExport export, BusinessClock clock) {
        this.currentActor = currentActor;
        this.export = export;
        this.clock = clock;
    }

    @GetMapping("/export")
    @Operation(summary = "Everything of the books as one zip",
            description = "Chart, opening balances and vouchers as CSV that the import takes, trial balance, statements and "
                    + "taxes of every closed or issued month, hand-over lists, received documents; manifest.csv at the end has "
                    + "size and SHA-256 of each file. A zip without it is not whole")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = ZIP, schema = @Schema(type = "string",
            format = "binary")))
    void export(@PathVariable String companyId, HttpServletResponse response, Locale locale) throws IOException {
        Actor actor = currentActor.get();
        Company company = export.request(actor, companyId);
        try {
            response.setContentType(ZIP);
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                    .filename("books-" + company.uscc() + "-" + clock.today() + ".zip").build().toString());
            export.write(actor, company, locale, response.getOutputStream());
        } finally {
            export.done();
        }
    }
}
