package zhangfang.web;

import static zhangfang.web.OrderingApi.here;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.identity.People;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;
import zhangfang.wallet.Balance;
import zhangfang.wallet.Entry;
import zhangfang.wallet.InvoiceableAmount;
import zhangfang.wallet.TopUp;
import zhangfang.wallet.WalletStatement;
import zhangfang.wallet.Withdrawal;
import zhangfang.wallet.Withdrawals;

/** Balance, entries, top-ups and withdrawals as pages, API and files show them. */
@Component
class WalletViews {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /**
     * @param withdrawable the balance without gifts
     * @param invoiced     applied for or issued in invoices, less what was released
     * @param invoiceable  cash consumed less invoiced; negative where invoices are owed back (欠票)
     */
    record BalanceView(Money balance, Money gift, Money withdrawable, Money cashConsumed, Money invoiced,
            Money invoiceable) {
    }

    record EntryView(int number, Entry.Kind kind, String kindName, String reference, String orderId, Money amount,
            Money giftAmount, Money balanceAfter, Money giftAfter, OffsetDateTime effectiveAt,
            OffsetDateTime processedAt, String note) {
    }

    /** @param count all entries of these days, of which {@code rows} are some, the newest first */
    record StatementView(LocalDate from, LocalDate to, Money opening, Money income, Money spending, Money closing,
            int count, List<EntryView> rows) {
    }

    record FileView(String id, String fileName, int size) {
    }

    record TopUpView(String id, String companyId, String companyName, String orderId, Money amount, String payerName,
            String payerAccount, TopUp.Status status, String statusName, OffsetDateTime announcedAt,
            String announcedByName, LocalDate reviewDue, Money receivedAmount, String reason, OffsetDateTime decidedAt,
            List<FileView> documents) {
    }

    /** @param accountKnown whether money came to the company from this very account before */
    record WithdrawalView(String id, String companyId, String companyName, Money amount, String payeeName, String bank,
            String account, Boolean accountKnown, Withdrawal.Status status, String statusName,
            OffsetDateTime requestedAt, String requestedByName, LocalDate payDue, String bankReference,
            LocalDate paidOn, String reason, OffsetDateTime decidedAt, List<FileView> documents) {
    }

    private final Companies companies;
    private final People people;
    private final Documents documents;
    private final Withdrawals withdrawals;
    private final MessageSource messages;

    WalletViews(Companies companies, People people, Documents documents, Withdrawals withdrawals,
            MessageSource messages) {
        this.companies = companies;
        this.people = people;
        this.documents = documents;
        this.withdrawals = withdrawals;
        this.messages = messages;
    }

    BalanceView balance(Balance balance, InvoiceableAmount amount) {
        return new BalanceView(balance.total(), balance.gift(), balance.withdrawable(), balance.cashConsumed(),
                amount.invoiced(), amount.invoiceable());
    }

    StatementView statement(WalletStatement statement, Locale locale) {
        return new StatementView(statement.from(), statement.to(), statement.opening(), statement.income(),
                statement.spending(), statement.closing(), statement.count(),
                statement.rows().stream().map(entry -> entry(entry, locale)).toList());
    }

    private EntryView entry(Entry entry, Locale locale) {
        return new EntryView(entry.number(), entry.kind(), kind(entry, locale), entry.reference(), entry.orderId(),
                entry.amount(), entry.giftAmount(), entry.balanceAfter(), entry.giftAfter(),
                here(entry.effectiveAt()), here(entry.processedAt()), entry.note());
    }

    /** What the rows of a list need besides themselves, read once for all of them. */
    private record Beside(Map<String, String> companies, Map<String, String> people,
            Map<String, List<Document>> documents) {
    }

    private <T> Beside beside(List<T> rows, Function<T, String> id, Function<T, String> company,
            Function<T, String> person) {
        return new Beside(companies.namesOf(rows.stream().map(company).distinct().toList()),
                people.namesOf(rows.stream().map(person).distinct().toList()),
                documents.ofAll(rows.stream().map(id).toList()));
    }

    List<TopUpView> topUps(List<TopUp> rows, Locale locale) {
        Beside beside = beside(rows, TopUp::id, TopUp::companyId, TopUp::announcedBy);
        return rows.stream().map(each -> topUp(each, beside, locale)).toList();
    }

