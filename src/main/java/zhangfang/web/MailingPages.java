package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.MoneyReaders;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.engagement.Declaration;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.intake.Mailing;
import zhangfang.intake.MailingProcess;
import zhangfang.intake.Mailings;
import zhangfang.intake.NewMailing;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** 邮寄票据: what a company sent in and what was signed for, and sending more: by courier, by hand, or as files. */
@Controller
@RequestMapping("/companies/{companyId}/mailings")
class MailingPages {

    private static final int PAGE = 20;
    private static final List<Document.Category> CATEGORIES =
            List.of(Document.Category.INVOICE, Document.Category.BANK_STATEMENT, Document.Category.OTHER);

    /**
     * A mailing as it was typed.
     *
     * @param documentIds drafts sent before, each with its name at the same place of {@code documentNames}
     */
    record Form(String month, String sending, String courier, String trackingNumber, String pickupAddress, String pickupDay,
            String pickupStart, String pickupEnd, String remark, String category, List<String> documentIds,
            List<String> documentNames) {

        static Form empty(YearMonth month) {
            return new Form(month.toString(), Mailing.Way.UPLOAD.name(), null, null, null, null, null, null, null,
                    Document.Category.INVOICE.name(), List.of(), List.of());
        }

        public List<String> sent() {
            return documentIds == null ? List.of() : documentIds;
        }

        /** The name of a draft that was sent before, for people to see. */
        public String nameOf(int at) {
            return documentNames != null && at < documentNames.size() ? documentNames.get(at) : documentIds.get(at);
        }
    }

    /** @param month the service month it was sent for */
    record Row(Mailing mailing, YearMonth month, List<Document> documents) {
    }

    /** A month that takes mailings. @param late after collecting; the accountant decides where it goes */
    record OpenMonth(YearMonth month, LocalDate due, boolean late) {
    }

    private final Mailings mailings;
    private final MailingProcess process;
    private final ServiceMonths months;
    private final Documents documents;
    private final Companies companies;
    private final MoneyReaders readers;
    private final People people;
    private final FormErrors formErrors;
    private final MessageSource messages;
    private final CurrentActor currentActor;

