package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.YearMonth;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.ledger.JournalFile;
import zhangfang.ledger.JournalFile.Format;
import zhangfang.ledger.JournalFile.Range;

/** The books for other ledger programs, for everyone who may see them. */
@RestController
@RequestMapping("/api/companies/{companyId}/book")
@Tag(name = "books 账簿")
class JournalApi {

    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final String WHAT = "The balances before the first month, as one transaction on the day before it, "
            + "then every posted voucher; amounts in CNY, debit positive. from, to: months; without them the whole book. "
            + "A red figure carries the tag red (debit or credit), a counterparty the tag counterparty.";

    private final CurrentActor currentActor;
    private final JournalFile journal;

    JournalApi(CurrentActor currentActor, JournalFile journal) {
        this.currentActor = currentActor;
        this.journal = journal;
    }

    @GetMapping("/journal.hledger")
    @Operation(summary = "The book as a journal of hledger", description = WHAT)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = TEXT, schema = @Schema(type = "string")))
    void hledger(@PathVariable String companyId, @RequestParam(required = false) String from,
            @RequestParam(required = false) String to, HttpServletResponse response) throws IOException {
        write(companyId, Format.HLEDGER, from, to, response);
    }

    @GetMapping("/journal.beancount")
    @Operation(summary = "The book as a Beancount file",
            description = WHAT + " Accounts are named by their codes, the name is their metadata.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = TEXT, schema = @Schema(type = "string")))
    void beancount(@PathVariable String companyId, @RequestParam(required = false) String from,
            @RequestParam(required = false) String to, HttpServletResponse response) throws IOException {
        write(companyId, Format.BEANCOUNT, from, to, response);
    }

    private void write(String companyId, Format format, String from, String to, HttpServletResponse response)
            throws IOException {
        Actor actor = currentActor.get();
        Range range = journal.range(actor, companyId, month("from", from), month("to", to));
        String name = "journal-" + range.from() + "-" + range.to() + "." + format.name().toLowerCase(Locale.ROOT);
        response.setContentType(TEXT);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        journal.write(actor, companyId, format, range, response.getOutputStream());
    }

    private static YearMonth month(String field, String text) {
        return text == null ? null : LedgerApi.month(field, text);
    }
}
