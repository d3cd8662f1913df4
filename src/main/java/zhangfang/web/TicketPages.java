package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
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
import zhangfang.document.Document.Category;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.support.NewTicket;
import zhangfang.support.SupportTicket.Kind;
import zhangfang.support.SupportTicketProcess;
import zhangfang.support.SupportTickets;

/** 工单: the company's tickets, the form of a new one, and one with what was written and the form to go on. */
@Controller
@RequestMapping("/companies/{companyId}/tickets")
class TicketPages {

    private static final int ROWS = 200;

    record TicketForm(Kind kind, String subject, String text) {
    }

    private final MoneyFrame frame;
    private final SupportTickets tickets;
    private final SupportTicketProcess process;
    private final TicketViews views;
    private final FormErrors formErrors;
    private final TransactionTemplate transaction;

    TicketPages(MoneyFrame frame, SupportTickets tickets, SupportTicketProcess process, TicketViews views,
            FormErrors formErrors, TransactionTemplate transaction) {
        this.frame = frame;
        this.tickets = tickets;
        this.process = process;
        this.views = views;
        this.formErrors = formErrors;
        this.transaction = transaction;
    }

    /** @param kind shows the form of a new ticket */
    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(required = false) Kind kind, Model model, Locale locale) {
        return page(companyId, kind == null ? null : new TicketForm(kind, null, null), FormErrors.Errors.NONE, model,
                locale);
    }

    @PostMapping
    String open(@PathVariable String companyId, @RequestParam(required = false) Kind kind,
            @RequestParam(required = false) String subject, @RequestParam(required = false) String text,
            @RequestParam(required = false) List<MultipartFile> files, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        frame.requireMember(companyId, "support.onlyMembers");
        try {
            String id = transaction.execute(status -> process.open(frame.actor(), new NewTicket(companyId, kind,
                    subject, text, drafts(companyId, files))));
            frame.done(flash, "support.page.opened", locale);
            return toTicket(companyId, id);
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return page(companyId, new TicketForm(kind, subject, text), errors, model, locale);
        }
    }

    @GetMapping("/{ticketId}")
    String one(@PathVariable String companyId, @PathVariable String ticketId, Model model, Locale locale) {
        return thread(companyId, ticketId, null, FormErrors.Errors.NONE, model, locale);
    }

    /** A member answers back or adds to the question, finance answers. */
    @PostMapping("/{ticketId}/messages")
    String write(@PathVariable String companyId, @PathVariable String ticketId,
            @RequestParam(required = false) String text, @RequestParam(required = false) List<MultipartFile> files,
            Model model, Locale locale, HttpServletResponse response, RedirectAttributes flash) {
        tickets.visible(frame.actor(), companyId, ticketId);
        try {
            transaction.executeWithoutResult(status -> write(companyId, ticketId, text, files));
            frame.done(flash, "support.page.sent", locale);
            return toTicket(companyId, ticketId);
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return thread(companyId, ticketId, text, errors, model, locale);
        }
    }

    private void write(String companyId, String ticketId, String text, List<MultipartFile> files) {
        List<String> documentIds = drafts(companyId, files);
        if (frame.actor().isMemberOf(companyId)) {
            process.reply(frame.actor(), ticketId, text, documentIds);
        } else {
            process.answer(frame.actor(), ticketId, text, documentIds);
        }
    }

    @PostMapping("/{ticketId}/close")
    String close(@PathVariable String companyId, @PathVariable String ticketId, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        tickets.visible(frame.actor(), companyId, ticketId);
        frame.requireMember(companyId, "support.onlyMembers");
        try {
            process.close(frame.actor(), ticketId);
            frame.done(flash, "support.page.closed", locale);
            return toTicket(companyId, ticketId);
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.CONFLICT.value());
            return thread(companyId, ticketId, null, errors, model, locale);
        }
    }

    private List<String> drafts(String companyId, List<MultipartFile> files) {
        try {
            return frame.drafts(companyId, Category.TICKET, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String toTicket(String companyId, String ticketId) {
        return "redirect:/companies/" + companyId + "/tickets/" + ticketId;
    }

    private String page(String companyId, TicketForm form, FormErrors.Errors errors, Model model, Locale locale) {
        frame.show(companyId, model);
        model.addAttribute("tickets", views.list(frame.actor(), companyId, ROWS, locale));
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "money/tickets";
    }

    private String thread(String companyId, String ticketId, String text, FormErrors.Errors errors, Model model,
            Locale locale) {
        frame.show(companyId, model);
        model.addAttribute("ticket", views.one(frame.actor(), companyId, ticketId, locale));
        model.addAttribute("answers", frame.actor().is(Role.FINANCE) && !frame.actor().isMemberOf(companyId));
        model.addAttribute("text", text);
        model.addAttribute("errors", errors);
        return "money/ticket";
    }
}
