package zhangfang.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.document.Document;
import zhangfang.document.Document.Category;
import zhangfang.document.Documents;
import zhangfang.document.FileKind;
import zhangfang.document.NewDocument;
import zhangfang.intake.InvoiceReadings;
import zhangfang.ledger.Books;
import zhangfang.ledger.SourceDocuments;
import zhangfang.ledger.VoucherDocuments;
import zhangfang.refusal.Refusal;

/** The source documents of a company's books (原始凭证): the list of a month, one beside a voucher, and their files. */
@Controller
@RequestMapping("/companies/{companyId}/book")
class BookDocumentPages {

    private static final int ON_A_PAGE = 50;
    private static final int IN_A_PANEL = 100;
    private static final int MOST_FILES = 50;
    /** A browser's own viewer refuses to show a PDF in a sandbox; nothing else can be loaded or run by it. */
    private static final String PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
            + "frame-ancestors 'self'";
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

    private final BookFrame frame;
    private final Books books;
    private final SourceDocuments sources;
    private final VoucherDocuments links;
    private final InvoiceReadings readings;
    private final TransactionTemplate transaction;

    BookDocumentPages(BookFrame frame, Books books, SourceDocuments sources, VoucherDocuments links,
            InvoiceReadings readings, TransactionTemplate transaction) {
        this.frame = frame;
        this.books = books;
        this.sources = sources;
        this.links = links;
        this.readings = readings;
        this.transaction = transaction;
    }

    /** @param period a month, {@code all} for every month */
    @GetMapping("/documents")
    String list(@PathVariable String companyId, @RequestParam(required = false) String period,
            @RequestParam(defaultValue = "false") boolean unused, @RequestParam(required = false) String q,
            @RequestParam(defaultValue = "1") int page, Model model) {
        if (frame.show(companyId, "documents", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        boolean everyMonth = "all".equals(period);
        if (!everyMonth && period != null && !period.isBlank()) {
            model.addAttribute("period", LedgerApi.month("period", period).toString());
        }
        YearMonth month = YearMonth.parse((String) model.getAttribute("period"));
        model.addAttribute("everyMonth", everyMonth);
        model.addAttribute("previous", month.minusMonths(1));
        model.addAttribute("next", month.plusMonths(1));
        fill(companyId, everyMonth ? null : month, unused, q, page, ON_A_PAGE, model);
        return "books/documents";
    }

    /** The month's documents, to stand beside a voucher that is written. */
    @GetMapping("/documents/panel")
    String panel(@PathVariable String companyId, @RequestParam String period,
            @RequestParam(defaultValue = "true") boolean unused, @RequestParam(required = false) String q, Model model) {
        frame.show(companyId, "documents", model);
        YearMonth month = LedgerApi.month("period", period);
        model.addAttribute("period", month.toString());
        fill(companyId, month, unused, q, 1, IN_A_PANEL, model);
        return "books/documents :: panel";
    }

    private void fill(String companyId, YearMonth month, boolean unused, String q, int page, int size, Model model) {
        readings.readNew(companyId);
        String text = q == null || q.isBlank() ? null : q.strip();
        model.addAttribute("unused", unused);
        model.addAttribute("q", text);
        model.addAttribute("list", sources.page(frame.actor(), companyId, month, unused, text, page, size));
    }

    /** Pictures and PDF to be shown, anything else to be saved. */
    @GetMapping("/documents/{documentId}/file")
    ResponseEntity<byte[]> file(@PathVariable String companyId, @PathVariable String documentId) {
        Documents.Download download = sources.download(frame.actor(), companyId, documentId);
        Document document = download.document();
        FileKind kind = document.kind();
        boolean shown = kind == FileKind.PDF || kind == FileKind.PNG || kind == FileKind.JPEG;
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(kind.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                        .filename(document.fileName(), StandardCharsets.UTF_8).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", kind == FileKind.PDF ? PDF_POLICY : POLICY)
                .cacheControl(CacheControl.noStore())
                .body(download.content());
    }

    /** All files or none. */
    @PostMapping("/documents")
    String upload(@PathVariable String companyId, @RequestParam(required = false) List<MultipartFile> files,
            @RequestParam(required = false) String period, RedirectAttributes flash) throws IOException {
        books.mayWrite(frame.actor(), companyId, false);
        YearMonth month = null;
        try {
            month = LedgerApi.month("period", period);
            int added = add(companyId, month, contents(files));
            frame.done(flash, "voucher.documents.added", added);
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/documents" + (month == null ? "" : "?period=" + month);
    }

    private static List<NewDocument> contents(List<MultipartFile> files) throws IOException {
        List<NewDocument> contents = new ArrayList<>();
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (!file.isEmpty()) {
                contents.add(new NewDocument(file.getOriginalFilename(), Category.OTHER, file.getBytes()));
            }
        }
        return contents;
    }

    private int add(String companyId, YearMonth month, List<NewDocument> files) {
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw Refusal.field("file", "voucher.documents.howMany", MOST_FILES);
        }
        transaction.executeWithoutResult(status -> files.forEach(file ->
                sources.add(frame.actor(), companyId, month, file)));
        return files.size();
    }

    @PostMapping("/vouchers/{voucherId}/documents")
    String link(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestParam(required = false) List<String> documents, RedirectAttributes flash) {
        try {
            links.link(frame.actor(), companyId, voucherId, documents == null ? List.of() : documents);
            frame.done(flash, "voucher.documents.linked", documents == null ? 0 : documents.size());
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/vouchers/" + voucherId + "#documents";
    }

    @PostMapping("/vouchers/{voucherId}/documents/{documentId}/remove")
    String unlink(@PathVariable String companyId, @PathVariable String voucherId, @PathVariable String documentId,
            RedirectAttributes flash) {
        try {
            links.unlink(frame.actor(), companyId, voucherId, documentId);
            frame.done(flash, "voucher.documents.unlinked");
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/vouchers/" + voucherId + "#documents";
    }
}
