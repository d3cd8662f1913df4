package zhangfang.web;

import static zhangfang.web.OrderingApi.here;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.identity.CurrentActor;
import zhangfang.invoicing.RecurringInvoicing;
import zhangfang.invoicing.RecurringInvoicing.Plan;
import zhangfang.invoicing.RecurringRun;
import zhangfang.invoicing.RecurringRun.Obstacle;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** Recurring invoicing over HTTP, for those who see the company's money; members turn it. */
@RestController
@RequestMapping("/api/companies/{companyId}/recurring-invoicing")
@Tag(name = "recurring-invoicing 定期开票")
class RecurringInvoicingApi {

    private static final int MOST_ROWS = 1000;

    record SwitchInput(Boolean on) {
    }

    /** @param reason why the run would be skipped, in the caller's language */
    record ObstacleView(Obstacle obstacle, String reason) {
    }

    record PlanView(boolean on, OffsetDateTime changedAt, LocalDate nextRun, Money amount, String titleId,
            String titleName, String addressId, String address, boolean applies, List<ObstacleView> obstacles) {
    }

    record RunView(YearMonth month, RecurringRun.Outcome outcome, String outcomeName, Money amount,
            String applicationId, List<ObstacleView> obstacles, String detail, OffsetDateTime effectiveAt,
            OffsetDateTime processedAt) {
    }

    private final RecurringInvoicing recurring;
    private final CurrentActor actor;
    private final MessageSource messages;

    RecurringInvoicingApi(RecurringInvoicing recurring, CurrentActor actor, MessageSource messages) {
        this.recurring = recurring;
        this.actor = actor;
        this.messages = messages;
    }

    @GetMapping
    @Operation(summary = "The switch, the next run and what it would do as things stand now")
    PlanView plan(@PathVariable String companyId, Locale locale) {
        return view(recurring.plan(actor.get(), companyId), locale);
    }

    @PutMapping
    @Operation(summary = "Turns recurring invoicing on or off", description = "for members; months that are due already are "
            + "not made up for who turns it on, months not yet done are not for who turns it off")
    PlanView turn(@PathVariable String companyId, @RequestBody SwitchInput input, Locale locale) {
        if (input.on() == null) {
            throw Refusal.field("on", "invoicing.field.required");
        }
        recurring.turn(actor.get(), companyId, input.on());
        return plan(companyId, locale);
    }

    @GetMapping("/runs")
    @Operation(summary = "What became of each month, the newest first")
    Rows<RunView> runs(@PathVariable String companyId, Locale locale) {
        return new Rows<>(recurring.runs(actor.get(), companyId, MOST_ROWS).stream()
                .map(run -> new RunView(run.month(), run.outcome(),
                        text("invoicing.recurring.outcome." + run.outcome(), locale), run.amount(),
                        run.applicationId(), obstacles(run.obstacles(), locale),
                        run.outcome() == RecurringRun.Outcome.SKIPPED ? run.detail() : null, here(run.effectiveAt()),
                        here(run.processedAt())))
                .toList());
    }

    private PlanView view(Plan plan, Locale locale) {
        return new PlanView(plan.on(), plan.changedAt() == null ? null : here(plan.changedAt()), plan.nextRun(),
                plan.amount(), plan.title() == null ? null : plan.title().id(),
                plan.title() == null ? null : plan.title().name(), plan.address() == null ? null : plan.address().id(),
                plan.address() == null ? null : plan.address().line(), plan.on() && plan.obstacles().isEmpty(),
                obstacles(plan.obstacles(), locale));
    }

    private List<ObstacleView> obstacles(List<Obstacle> obstacles, Locale locale) {
        return obstacles.stream()
                .map(obstacle -> new ObstacleView(obstacle, text("invoicing.recurring.obstacle." + obstacle, locale)))
                .toList();
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