    MailingPages(Mailings mailings, MailingProcess process, ServiceMonths months, Documents documents,
            Companies companies, MoneyReaders readers, People people, FormErrors formErrors, MessageSource messages,
            CurrentActor currentActor) {
        this.mailings = mailings;
        this.process = process;
        this.months = months;
        this.documents = documents;
        this.companies = companies;
        this.readers = readers;
        this.people = people;
        this.formErrors = formErrors;
        this.messages = messages;
        this.currentActor = currentActor;
    }

    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("company", companies.booksVisible(actor(), companyId));
        model.addAttribute("member", actor().isMemberOf(companyId));
        List<ServiceMonth> all = months.ofCompany(companyId);
        ServiceMonth only = all.stream().filter(each -> each.month().toString().equals(month)).findFirst().orElse(null);
        Slice<Mailing> some = Slice.read(page, PAGE, (limit, offset) ->
                mailings.ofCompany(companyId, only == null ? null : only.id(), limit, offset));
        model.addAttribute("rows", rows(some.rows(), all));
        model.addAttribute("names", people.namesOf(some.rows().stream()
                .flatMap(each -> Stream.of(each.announcedBy(), each.settledBy())).filter(Objects::nonNull).distinct()
                .toList()));
        model.addAttribute("months", all.stream().map(ServiceMonth::month).toList());
        model.addAttribute("month", only == null ? null : only.month());
        model.addAttribute("open", openMonths(all));
        some.show(model);
        return "mailings";
    }

    /** @param month the month to send for; without it the earliest that takes mailings, or the list where none does */
    @GetMapping("/new")
    String form(@PathVariable String companyId, @RequestParam(required = false) String month, Model model) {
        readers.ofMember(actor(), companyId, "ordering.onlyMembers");
        String wanted = month != null ? month : openMonths(months.ofCompany(companyId)).stream().findFirst()
                .map(open -> open.month().toString()).orElse(null);
        if (wanted == null) {
            return "redirect:/companies/" + companyId + "/mailings";
        }
        ServiceMonth sent = month(companyId, wanted);
        return form(companyId, sent, Form.empty(sent.month()), FormErrors.Errors.NONE, model);
    }

    @PostMapping("/new")
    String send(@PathVariable String companyId, @ModelAttribute Form form,
            @RequestParam(required = false) List<MultipartFile> files, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) throws IOException {
        ServiceMonth month = month(companyId, form.month());
        Form kept = form;
        try {
            List<Reason> wrong = new ArrayList<>();
            kept = withFiles(companyId, month, form, files, wrong);
            announce(month, read(kept, wrong), wrong);
            flash.addFlashAttribute("done", messages.getMessage("mailing.sent", new Object[] {month.month()}, locale));
            return "redirect:/companies/" + companyId + "/mailings?month=" + month.month();
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(companyId, month, kept, errors, model);
        }
    }

    /** @param choice {@code COMPLETE} (资料已齐) or {@code NONE} (本月无票据) */
    @PostMapping("/declaration")
    String declare(@PathVariable String companyId, @RequestParam String month, @RequestParam Declaration choice,
            Locale locale, RedirectAttributes flash) {
        ServiceMonth declared = month(companyId, month);
        try {
            process.declare(actor(), declared.id(), choice);
            flash.addFlashAttribute("done", messages.getMessage("mailing.declared", new Object[] {declared.month()},
                    locale));
        } catch (Refusal refusal) {
            flash.addFlashAttribute("refused", formErrors.of(refusal, locale).sentences());
        }
        return "redirect:/companies/" + companyId + "/mailings";
    }

    private void announce(ServiceMonth month, NewMailing mailing, List<Reason> wrong) {
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        if (isCollecting(month)) {
            process.announce(actor(), month.id(), mailing);
        } else {
            mailings.announceLate(actor(), month.id(), mailing);
        }
    }

    /** Files become drafts at once, even where the rest is wrong: nobody chooses a file twice. */
    private Form withFiles(String companyId, ServiceMonth month, Form form, List<MultipartFile> files,
            List<Reason> wrong) throws IOException {
        List<String> ids = new ArrayList<>(form.sent());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            names.add(form.nameOf(i));
        }
        String task = isCollecting(month) ? process.task(actor(), month.id()).orElse(null) : null;
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (file.getOriginalFilename() == null || file.getOriginalFilename().isEmpty()) {
                continue;
            }
            try {
                NewDocument sent = new NewDocument(file.getOriginalFilename(), category(form), file.getBytes());
                Document draft = task == null ? documents.draftFor(actor(), companyId, sent)
                        : documents.draft(actor(), task, sent);
                ids.add(draft.id());
                names.add(draft.fileName());
            } catch (Refusal refusal) {
                refusal.reasons().forEach(reason ->
                        wrong.add(Reason.field("documentIds", reason.key(), reason.args().toArray())));
            }
        }
        return new Form(form.month(), form.sending(), form.courier(), form.trackingNumber(), form.pickupAddress(),
                form.pickupDay(), form.pickupStart(), form.pickupEnd(), form.remark(), form.category(), ids, names);
    }

    private static Document.Category category(Form form) {
        return CATEGORIES.stream().filter(each -> each.name().equals(form.category())).findFirst()
                .orElse(Document.Category.OTHER);
    }

    private static NewMailing read(Form form, List<Reason> wrong) {
        Mailing.Way sending = Stream.of(Mailing.Way.values()).filter(each -> each.name().equals(form.sending()))
                .findFirst().orElse(null);
        boolean pickup = sending == Mailing.Way.PICKUP;
        boolean courier = sending == Mailing.Way.COURIER;
        return new NewMailing(sending, courier ? form.courier() : null, courier ? form.trackingNumber() : null,
                pickup ? form.pickupAddress() : null,
                pickup ? time("pickupStart", form.pickupDay(), form.pickupStart(), wrong) : null,
                pickup ? time("pickupEnd", form.pickupDay(), form.pickupEnd(), wrong) : null,
                form.remark(), form.sent());
    }

    private static Instant time(String field, String day, String time, List<Reason> wrong) {
        if (blank(day) || blank(time)) {
            return null;
        }
        try {
            return LocalDate.parse(day.strip()).atTime(LocalTime.parse(time.strip())).atZone(BusinessClock.ZONE)
                    .toInstant();
        } catch (DateTimeParseException notATime) {
            wrong.add(Reason.field(field, "mailing.pickup.format"));
            return null;
        }
    }

    private String form(String companyId, ServiceMonth month, Form form, FormErrors.Errors errors, Model model) {
        model.addAttribute("company", companies.get(companyId));
        model.addAttribute("month", month);
        model.addAttribute("due", ServiceMonths.mailingDue(month.month()));
        model.addAttribute("late", !isCollecting(month));
        model.addAttribute("task", isCollecting(month) ? process.task(actor(), month.id()).orElse(null) : null);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("sendings", Mailing.Way.values());
        model.addAttribute("categories", CATEGORIES);
        model.addAttribute("maxBytes", Documents.MAX_BYTES);
        return "mailing-form";
    }

    /** The month of a company of which this person is a member. @throws Refusal not found, forbidden */
    private ServiceMonth month(String companyId, String month) {
        readers.ofMember(actor(), companyId, "ordering.onlyMembers");
        return months.find(companyId, LedgerApi.month("month", month)).orElseThrow(Refusal::notFound);
    }

    private List<Row> rows(List<Mailing> found, List<ServiceMonth> all) {
        Map<String, ServiceMonth> byId = all.stream().collect(Collectors.toMap(ServiceMonth::id, Function.identity()));
        Map<String, List<Document>> files = documents.ofAll(found.stream().map(Mailing::id).toList());
        return found.stream().map(each -> new Row(each, byId.get(each.monthId()).month(),
                files.getOrDefault(each.id(), List.of()))).toList();
    }

    /** Months that still take mailings, the earliest first. */
    private static List<OpenMonth> openMonths(List<ServiceMonth> all) {
        return all.stream().filter(each -> each.stage() != Stage.NOT_STARTED && !each.stage().isClosed())
                .map(each -> new OpenMonth(each.month(), ServiceMonths.mailingDue(each.month()), !isCollecting(each)))
                .sorted((a, b) -> a.month().compareTo(b.month())).toList();
    }

    private static boolean isCollecting(ServiceMonth month) {
        return month.stage() == Stage.COLLECTING && month.documentsDeclared() == null;
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private Actor actor() {
        return currentActor.get();
    }
}
