package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriUtils;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.document.FileKind;
import zhangfang.document.NewDocument;
import zhangfang.identity.CurrentActor;
import zhangfang.refusal.Refusal;

/** Files: sent as drafts for a task before it is completed, read by those who may see the company. */
@RestController
@RequestMapping("/api/documents")
@Tag(name = "documents", description = "资料:草稿上传与下载")
class DocumentsApi {

    /** @param sha256 of the content, in hexadecimal */
    record Uploaded(String id, String fileName, FileKind kind, Document.Category category, int size, String sha256) {
    }

    private final CurrentActor currentActor;
    private final Documents documents;

    DocumentsApi(CurrentActor currentActor, Documents documents) {
        this.currentActor = currentActor;
        this.documents = documents;
    }

    @Operation(summary = "上传草稿", description = "a file of at most 10 MB (PDF, OFD, XML, PNG, JPEG, XLSX, CSV, ZIP) for "
            + "an open task of one's own, or for a company where no task is there yet; completing the step with its id "
            + "makes it the company's")
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Uploaded upload(@RequestPart MultipartFile file, @RequestParam(required = false) String taskId,
            @RequestParam(required = false) String companyId, @RequestParam(defaultValue = "OTHER") Document.Category category) throws IOException {
        NewDocument sent = new NewDocument(file.getOriginalFilename(), category, file.getBytes());
        Document draft = draft(taskId, companyId, sent);
        return new Uploaded(draft.id(), draft.fileName(), draft.kind(), draft.category(), draft.size(),
                draft.sha256());
    }

    private Document draft(String taskId, String companyId, NewDocument sent) {
        if (taskId != null) {
            return documents.draft(currentActor.get(), taskId, sent);
        }
        if (companyId == null) {
            throw Refusal.field("companyId", "document.file.forNothing");
        }
        return documents.draftFor(currentActor.get(), companyId, sent);
    }

    @Operation(summary = "删除草稿", description = "removes one's own draft; what was kept stays")
    @DeleteMapping("/{documentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String documentId) {
        documents.discard(currentActor.get(), documentId);
    }

    @Operation(summary = "下载", description = "the file as it was sent, under its own name")
    @GetMapping("/{documentId}")
    ResponseEntity<byte[]> download(@PathVariable String documentId) {
        Documents.Download download = documents.download(currentActor.get(), documentId);
        Document document = download.document();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(document.kind().mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(document.fileName()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox")
                .cacheControl(CacheControl.noStore())
                .body(download.content());
    }

    /** RFC 6266: an ASCII name for old clients, the real one in UTF-8. */
    private static String attachment(String fileName) {
        String ascii = fileName.replaceAll("[^A-Za-z0-9._ -]", "_");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''"
                + UriUtils.encode(fileName, StandardCharsets.UTF_8);
    }
}
