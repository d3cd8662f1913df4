package zhangfang.flow.monthlybookkeeping;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.calendar.BusinessClock;
import zhangfang.document.Document;
import zhangfang.document.NewDocument;
import zhangfang.engagement.Confirmations;
import zhangfang.engagement.Declaration;
import zhangfang.engagement.Report;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.flow.engine.Submission;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.intake.Mailings;
import zhangfang.intake.NewMailing;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Vouchers;
import zhangfang.refusal.Refusal;
import zhangfang.statements.IssuedStatements;
import zhangfang.tax.IssuedTaxFigures;
import zhangfang.tax.TaxFilings;

/** How the process of a service month (月度记账) reaches the domain: one bean per step, named after it. */
@Configuration
class MonthlyBookkeepingFlow {

    static final String PROCESS = "monthlyBookkeeping";
    static final String MAILING_ANNOUNCED = "mailingAnnounced";
    static final String MAILINGS_SETTLED = "mailingsSettled";

    private static final int REASON_LIMIT = 500;
    private static final int TEXT_LIMIT = 500;

    /** What the customer does in 邮寄票据. */
    enum MailingChoice {
        MAIL, COMPLETE, NONE
    }

    /** What the accountant says in 签收票据. */
    enum SignChoice {
        RECEIVED, NOT_RECEIVED
    }

    /** What the reviewer decides. */
    enum ReviewChoice {
        APPROVE, RETURN
    }

    /** What the accountant decides on closing. */
    enum ClosingChoice {
        CLOSE, RETURN
    }

    /** The customer's word on a report. */
    enum ConfirmationChoice {
        CONFIRM, OBJECT
    }

    private final ServiceMonths months;
    private final Confirmations confirmations;
    private final Mailings mailings;
    private final CurrentActor currentActor;

    MonthlyBookkeepingFlow(ServiceMonths months, Confirmations confirmations, Mailings mailings,
            CurrentActor currentActor) {
        this.months = months;
        this.confirmations = confirmations;
        this.mailings = mailings;
        this.currentActor = currentActor;
    }

    @Bean
    ExecutionListener beginMonth() {
        return execution -> {
            if (execution.getProcessBusinessKey() == null) {
                throw Refusal.notFound();
            }
            months.begin(currentActor.get(), execution.getProcessBusinessKey());
        };
    }

    /** An operator's deletion is no end: the whole-state check reports the month that lost its instance. */
    @Bean
    ExecutionListener endMonth() {
        return execution -> {
            boolean whole = execution.getId().equals(execution.getProcessInstanceId());
            if (whole && !execution.isCanceled()) {
                months.end(currentActor.get(), execution.getProcessBusinessKey());
            }
        };
    }

    @Bean
    TaskListener mailDocuments() {
        return task -> {
            Submission submission = Submission.of(task);
            String monthId = key(task);
            switch (submission.choice("choice", MailingChoice.class)) {
                case MAIL -> mailings.announce(currentActor.get(), monthId, mailing(submission), task.getId(),
                        file(submission));
                case COMPLETE -> declare(monthId, Declaration.COMPLETE, submission);
                case NONE -> declare(monthId, Declaration.NONE, submission);
            }
        };
    }

    private static NewMailing mailing(Submission submission) {
        return new NewMailing(submission.choice("way", Mailing.Way.class),
                submission.optionalText("courier", TEXT_LIMIT).orElse(null),
                submission.optionalText("trackingNumber", TEXT_LIMIT).orElse(null),
                submission.optionalText("pickupAddress", TEXT_LIMIT).orElse(null),
                time(submission, "pickupFrom"), time(submission, "pickupUntil"),
                submission.optionalText("remark", TEXT_LIMIT).orElse(null),
                submission.texts("documentIds"));
    }

    private static NewDocument file(Submission submission) {
        Optional<Submission.SubmittedFile> file = submission.file("file");
        return file.map(sent -> new NewDocument(sent.name(), Document.Category.OTHER, sent.content())).orElse(null);
    }

    /** A local time such as {@code 2026-12-01T14:00}. */
    private static Instant time(Submission submission, String field) {
        return submission.optionalText(field, 40).map(text -> {
            try {
                return LocalDateTime.parse(text.replace(' ', 'T')).atZone(BusinessClock.ZONE).toInstant();
            } catch (DateTimeParseException e) {
                throw Refusal.field(field, "flow.field.time", text);
            }
        }).orElse(null);
    }