    private TopUpView topUp(TopUp topUp, Beside beside, Locale locale) {
        return new TopUpView(topUp.id(), topUp.companyId(), beside.companies.get(topUp.companyId()), topUp.orderId(),
                topUp.amount(), topUp.payerName(), topUp.payerAccount(), topUp.status(),
                text("wallet.topUpStatus." + topUp.status(), locale), here(topUp.announcedAt()),
                beside.people.get(topUp.announcedBy()), topUp.reviewDue(), topUp.received(), topUp.reason(),
                here(topUp.decidedAt()), files(beside.documents.get(topUp.id())));
    }

    /** Whether the account is known is asked for one of them only. */
    List<WithdrawalView> withdrawals(List<Withdrawal> rows, Locale locale) {
        Beside beside = beside(rows, Withdrawal::id, Withdrawal::companyId, Withdrawal::requestedBy);
        return rows.stream().map(each -> withdrawal(each, null, beside, locale)).toList();
    }

    WithdrawalView withdrawal(Withdrawal one, Locale locale) {
        return withdrawal(one, withdrawals.paidFrom(one),
                beside(List.of(one), Withdrawal::id, Withdrawal::companyId, Withdrawal::requestedBy), locale);
    }

    private WithdrawalView withdrawal(Withdrawal one, Boolean known, Beside beside, Locale locale) {
        return new WithdrawalView(one.id(), one.companyId(), beside.companies.get(one.companyId()), one.amount(),
                one.payeeName(), one.bank(), one.account(), known, one.status(),
                text("wallet.withdrawalStatus." + one.status(), locale), here(one.requestedAt()),
                beside.people.get(one.requestedBy()), one.payDue(), one.bankReference(), one.paidOn(), one.reason(),
                here(one.decidedAt()), files(beside.documents.get(one.id())));
    }

    private static List<FileView> files(List<Document> slips) {
        return slips == null ? List.of()
                : slips.stream().map(each -> new FileView(each.id(), each.fileName(), each.size())).toList();
    }

    /** The statement for a file: the oldest entry first, between the opening balance and the totals. */
    Report report(String companyId, WalletStatement statement, LocalDate today, Locale locale) {
        List<Column> columns = List.of(Column.centred(word("number", locale)), Column.centred(word("time", locale)),
                Column.name(word("kind", locale)), Column.text(word("reference", locale)),
                Column.amount(word("income", locale)), Column.amount(word("spending", locale)),
                Column.amount(word("balance", locale)), Column.amount(word("gift", locale)),
                Column.text(word("note", locale)));
        List<Row> rows = new ArrayList<>();
        rows.add(Row.subtotal(null, null, word("opening", locale), null, null, null, statement.opening(), null, null));
        statement.rows().forEach(entry -> rows.add(row(entry, locale)));
        rows.add(Row.total(null, null, word("total", locale), null, statement.income(), statement.spending(),
                statement.closing(), null, null));
        String from = statement.from() == null ? word("begin", locale) : statement.from().toString();
        LocalDate to = statement.to() == null ? today : statement.to();
        String period = messages.getMessage("wallet.statement.period", new Object[] {from, to.toString()}, locale);
        return new Report("wallet-" + (statement.from() == null ? "" : statement.from() + "-") + to,
                word("title", locale), companies.get(companyId).name(), period, columns, rows);
    }

    private Row row(Entry entry, Locale locale) {
        boolean income = entry.amount().isPositive();
        return Row.of(entry.number(), minute(entry.processedAt()), kind(entry, locale), shownReference(entry),
                income ? entry.amount() : null, income ? null : entry.amount().negated(), entry.balanceAfter(),
                entry.giftAfter(), note(entry, locale));
    }

    /** A gift's reference is its giver's own; the reason says more. */
    static String shownReference(Entry entry) {
        return entry.kind() == Entry.Kind.GIFT ? "" : entry.reference();
    }

    /** The note, and the time that an entry counts for where that is another day than its booking. */
    public String note(Entry entry, Locale locale) {
        List<String> notes = new ArrayList<>();
        if (entry.note() != null) {
            notes.add(entry.note());
        }
        if (!day(entry.effectiveAt()).equals(day(entry.processedAt()))) {
            notes.add(messages.getMessage("wallet.statement.effective", new Object[] {minute(entry.effectiveAt())},
                    locale));
        }
        return String.join(" · ", notes);
    }

    String kind(Entry entry, Locale locale) {
        return text("wallet.entry." + entry.kind(), locale);
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(BusinessClock.ZONE).toLocalDate();
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant.atZone(BusinessClock.ZONE));
    }

    private String word(String name, Locale locale) {
        return text("wallet.statement." + name, locale);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    /** A day of a query, or {@code null}. @throws Refusal where it is none */
    static LocalDate day(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException notADay) {
            throw Refusal.field(field, "flow.field.date", text);
        }
    }
}
