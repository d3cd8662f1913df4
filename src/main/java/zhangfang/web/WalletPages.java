package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
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
import zhangfang.company.Company;
import zhangfang.company.MoneyReaders;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.ordering.Orders;
import zhangfang.ordering.ServiceOrder;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.wallet.CashConsumption;
import zhangfang.wallet.InvoiceableAmounts;
import zhangfang.wallet.NewTopUp;
import zhangfang.wallet.NewWithdrawal;
import zhangfang.wallet.SentSlip;
import zhangfang.wallet.TopUpProcess;
import zhangfang.wallet.TopUps;
import zhangfang.wallet.Wallet;
import zhangfang.wallet.WalletStatement;
import zhangfang.wallet.WalletStatements;
import zhangfang.wallet.WithdrawalProcess;
import zhangfang.wallet.Withdrawals;

/** The account of a company (账户): what is in it, what came and went, and the forms that top up, withdraw and give. */
@Controller
@RequestMapping("/companies/{companyId}/wallet")
class WalletPages {

    private static final int ENTRIES = 50;
    private static final int TRANSFERS = 20;

    /**
     * @param documentId a slip that was sent with a form that was refused
     * @param requestKey made with the form, so that sending it twice announces once
     */
    record TopUpForm(String amount, String payerName, String payerAccount, String orderId, String documentId,
            String documentName, String requestKey) {
    }

    record WithdrawalForm(String amount, String payeeName, String bank, String account, String requestKey) {
    }

    /** @param reference made with the form, so that sending it twice gives once */
    record GiftForm(String reference, String amount, String reason) {
    }

    private final Wallet wallet;
    private final InvoiceableAmounts invoiceable;
    private final WalletStatements statements;
    private final CashConsumption consumption;
    private final TopUps topUps;
    private final TopUpProcess topUpProcess;
    private final Withdrawals withdrawals;
    private final WithdrawalProcess withdrawalProcess;
    private final Orders orders;
    private final Documents documents;
    private final MoneyReaders readers;
    private final WalletViews views;
    private final FormErrors formErrors;
    private final MessageSource messages;
    private final CurrentActor currentActor;

    WalletPages(Wallet wallet, InvoiceableAmounts invoiceable, WalletStatements statements,
            CashConsumption consumption, TopUps topUps, TopUpProcess topUpProcess, Withdrawals withdrawals,
            WithdrawalProcess withdrawalProcess, Orders orders, Documents documents, MoneyReaders readers,
            WalletViews views, FormErrors formErrors, MessageSource messages, CurrentActor currentActor) {
        this.wallet = wallet;
        this.invoiceable = invoiceable;
        this.statements = statements;
        this.consumption = consumption;
        this.topUps = topUps;
        this.topUpProcess = topUpProcess;
        this.withdrawals = withdrawals;
        this.withdrawalProcess = withdrawalProcess;
        this.orders = orders;
        this.documents = documents;
        this.readers = readers;
        this.views = views;
        this.formErrors = formErrors;
        this.messages = messages;
        this.currentActor = currentActor;
    }

    @GetMapping
    String account(@PathVariable String companyId, @RequestParam(required = false) String from,
            @RequestParam(required = false) String to, @RequestParam(defaultValue = "1") int page, Model model,
            Locale locale) {
        show(companyId, model);
        int shown = Math.max(1, page);
        WalletStatement statement = statement(companyId, from, to, shown, model, locale);
        model.addAttribute("statement", statement);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("page", shown);
        model.addAttribute("pages", Math.max(1, (statement.count() + ENTRIES - 1) / ENTRIES));
        model.addAttribute("topUps", views.topUps(topUps.of(actor(), companyId, TRANSFERS), locale));
        model.addAttribute("withdrawals", views.withdrawals(withdrawals.of(actor(), companyId, TRANSFERS), locale));
        return "money/wallet";
    }

    /** What was typed as days stays on the page with its refusal, above the entries of all days. */
    private WalletStatement statement(String companyId, String from, String to, int page, Model model, Locale locale) {
        int skip = (page - 1) * ENTRIES;
        try {
            model.addAttribute("errors", FormErrors.Errors.NONE);
            return statements.newestFirst(actor(), companyId, WalletViews.day("from", from),
                    WalletViews.day("to", to), ENTRIES, skip);
        } catch (Refusal refusal) {
            model.addAttribute("errors", formErrors.of(refusal, locale));
            return statements.newestFirst(actor(), companyId, null, null, ENTRIES, skip);
        }
    }

    @GetMapping("/top-up")
    String topUpForm(@PathVariable String companyId, @RequestParam(required = false) String orderId, Model model) {
        readers.ofMember(actor(), companyId, "wallet.topUp.onlyMembers");
        return topUpForm(companyId, new TopUpForm(null, null, null, orderId, null, null, newKey()),
                FormErrors.Errors.NONE, model);
    }

    @PostMapping("/top-up")
    String topUp(@PathVariable String companyId, @ModelAttribute TopUpForm form,
            @RequestParam(required = false) MultipartFile slip, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) throws IOException {
        readers.ofMember(actor(), companyId, "wallet.topUp.onlyMembers");
        TopUpForm kept = form;
        try {
            kept = withSlip(companyId, form, slip);
            List<Reason> wrong = new ArrayList<>();
            Money amount = amount(kept.amount(), wrong);
            if (given(kept.documentId()) == null) {
                wrong.add(Reason.field("slip", "account.topUp.slipMissing"));
            }
            refuse(wrong);
            String id = topUpProcess.start(actor(), new NewTopUp(companyId, amount, kept.payerName(),
                    kept.payerAccount(), given(kept.orderId()),
                    new SentSlip(null, List.of(kept.documentId()), null), given(kept.requestKey())));
            return done(flash, companyId, "account.topUp.done", id);
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return topUpForm(companyId, kept, errors, model);
        }
    }