    @Bean
    TaskListener endCollecting() {
        return task -> {
            Actor actor = currentActor.get();
            if (!actor.is(Role.ACCOUNTANT)) {
                throw Refusal.forbidden("engagement.role.ACCOUNTANT");
            }
            Submission submission = Submission.of(task);
            Declaration declaration = submission.choice("choice", Declaration.class);
            String reason = declaration == Declaration.WITHOUT
                    ? submission.text("reason", REASON_LIMIT)
                    : submission.optionalText("reason", REASON_LIMIT).orElse(null);
            String monthId = key(task);
            months.lock(monthId);
            months.declareDocuments(actor, monthId, declaration, mailings.unsettled(monthId), reason);
        };
    }

    private void declare(String monthId, Declaration declaration, Submission submission) {
        months.lock(monthId);
        months.declareDocuments(currentActor.get(), monthId, declaration, mailings.unsettled(monthId),
                submission.optionalText("remark", REASON_LIMIT).orElse(null));
    }

    @Bean
    JavaDelegate announceMailing() {
        return execution -> execution.getProcessEngineServices().getRuntimeService()
                .createMessageCorrelation(MAILING_ANNOUNCED)
                .processInstanceId(execution.getProcessInstanceId())
                .correlate();
    }

    @Bean
    TaskListener openSignTask(MessageSource messages) {
        return task -> mailings.assignSignTask(key(task), task.getId()).ifPresent(mailing -> {
            String way = messages.getMessage("intake.way." + mailing.way(), null, Locale.CHINESE);
            task.setName("签收第 " + mailing.number() + " 次寄件(" + way + ")");
        });
    }

    @Bean
    TaskListener signMailing() {
        return task -> {
            Submission submission = Submission.of(task);
            Mailing mailing = mailings.ofSignTask(task.getId());
            String remark = submission.optionalText("remark", REASON_LIMIT).orElse(null);
            if (submission.choice("choice", SignChoice.class) == SignChoice.RECEIVED) {
                mailings.sign(currentActor.get(), mailing.id(), handover(submission), remark,
                        submission.flag("intoThisMonth"));
            } else {
                mailings.notReceived(currentActor.get(), mailing.id(), remark);
            }
            continueWhenAllSettled(task);
        };
    }

    /** Collecting may be waiting for the last mailing. */
    private void continueWhenAllSettled(DelegateTask task) {
        if (mailings.unsettled(key(task)) > 0) {
            return;
        }
        var runtime = task.getProcessEngineServices().getRuntimeService();
        runtime.createExecutionQuery().processInstanceId(task.getProcessInstanceId())
                .messageEventSubscriptionName(MAILINGS_SETTLED).list()
                .forEach(waiting -> runtime.messageEventReceived(MAILINGS_SETTLED, waiting.getId()));
    }

