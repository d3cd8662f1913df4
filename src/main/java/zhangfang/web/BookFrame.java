package zhangfang.web;

import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.CashFlowLines;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Closing.MonthState;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;

/** What the pages of a company's books (账簿) have in common: whose they are, what the viewer may do, what was refused. */
@Component
class BookFrame {

    /** Of a file that is wrong nearly everywhere the first lines say enough. */
    private static final int SHOWN_ROWS = 200;

    /** @param field what people call it, or {@code null} */
    record BadRow(Integer line, String field, String sentence) {
    }

    private final CurrentActor currentActor;
    private final Companies companies;
    private final Books books;
    private final Closing closing;
    private final BusinessClock clock;
    private final RefusalText texts;
    private final MessageSource messages;

    BookFrame(CurrentActor currentActor, Companies companies, Books books, Closing closing, BusinessClock clock,
            RefusalText texts, MessageSource messages) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.books = books;
        this.closing = closing;
        this.clock = clock;
        this.texts = texts;
        this.messages = messages;
    }

    Actor actor() {
        return currentActor.get();
    }

    /**
     * Fills in what every page of the books shows.
     *
     * @param page which of them this is
     * @return the book, or none where none was opened yet
     */
    Optional<Book> show(String companyId, String page, Model model) {
        Actor actor = actor();
        model.addAttribute("company", companies.booksVisible(actor, companyId));
        Optional<Book> book = books.find(companyId);
        model.addAttribute("book", book.orElse(null));
        model.addAttribute("bookPage", page);
        model.addAttribute("mayWrite", actor.isAny(Role.ACCOUNTANT, Role.REVIEWER));
        model.addAttribute("mayReview", actor.is(Role.REVIEWER));
        model.addAttribute("period", book.map(this::workingMonth).orElse(clock.month()).toString());
        return book;
    }

    /** The months from the book's start to the present one, and later ones with vouchers. */
    List<MonthState> months(String companyId) {
        List<MonthState> months = new ArrayList<>(closing.months(actor(), companyId));
        YearMonth next = months.get(months.size() - 1).period().plusMonths(1);
        for (YearMonth month = next; !month.isAfter(clock.month()); month = month.plusMonths(1)) {
            months.add(new MonthState(month, false, null, 0, 0, 0));
        }
        return months;
    }

    /** The items of the cash flow statement that an entry can be booked to, by the number of their line. */
    Map<Integer, String> cashFlowItems(String companyId) {
        return CashFlowLines.of(books.get(companyId).standard()).items();
    }

    /** The first month that is not closed, which is the one being worked on. */
    private YearMonth workingMonth(Book book) {
        List<MonthState> months = months(book.companyId());
        return months.stream().filter(month -> !month.closed()).map(MonthState::period).findFirst()
                .orElseGet(() -> months.get(months.size() - 1).period().plusMonths(1));
    }

    /** Tells the page that follows what was done. */
    void done(RedirectAttributes flash, String key, Object... args) {
        flash.addFlashAttribute("done", messages.getMessage(key, args, LocaleContextHolder.getLocale()));
    }

    /** Tells this page what was done. */
    void doneHere(Model model, String key, Object... args) {
        model.addAttribute("done", messages.getMessage(key, args, LocaleContextHolder.getLocale()));
    }

    /**
     * Tells the page that follows why nothing was done.
     *
     * @throws Refusal again, where it is not about the input or the present state
     */
    void refused(RedirectAttributes flash, Refusal refusal) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND || refusal.kind() == Refusal.Kind.FORBIDDEN) {
            throw refusal;
        }
        flash.addFlashAttribute("badRows", refusal.reasons().stream().limit(SHOWN_ROWS).map(this::row).toList());
        flash.addFlashAttribute("moreBadRows", Math.max(0, refusal.reasons().size() - SHOWN_ROWS));
    }

    /** A reason in the reader's language. */
    String sentence(Refusal.Reason reason) {
        return texts.sentence(reason, LocaleContextHolder.getLocale());
    }

    private BadRow row(Refusal.Reason reason) {
        Locale locale = LocaleContextHolder.getLocale();
        String field = reason.field() == null ? null
                : messages.getMessage("books.field." + reason.field(), null, reason.field(), locale);
        return new BadRow(reason.line(), field, texts.sentence(reason, locale));
    }

    /** A file that was not sent is an empty one, which the books refuse after asking who sends it. */
    static byte[] content(MultipartFile file) throws IOException {
        return file == null ? new byte[0] : file.getBytes();
    }
}
