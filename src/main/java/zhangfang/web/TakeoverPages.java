package zhangfang.web;

import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.ledger.AccountRoles;
import zhangfang.ledger.AccountRoles.AccountUse;
import zhangfang.ledger.Account.RoleOrigin;
import zhangfang.ledger.Closing.MonthState;
import zhangfang.ledger.ImportFiles;
import zhangfang.ledger.ImportFiles.ImportFile;
import zhangfang.ledger.ImportPreview;
import zhangfang.ledger.ImportPreview.Kind;
import zhangfang.ledger.OpeningBalances;
import zhangfang.ledger.OpeningBalances.Opening;
import zhangfang.ledger.VoucherImports;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;

/** Taking over a client (接收账套): opening balances, accounts and their roles, vouchers; each file is previewed first. */
@Controller
@RequestMapping("/companies/{companyId}/book/takeover")
class TakeoverPages {

    private static final int ROWS_ON_A_PAGE = 200;
    private static final int LARGEST_KEY = 100;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final BookFrame frame;
    private final ImportFiles files;
    private final OpeningBalances openingBalances;
    private final VoucherImports imports;
    private final AccountRoles roles;
    private final ShownPreview.Writer writer;
    private final RefusalText texts;
    private final MessageSource messages;

    TakeoverPages(BookFrame frame, ImportFiles files, OpeningBalances openingBalances, VoucherImports imports,
            AccountRoles roles, ShownPreview.Writer writer, RefusalText texts, MessageSource messages) {
        this.frame = frame;
        this.files = files;
        this.openingBalances = openingBalances;
        this.imports = imports;
        this.roles = roles;
        this.writer = writer;
        this.texts = texts;
        this.messages = messages;
    }

    @GetMapping
    String steps(@PathVariable String companyId, Model model, Locale locale) {
        if (frame.show(companyId, "takeover", model).isEmpty()) {
            return toBook(companyId);
        }
        List<Opening> openings = openingBalances.list(frame.actor(), companyId);
        List<MonthState> months = frame.months(companyId);
        List<AccountUse> accounts = roles.list(frame.actor(), companyId);
        model.addAttribute("openings", openings.size());
        model.addAttribute("openingDebit", openings.stream().map(Opening::debit).reduce(Money.ZERO, Money::plus));
        model.addAttribute("anyPosted", months.stream().anyMatch(month -> month.posted() > 0 || month.closed()));
        model.addAttribute("posted", months.stream().mapToInt(MonthState::posted).sum());
        model.addAttribute("open", months.stream().mapToInt(month -> month.drafts() + month.reviewed()).sum());
        model.addAttribute("accounts", accounts.size());
        model.addAttribute("proposed", accounts.stream()
                .filter(use -> use.account().roleOrigin() == RoleOrigin.PROPOSED).count());
        model.addAttribute("missing", accounts.stream().filter(AccountUse::missing).count());
        model.addAttribute("roleWarnings", roles.warnings(frame.actor(), companyId).stream()
                .map(warning -> texts.sentence(warning, locale)).toList());
        model.addAttribute("openingFile", name(companyId, Kind.OPENING_BALANCES));
        model.addAttribute("voucherFile", name(companyId, Kind.VOUCHERS));
        return "books/takeover";
    }

    private String name(String companyId, Kind kind) {
        return files.find(frame.actor(), companyId, kind).map(ImportFile::name).orElse(null);
    }

    @PostMapping("/{kind}")
    String upload(@PathVariable String companyId, @PathVariable String kind,
            @RequestParam(required = false) MultipartFile file, RedirectAttributes flash) throws IOException {
        try {
            files.keep(frame.actor(), companyId, kind(kind), file == null ? "" : nameOf(file), BookFrame.content(file));
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
            return toSteps(companyId);
        }
        return toSteps(companyId) + "/" + kind;
    }

    /** Some browsers send a path. */
    private static String nameOf(MultipartFile file) {
        String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    @GetMapping("/{kind}")
    String preview(@PathVariable String companyId, @PathVariable String kind, @RequestParam(required = false) String only,
            @RequestParam(defaultValue = "1") int page, Model model, RedirectAttributes flash, Locale locale) {
        Kind which = kind(kind);
        if (frame.show(companyId, "takeover", model).isEmpty()) {
            return toBook(companyId);
        }
        Optional<ImportFile> file = files.find(frame.actor(), companyId, which);
        if (file.isEmpty()) {
            return toSteps(companyId);
        }
        boolean onlyErrors = "errors".equals(only);
        model.addAttribute("file", file.get().name());
        model.addAttribute("uploadedAt", file.get().uploadedAt().format(MINUTE));
        model.addAttribute("kind", kind);
        model.addAttribute("onlyErrors", onlyErrors);
        model.addAttribute("cashFlowItems", frame.cashFlowItems(companyId));
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("preview", writer.of(preview(companyId, file.get()), onlyErrors, page, ROWS_ON_A_PAGE, locale));
        return "books/import-preview";
    }

    private ImportPreview preview(String companyId, ImportFile file) {
        return file.kind() == Kind.VOUCHERS ? imports.preview(frame.actor(), companyId, file.content(), false)
                : openingBalances.preview(frame.actor(), companyId, file.content());
    }

    @PostMapping("/{kind}/take")
    String take(@PathVariable String companyId, @PathVariable String kind, @RequestParam(defaultValue = "false") boolean post,
            @RequestParam(required = false) String key, RedirectAttributes flash) {
        Kind which = kind(kind);
        Optional<ImportFile> file = files.find(frame.actor(), companyId, which);
        try {
            byte[] content = file.map(ImportFile::content).orElse(new byte[0]);
            String done = which == Kind.VOUCHERS ? takeVouchers(companyId, content, post, key)
                    : text("books.opening.replaced", openingBalances.replace(frame.actor(), companyId, content));
            files.drop(frame.actor(), companyId, which);
            flash.addFlashAttribute("done", done);
            return toSteps(companyId);
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
            return toSteps(companyId) + (file.isPresent() ? "/" + kind : "");
        }
    }

    private String takeVouchers(String companyId, byte[] content, boolean post, String key) {
        String requestKey = key == null || key.isBlank() || key.length() > LARGEST_KEY ? null : key;
        int vouchers = imports.importFile(frame.actor(), companyId, content, post, requestKey).size();
        return text(post ? "books.vouchers.importedAndPosted" : "books.vouchers.imported", vouchers);
    }

    private String text(String key, int number) {
        return messages.getMessage(key, new Object[] {String.valueOf(number)}, LocaleContextHolder.getLocale());
    }

    @PostMapping("/{kind}/discard")
    String discard(@PathVariable String companyId, @PathVariable String kind, RedirectAttributes flash) {
        files.drop(frame.actor(), companyId, kind(kind));
        frame.done(flash, "books.takeover.discarded");
        return toSteps(companyId);
    }

    private static Kind kind(String path) {
        return switch (path) {
            case "opening-balances" -> Kind.OPENING_BALANCES;
            case "vouchers" -> Kind.VOUCHERS;
            default -> throw Refusal.notFound();
        };
    }

    private static String toBook(String companyId) {
        return "redirect:/companies/" + companyId + "/book";
    }

    private static String toSteps(String companyId) {
        return toBook(companyId) + "/takeover";
    }
}