    /** The slip becomes a draft even where the rest is wrong: nobody chooses a file twice. */
    private TopUpForm withSlip(String companyId, TopUpForm form, MultipartFile slip) throws IOException {
        if (slip == null || slip.isEmpty()) {
            return form;
        }
        try {
            Document draft = documents.draftFor(actor(), companyId, new NewDocument(slip.getOriginalFilename(),
                    Document.Category.TRANSFER_SLIP, slip.getBytes()));
            return new TopUpForm(form.amount(), form.payerName(), form.payerAccount(), form.orderId(), draft.id(),
                    draft.fileName(), form.requestKey());
        } catch (Refusal refusal) {
            throw Refusal.invalid(refusal.reasons().stream()
                    .map(reason -> Reason.field("slip", reason.key(), reason.args().toArray())).toList());
        }
    }

    private String topUpForm(String companyId, TopUpForm form, FormErrors.Errors errors, Model model) {
        show(companyId, model);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("orders", orders.of(actor(), companyId).stream()
                .filter(order -> order.status() == ServiceOrder.Status.AWAITING_PAYMENT).toList());
        return "money/top-up";
    }

    @GetMapping("/withdrawal")
    String withdrawalForm(@PathVariable String companyId, Model model) {
        readers.ofMember(actor(), companyId, "wallet.withdrawal.onlyMembers");
        return withdrawalForm(companyId, new WithdrawalForm(null, null, null, null, newKey()),
                FormErrors.Errors.NONE, model);
    }

    @PostMapping("/withdrawal")
    String withdraw(@PathVariable String companyId, @ModelAttribute WithdrawalForm form, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        readers.ofMember(actor(), companyId, "wallet.withdrawal.onlyMembers");
        try {
            List<Reason> wrong = new ArrayList<>();
            Money amount = amount(form.amount(), wrong);
            refuse(wrong);
            String id = withdrawalProcess.start(actor(), new NewWithdrawal(companyId, amount, form.payeeName(),
                    form.bank(), form.account(), given(form.requestKey())));
            return done(flash, companyId, "account.withdrawal.done", id);
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return withdrawalForm(companyId, form, errors, model);
        }
    }

    private String withdrawalForm(String companyId, WithdrawalForm form, FormErrors.Errors errors, Model model) {
        show(companyId, model);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "money/withdrawal";
    }

    @PostMapping("/withdrawals/{withdrawalId}/cancel")
    String cancel(@PathVariable String companyId, @PathVariable String withdrawalId, RedirectAttributes flash,
            Locale locale) {
        withdrawals.own(actor(), companyId, withdrawalId);
        try {
            withdrawalProcess.cancel(actor(), withdrawalId);
            return done(flash, companyId, "account.withdrawal.cancelled", withdrawalId);
        } catch (Refusal refusal) {
            flash.addFlashAttribute("refused", formErrors.of(refusal, locale).general());
            return "redirect:/companies/" + companyId + "/wallet";
        }
    }

    @GetMapping("/gift")
    String giftForm(@PathVariable String companyId, Model model) {
        show(companyId, model);
        onlyFinance();
        return giftForm(new GiftForm(newKey(), null, null),
                FormErrors.Errors.NONE, model);
    }

    @PostMapping("/gift")
    String give(@PathVariable String companyId, @ModelAttribute GiftForm form, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        show(companyId, model);
        onlyFinance();
        try {
            List<Reason> wrong = new ArrayList<>();
            Money amount = amount(form.amount(), wrong);
            refuse(wrong);
            wallet.give(actor(), companyId, form.reference(), amount, form.reason());
            return done(flash, companyId, "account.gift.done", amount.grouped());
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return giftForm(form, errors, model);
        }
    }

    private String giftForm(GiftForm form, FormErrors.Errors errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "money/gift";
    }

    /** Made with the form: sending it twice does it once. */
    private static String newKey() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private void onlyFinance() {
        if (!actor().is(Role.FINANCE)) {
            throw Refusal.forbidden("wallet.give.onlyFinance");
        }
    }

    /** What every page of the account shows: whose it is and what is in it. */
    private void show(String companyId, Model model) {
        Company company = readers.readable(actor(), companyId);
        model.addAttribute("company", company);
        model.addAttribute("balance", views.balance(wallet.balance(actor(), companyId),
                invoiceable.of(actor(), companyId)));
        model.addAttribute("consumption", consumption.totals(companyId));
        model.addAttribute("member", actor().isMemberOf(companyId));
        model.addAttribute("finance", actor().is(Role.FINANCE));
    }

    private String done(RedirectAttributes flash, String companyId, String key, String about) {
        flash.addFlashAttribute("done", messages.getMessage(key, new Object[] {about},
                LocaleContextHolder.getLocale()));
        return "redirect:/companies/" + companyId + "/wallet";
    }

    private static Money amount(String text, List<Reason> wrong) {
        if (given(text) == null) {
            wrong.add(Reason.field("amount", "flow.field.required"));
            return null;
        }
        try {
            return Money.of(text.strip().replace(",", ""));
        } catch (NumberFormatException | ArithmeticException notAnAmount) {
            wrong.add(Reason.field("amount", "flow.field.money", text));
            return null;
        }
    }

    private static void refuse(List<Reason> wrong) {
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private Actor actor() {
        return currentActor.get();
    }
}
