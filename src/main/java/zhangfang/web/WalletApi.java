package zhangfang.web;

import static zhangfang.web.OrderingApi.here;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.company.Companies;
import zhangfang.identity.CurrentActor;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.wallet.Balance;
import zhangfang.wallet.Entry;
import zhangfang.wallet.NewTopUp;
import zhangfang.wallet.TopUp;
import zhangfang.wallet.TopUpProcess;
import zhangfang.wallet.TopUps;
import zhangfang.wallet.Wallet;

/** A company's balance, its entries and its top-ups over HTTP, for its members, finance and process owners. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "wallet 账户")
class WalletApi {

    private static final int MOST_ROWS = 1000;

    record BalanceView(Money balance, Money gift, Money cashConsumed) {
    }

    record EntryView(int number, Entry.Kind kind, String kindName, String reference, Money amount, Money giftAmount,
            Money balanceAfter, OffsetDateTime effectiveAt, OffsetDateTime processedAt, String note) {
    }

    record TopUpView(String id, String companyId, String companyName, String orderId, Money amount, String payerName,
            String payerAccount, TopUp.Status status, String statusName, OffsetDateTime announcedAt,
            LocalDate reviewDue, Money receivedAmount, String reason, OffsetDateTime decidedAt) {
    }

    record TopUpInput(Money amount, String payerName, String payerAccount, String orderId) {
    }

    private final Wallet wallet;
    private final TopUps topUps;
    private final TopUpProcess process;
    private final Companies companies;
    private final CurrentActor actor;
    private final MessageSource messages;

    WalletApi(Wallet wallet, TopUps topUps, TopUpProcess process, Companies companies, CurrentActor actor,
            MessageSource messages) {
        this.wallet = wallet;
        this.topUps = topUps;
        this.process = process;
        this.companies = companies;
        this.actor = actor;
        this.messages = messages;
    }

    @GetMapping("/wallet")
    @Operation(summary = "The balance, the part of it that was given, and the cash consumed so far")
    BalanceView balance(@PathVariable String companyId) {
        Balance balance = wallet.balance(actor.get(), companyId);
        return new BalanceView(balance.total(), balance.gift(), balance.cashConsumed());
    }

    @GetMapping("/wallet/entries")
    @Operation(summary = "The entries of the balance, newest first")
    Rows<EntryView> entries(@PathVariable String companyId, @RequestParam(defaultValue = "200") int limit,
            Locale locale) {
        return new Rows<>(wallet.entries(actor.get(), companyId, bounded(limit)).stream()
                .map(entry -> new EntryView(entry.number(), entry.kind(),
                        text("wallet.entry." + entry.kind(), locale), entry.reference(), entry.amount(),
                        entry.giftAmount(), entry.balanceAfter(), here(entry.effectiveAt()),
                        here(entry.processedAt()), entry.note()))
                .toList());
    }

    @GetMapping("/top-ups")
    @Operation(summary = "The top-ups of a company, newest first")
    Rows<TopUpView> topUps(@PathVariable String companyId, @RequestParam(defaultValue = "200") int limit,
            Locale locale) {
        return new Rows<>(topUps.of(actor.get(), companyId, bounded(limit)).stream()
                .map(each -> view(each, locale)).toList());
    }

    @GetMapping("/top-ups/{topUpId}")
    @Operation(summary = "One top-up")
    TopUpView topUp(@PathVariable String companyId, @PathVariable String topUpId, Locale locale) {
        return view(topUps.visible(actor.get(), companyId, topUpId), locale);
    }

    @PostMapping("/top-ups")
    @Operation(summary = "A member of the company announces a bank transfer, which starts its process")
    ResponseEntity<TopUpView> announce(@PathVariable String companyId, @RequestBody TopUpInput input, Locale locale) {
        companies.visible(actor.get(), companyId);
        if (input.amount() == null) {
            throw Refusal.field("amount", "flow.field.required");
        }
        String id = process.start(actor.get(), new NewTopUp(companyId, input.amount(), input.payerName(),
                input.payerAccount(), input.orderId()));
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/top-ups/" + id))
                .body(view(topUps.visible(actor.get(), companyId, id), locale));
    }

    private TopUpView view(TopUp topUp, Locale locale) {
        return new TopUpView(topUp.id(), topUp.companyId(), companies.get(topUp.companyId()).name(), topUp.orderId(),
                topUp.amount(), topUp.payerName(), topUp.payerAccount(), topUp.status(),
                text("wallet.topUpStatus." + topUp.status(), locale), here(topUp.announcedAt()), topUp.reviewDue(),
                topUp.received(), topUp.reason(), here(topUp.decidedAt()));
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private static int bounded(int limit) {
        return Math.max(1, Math.min(limit, MOST_ROWS));
    }
}