    private static List<HandoverRow> handover(Submission submission) {
        List<HandoverRow> rows = new ArrayList<>();
        for (Map<String, Object> row : submission.rows("handover")) {
            rows.add(new HandoverRow(text(row.get("kind")), wholeNumber(row.get("quantity")),
                    text(row.get("remark"))));
        }
        return rows;
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    /** What is no whole number counts as none, which the domain refuses with the line's number. */
    private static int wholeNumber(Object value) {
        try {
            return value == null ? 0 : Integer.parseInt(value.toString().strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Bean
    ExecutionListener documentsCollected() {
        return execution -> months.documentsCollected(currentActor.get(), execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate remindMailing() {
        return execution -> months.remindOfMailing(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener keepBooks() {
        return task -> months.booksKept(currentActor.get(), key(task));
    }

    @Bean
    TaskListener reviewVouchers(Vouchers vouchers) {
        return task -> {
            Actor actor = currentActor.get();
            Submission submission = Submission.of(task);
            if (submission.choice("decision", ReviewChoice.class) == ReviewChoice.APPROVE) {
                ServiceMonth month = months.lockForReview(actor, key(task));
                vouchers.reviewAndPostAll(actor, month.companyId(), month.month());
                months.reviewed(actor, month.id());
            } else {
                months.returned(actor, key(task), submission.text("reason", REASON_LIMIT));
            }
        };
    }

    @Bean
    TaskListener closeMonth(Closing closing) {
        return task -> {
            Actor actor = currentActor.get();
            Submission submission = Submission.of(task);
            if (submission.choice("decision", ClosingChoice.class) == ClosingChoice.CLOSE) {
                ServiceMonth month = months.lockForClosing(actor, key(task));
                closing.close(actor, month.companyId(), month.month());
                months.closed(actor, month.id());
            } else {
                months.returnedForAdditions(actor, key(task), submission.text("reason", REASON_LIMIT));
            }
        };
    }

    @Bean
    JavaDelegate issueReports(IssuedStatements statements, IssuedTaxFigures taxFigures) {
        return execution -> {
            String monthId = execution.getProcessBusinessKey();
            int revision = confirmations.nextRevision(monthId);
            ServiceMonth month = months.get(monthId);
            statements.issue(Actor.SYSTEM, month.companyId(), month.month(), revision);
            taxFigures.issue(Actor.SYSTEM, month.companyId(), month.month(), revision);
            confirmations.issue(Actor.SYSTEM, monthId);
        };
    }

    @Bean
    TaskListener confirmStatements() {
        return task -> answer(task, Report.STATEMENTS);
    }

    @Bean
    TaskListener confirmTaxes() {
        return task -> answer(task, Report.TAXES);
    }

    private void answer(DelegateTask task, Report report) {
        Submission submission = Submission.of(task);
        if (submission.choice("decision", ConfirmationChoice.class) == ConfirmationChoice.CONFIRM) {
            confirmations.confirm(currentActor.get(), key(task), report);
        } else {
            confirmations.object(currentActor.get(), key(task), report, submission.text("reason", REASON_LIMIT));
        }
    }

    @Bean
    JavaDelegate confirmStatementsBySystem() {
        return execution -> confirmations.confirmBySystem(execution.getProcessBusinessKey(), Report.STATEMENTS);
    }

    @Bean
    JavaDelegate confirmTaxesBySystem() {
        return execution -> confirmations.confirmBySystem(execution.getProcessBusinessKey(), Report.TAXES);
    }

    /** In the transaction of the objection: one that can't re-open the month is refused as a whole. */
    @Bean
    JavaDelegate reopenMonth(Closing closing) {
        return execution -> {
            ServiceMonth month = months.lock(execution.getProcessBusinessKey());
            String reason = confirmations.openObjection(month).map(Confirmations.Decided::reason)
                    .orElseThrow(() -> Refusal.conflict("engagement.objection.none"));
            closing.reopen(currentActor.get(), month.companyId(), month.month(), reason);
        };
    }

    @Bean
    TaskListener fileUnconfirmed(TaxFilings filings) {
        return task -> {
            Submission submission = Submission.of(task);
            Actor actor = currentActor.get();
            String reason = submission.text("reason", REASON_LIMIT);
            confirmations.fileUnconfirmed(actor, key(task), reason);
            recordFiling(filings, actor, key(task), submission);
        };
    }

    @Bean
    ExecutionListener completeService() {
        return execution -> confirmations.complete(currentActor.get(), execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener fileTaxes(TaxFilings filings) {
        return task -> {
            Submission submission = Submission.of(task);
            Actor actor = currentActor.get();
            months.filed(actor, key(task), submission.text("reference", TEXT_LIMIT));
            recordFiling(filings, actor, key(task), submission);
        };
    }

    private void recordFiling(TaxFilings filings, Actor actor, String monthId, Submission submission) {
        ServiceMonth month = months.get(monthId);
        filings.recordFiling(actor, month.companyId(), month.month(), submission.date("filedOn"),
                submission.text("reference", TEXT_LIMIT));
    }

    @Bean
    TaskListener recordReceipts(TaxFilings filings) {
        return task -> {
            Submission submission = Submission.of(task);
            Actor actor = currentActor.get();
            String reference = submission.text("reference", TEXT_LIMIT);
            months.paid(actor, key(task), reference);
            ServiceMonth month = months.get(key(task));
            filings.recordPayment(actor, month.companyId(), month.month(), submission.date("paidOn"), reference);
        };
    }

    /** Overdue: the task is offered to all accountants besides the company's own. */
    @Bean
    TaskListener offerToAccountants() {
        return task -> task.addCandidateGroup(Role.ACCOUNTANT.group());
    }

    private static String key(DelegateTask task) {
        DelegateExecution execution = task.getExecution();
        return execution.getProcessBusinessKey();
    }
}
