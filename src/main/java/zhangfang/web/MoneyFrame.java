package zhangfang.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.company.MoneyReaders;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.refusal.Refusal;

/** What the pages about titles, addresses and tickets have in common: whose they are, and the files sent with a form. */
@Component
class MoneyFrame {

    private final CurrentActor currentActor;
    private final MoneyReaders readers;
    private final Documents documents;
    private final MessageSource messages;

    MoneyFrame(CurrentActor currentActor, MoneyReaders readers, Documents documents, MessageSource messages) {
        this.currentActor = currentActor;
        this.readers = readers;
        this.documents = documents;
        this.messages = messages;
    }

    Actor actor() {
        return currentActor.get();
    }

    /** Fills in what every one of these pages shows. */
    void show(String companyId, Model model) {
        model.addAttribute("company", readers.readable(actor(), companyId));
        model.addAttribute("member", actor().isMemberOf(companyId));
    }

    /** Says on the next page what was done. */
    void done(RedirectAttributes flash, String key, Locale locale, Object... args) {
        flash.addFlashAttribute("done", messages.getMessage(key, args, locale));
    }

    /** The files of a form as drafts; their command keeps them in the same transaction. @return their ids */
    List<String> drafts(String companyId, Document.Category category, List<MultipartFile> files) throws IOException {
        List<String> ids = new ArrayList<>();
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            boolean chosen = file.getOriginalFilename() != null && !file.getOriginalFilename().isEmpty();
            if (chosen) {
                ids.add(documents.draftFor(actor(), companyId,
                        new NewDocument(file.getOriginalFilename(), category, file.getBytes())).id());
            }
        }
        return ids;
    }

    /** Only the company's members send these forms. @throws Refusal for others */
    void requireMember(String companyId, String otherwise) {
        readers.ofMember(actor(), companyId, otherwise);
    }
}
