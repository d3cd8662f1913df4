package zhangfang.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.invoicing.RecurringRun.Obstacle;
import zhangfang.money.Money;
import zhangfang.wallet.InvoiceableAmounts;

/**
 * Recurring invoicing (定期开票) as a company sees it: the switch, what the next 10th would bring, and what became of the
 * months before. The switch belongs to the company: any member turns it.
 */
@Service
public class RecurringInvoicing {

    private static final int DAY = 10;

    /**
     * What the next run does as things stand now.
     *
     * @param on        whether invoices are applied for every month
     * @param changedBy who turned the switch last; {@code null} where nobody has
     * @param nextRun   the next 10th; also where it is off, for who thinks of turning it on
     * @param amount    the whole amount that could be invoiced now
     * @param title     the default title, or {@code null}
     * @param address   the default address, or {@code null}
     * @param obstacles why the run would be skipped; empty when it would apply
     */
    public record Plan(boolean on, String changedBy, Instant changedAt, LocalDate nextRun, Money amount,
            InvoiceTitle title, DeliveryAddress address, List<Obstacle> obstacles) {
    }

    private final RecurringRows rows;
    private final InvoiceAccounts accounts;
    private final InvoiceableAmounts amounts;
    private final InvoiceTitles titles;
    private final DeliveryAddresses addresses;
    private final MoneyReaders readers;
    private final BusinessClock clock;
    private final Audit audit;

    RecurringInvoicing(RecurringRows rows, InvoiceAccounts accounts, InvoiceableAmounts amounts, InvoiceTitles titles,
            DeliveryAddresses addresses, MoneyReaders readers, BusinessClock clock, Audit audit) {
        this.rows = rows;
        this.accounts = accounts;
        this.amounts = amounts;
        this.titles = titles;
        this.addresses = addresses;
        this.readers = readers;
        this.clock = clock;
        this.audit = audit;
    }

    /** When the month's run is due: the 10th, 00:00, whatever day of the week it is. */
    static Instant dueAt(YearMonth month) {
        return Deadlines.startOf(month.atDay(DAY));
    }

    /**
     * A member turns recurring invoicing on or off. Months that are due already when it is turned on, or not yet done when
     * it is turned off, are not made up.
     */
    @Transactional
    public void turn(Actor actor, String companyId, boolean on) {
        readers.ofMember(actor, companyId, "invoicing.onlyMembers");
        accounts.lock(companyId);
        if (rows.switchOf(companyId).on() != on) {
            rows.turn(companyId, on, actor.id(), clock.now());
            audit.record(actor, on ? "recurringInvoicing.on" : "recurringInvoicing.off", companyId, companyId, null);
        }
    }

    /** What the next run does. @throws zhangfang.refusal.Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public Plan plan(Actor actor, String companyId) {
        readers.readable(actor, companyId);
        RecurringRows.Switch turned = rows.switchOf(companyId);
        return plan(companyId, turned, nextRun());
    }

    /** What became of the company's months, the newest first. @throws zhangfang.refusal.Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<RecurringRun> runs(Actor actor, String companyId, int limit) {
        readers.readable(actor, companyId);
        return rows.of(companyId, limit);
    }

    /** As things stand, under the company's lock where an application follows. */
    Plan plan(String companyId, RecurringRows.Switch turned, LocalDate nextRun) {
        Money amount = amounts.of(companyId).invoiceable();
        Optional<InvoiceTitle> title = titles.defaultOf(companyId);
        Optional<DeliveryAddress> address = addresses.defaultOf(companyId);
        return new Plan(turned.on(), turned.changedBy(), turned.changedAt(), nextRun, amount, title.orElse(null),
                address.orElse(null), obstacles(amount, title, address));
    }

    /** Without an amount nothing else matters. */
    private static List<Obstacle> obstacles(Money amount, Optional<InvoiceTitle> title,
            Optional<DeliveryAddress> address) {
        if (!amount.isPositive()) {
            return List.of(amount.isZero() ? Obstacle.NO_AMOUNT : Obstacle.OWED);
        }
        List<Obstacle> obstacles = new ArrayList<>();
        if (title.isEmpty() || title.get().status() == InvoiceTitle.Status.REMOVED) {
            obstacles.add(Obstacle.NO_TITLE);
        } else if (!title.get().isUsable()) {
            obstacles.add(Obstacle.TITLE_NOT_USABLE);
        }
        if (address.isEmpty() || address.get().removed()) {
            obstacles.add(Obstacle.NO_ADDRESS);
        }
        return obstacles;
    }

    private LocalDate nextRun() {
        YearMonth month = clock.month();
        return (clock.now().isBefore(dueAt(month)) ? month : month.plusMonths(1)).atDay(DAY);
    }
}
