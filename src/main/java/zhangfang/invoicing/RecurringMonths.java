package zhangfang.invoicing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.invoicing.RecurringInvoicing.Plan;
import zhangfang.invoicing.RecurringRun.Obstacle;
import zhangfang.invoicing.RecurringRun.Outcome;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;

/**
 * The months of recurring invoicing, as the program does them: one application per company and month for the whole
 * invoiceable amount, or a notice that says why not. Each company stands for itself; done again, nothing is done twice.
 */
@Service
public class RecurringMonths {

    /** How far back a month is made up; who was away longer looks himself. */
    private static final int MOST_MONTHS_BACK = 12;
    private static final Actor ACTOR = Actor.SYSTEM;

    private final RecurringRows rows;
    private final RecurringInvoicing recurring;
    private final InvoiceAccounts accounts;
    private final InvoiceApplicationProcess process;
    private final BusinessClock clock;
    private final Notices notices;
    private final Audit audit;
    private final RefusalText texts;

    RecurringMonths(RecurringRows rows, RecurringInvoicing recurring, InvoiceAccounts accounts,
            InvoiceApplicationProcess process, BusinessClock clock, Notices notices, Audit audit, RefusalText texts) {
        this.rows = rows;
        this.recurring = recurring;
        this.accounts = accounts;
        this.process = process;
        this.clock = clock;
        this.notices = notices;
        this.audit = audit;
        this.texts = texts;
    }

    /** The earliest month that is due and was not begun; none where nobody had it on in time. */
    @Transactional(readOnly = true)
    public Optional<YearMonth> missed() {
        Optional<Instant> since = rows.firstTurnedOn();
        if (since.isEmpty()) {
            return Optional.empty();
        }
        YearMonth first = YearMonth.from(since.get().atZone(BusinessClock.ZONE));
        YearMonth earliest = since.get().isBefore(RecurringInvoicing.dueAt(first)) ? first : first.plusMonths(1);
        YearMonth month = latest(earliest, rows.lastBegun().map(last -> last.plusMonths(1)).orElse(earliest),
                clock.month().minusMonths(MOST_MONTHS_BACK));
        return clock.now().isBefore(RecurringInvoicing.dueAt(month)) ? Optional.empty() : Optional.of(month);
    }

    private static YearMonth latest(YearMonth... months) {
        return Arrays.stream(months).max(YearMonth::compareTo).orElseThrow();
    }

    /** Begins the earliest month that is due; of several who begin at once, one does and the others find none. */
    @Transactional
    public Optional<YearMonth> begin() {
        rows.lock();
        Optional<YearMonth> month = missed();
        month.ifPresent(due -> {
            rows.begin(due, RecurringInvoicing.dueAt(due), clock.now());
            audit.record(ACTOR, "recurringInvoicing.begin", null, due.toString(), null);
        });
        return month;
    }

    /** The next companies of a month, at most so many. */
    @Transactional(readOnly = true)
    public List<String> pending(YearMonth month, int limit) {
        return rows.pending(month, RecurringInvoicing.dueAt(month), limit);
    }

    /** Companies whose attempt failed unexpectedly. */
    @Transactional(readOnly = true)
    public List<String> failed(YearMonth month) {
        return rows.failed(month);
    }

    /** Every company of the month is settled. */
    @Transactional
    public void end(YearMonth month) {
        rows.end(month, clock.now());
    }

    /**
     * Applies for one company, or says why not; in a transaction of its own, in which the process of the application
     * starts, too. Nothing happens where it is done, or was turned off meanwhile.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(YearMonth month, String companyId) {
        accounts.lock(companyId);
        Optional<RecurringRun> before = rows.find(companyId, month);
        if (before.isPresent() && before.get().outcome() != Outcome.FAILED) {
            return;
        }
        RecurringRows.Switch turned = rows.switchOf(companyId);
        if (!turned.on() || !turned.changedAt().isBefore(RecurringInvoicing.dueAt(month))) {
            rows.drop(companyId, month);
            return;
        }
        Plan plan = recurring.plan(companyId, turned, month.atDay(1));
        int attempts = before.map(failed -> failed.attempts() + 1).orElse(1);
        if (plan.obstacles().isEmpty()) {
            apply(month, companyId, plan, attempts);
        } else {
            skip(month, companyId, plan.amount(), plan.obstacles(), null, attempts);
        }
    }

    /** An attempt failed unexpectedly and was rolled back; the others go on, and this one is tried again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fail(YearMonth month, String companyId, String why) {
        accounts.lock(companyId);
        Optional<RecurringRun> before = rows.find(companyId, month);
        if (before.isEmpty() || before.get().outcome() == Outcome.FAILED) {
            rows.save(run(month, companyId, Outcome.FAILED, null, null, List.of(), why,
                    before.map(failed -> failed.attempts() + 1).orElse(1)));
        }
    }

    /** The application was refused for a reason that is the company's own, which it is told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refuse(YearMonth month, String companyId, Refusal refusal) {
        accounts.lock(companyId);
        Optional<RecurringRun> before = rows.find(companyId, month);
        if (before.isEmpty() || before.get().outcome() == Outcome.FAILED) {
            Plan plan = recurring.plan(companyId, rows.switchOf(companyId), month.atDay(1));
            skip(month, companyId, plan.amount(), List.of(Obstacle.REFUSED),
                    texts.text(refusal, Locale.CHINESE), before.map(failed -> failed.attempts() + 1).orElse(1));
        }
    }

    /** Tells process owners and finance how many companies failed; once a month. */
    @Transactional
    public void tellFailures(YearMonth month) {
        int failures = rows.failed(month).size();
        for (Role role : List.of(Role.PROCESS_OWNER, Role.FINANCE)) {
            notices.tellRole(role, null, "recurring.failed/" + month, "invoicing.notice.recurringFailed", month,
                    failures);
        }
    }

    private void apply(YearMonth month, String companyId, Plan plan, int attempts) {
        String application = process.start(ACTOR, new NewApplication(companyId, plan.amount(), plan.title().id(),
                plan.address().id(), InvoiceApplication.Origin.RECURRING, "recurring/" + month));
        rows.save(run(month, companyId, Outcome.APPLIED, plan.amount(), application, List.of(), null, attempts));
        notices.tellCompany(companyId, "recurring.applied/" + companyId + "/" + month,
                "invoicing.notice.recurringApplied", month, plan.amount(), plan.title().name());
    }

    private void skip(YearMonth month, String companyId, Money amount, List<Obstacle> obstacles, String detail,
            int attempts) {
        rows.save(run(month, companyId, Outcome.SKIPPED, amount, null, obstacles, detail, attempts));
        audit.record(ACTOR, "recurringInvoicing.skip", companyId, month.toString(), obstacles.toString());
        for (Obstacle obstacle : obstacles) {
            notices.tellCompany(companyId, "recurring.skipped/" + companyId + "/" + month + "/" + obstacle,
                    "invoicing.notice.recurringSkipped." + obstacle, month, amount, detail == null ? "" : detail);
        }
    }

    private RecurringRun run(YearMonth month, String companyId, Outcome outcome, Money amount, String application,
            List<Obstacle> obstacles, String detail, int attempts) {
        return new RecurringRun(companyId, month, outcome, amount, application, obstacles, detail, attempts,
                RecurringInvoicing.dueAt(month), clock.now());
    }
}
