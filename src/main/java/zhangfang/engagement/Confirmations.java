package zhangfang.engagement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.identity.Actor;
import zhangfang.notice.Notices;
import zhangfang.refusal.Refusal;

/**
 * The customer's word on statements and tax amounts (报表确认, 报税确认), revision by revision. Silence becomes consent on
 * the 15th; from that instant on neither confirmation nor objection is taken, whether the timer has fired or not.
 */
@Service
public class Confirmations {

    /** What was decided. */
    public enum Decision {
        CONFIRMED, OBJECTED,
        /** A confirmation that an objection to the other report made void. */
        VOIDED
    }

    /** @param confirmBy the instant at which silence becomes consent, fixed when the revision was issued */
    public record Issue(String monthId, int revision, Instant issuedAt, Instant confirmBy) {
    }

    /**
     * @param effectiveAt the deadline's instant where the system confirmed
     * @param processedAt when it was really recorded
     * @param reason      of an objection
     */
    public record Decided(int revision, Report report, Decision decision, String actorId, Instant effectiveAt,
            Instant processedAt, String reason) {

        public boolean bySystem() {
            return Actor.SYSTEM.id().equals(actorId);
        }

        /** Whether it was recorded some time after it took effect, such as after a downtime. */
        public boolean isRecordedLater() {
            return Duration.between(effectiveAt, processedAt).toMinutes() > 0;
        }
    }

    private final ServiceMonths months;
    private final MonthRows rows;
    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Notices notices;

    Confirmations(ServiceMonths months, MonthRows rows, JdbcClient jdbc, BusinessClock clock, Notices notices) {
        this.months = months;
        this.rows = rows;
        this.jdbc = jdbc;
        this.clock = clock;
        this.notices = notices;
    }

    /** Revision of the issue that comes next, under the month's lock. */
    @Transactional
    public int nextRevision(String monthId) {
        return months.lockAt(monthId, Stage.ISSUING).revision() + 1;
    }

    /** Both reports go to the customer; fixes the instant at which silence becomes consent. */
    @Transactional
    public Issue issue(Actor actor, String monthId) {
        ServiceMonth month = months.lockAt(monthId, Stage.ISSUING);
        Instant now = clock.now();
        int revision = month.revision() + 1;
        Instant confirmBy = revision == 1
                ? Deadlines.automaticConfirmation(now)
                : Deadlines.automaticConfirmationOfReissue(now);
        jdbc.sql("insert into report_issue (month_id, revision, issued_at, confirm_by) values (?, ?, ?, ?)")
                .params(monthId, revision, MonthRows.timestamp(now), MonthRows.timestamp(confirmBy)).update();
        jdbc.sql("update service_month set revision = ? where id = ?").params(revision, monthId).update();
        rows.move(actor, month, Stage.CONFIRMING, MonthStatus.AWAITING_CONFIRMATION, "issued", "r" + revision);
        return new Issue(monthId, revision, now, confirmBy);
    }

    /** The revision that was issued last. */
    public Optional<Issue> current(String monthId) {
        return jdbc.sql("""
                select month_id, revision, issued_at, confirm_by from report_issue
                where month_id = ? order by revision desc fetch first 1 rows only""")
                .param(monthId)
                .query(Confirmations::issue).optional();
    }

    /** The same of several months at once, by month id; nothing for a month that nothing was issued of. */
    public Map<String, Issue> current(Collection<String> monthIds) {
        if (monthIds.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("""
                select i.month_id, i.revision, i.issued_at, i.confirm_by
                from report_issue i join service_month m on m.id = i.month_id and m.revision = i.revision
                where i.month_id in (:months)""")
                .param("months", monthIds).query(Confirmations::issue).list().stream()
                .collect(Collectors.toMap(Issue::monthId, issue -> issue));
    }

    private static Issue issue(ResultSet row, int n) throws SQLException {
        return new Issue(row.getString("month_id"), row.getInt("revision"), MonthRows.instant(row, "issued_at"),
                MonthRows.instant(row, "confirm_by"));
    }

    /** All decisions about all revisions, in order. */
    public List<Decided> decisions(String monthId) {
        return jdbc.sql("""
                select revision, report, decision, actor_id, effective_at, processed_at, reason from report_decision
                where month_id = ? order by revision, processed_at, decision, report""")
                .param(monthId)
                .query((row, n) -> new Decided(row.getInt("revision"), Report.valueOf(row.getString("report")),
                        Decision.valueOf(row.getString("decision")), row.getString("actor_id"),
                        MonthRows.instant(row, "effective_at"), MonthRows.instant(row, "processed_at"),
                        row.getString("reason")))
                .list();
    }

    /** The objection that the month is being worked over for. */
    public Optional<Decided> openObjection(ServiceMonth month) {
        return decisions(month.id()).stream()
                .filter(decided -> decided.revision() == month.revision() && decided.decision() == Decision.OBJECTED)
                .findFirst();
    }

    /** Whether silence becomes consent before the filing deadline is over. */
    public boolean endsBeforeFilingDeadline(String monthId) {
        Issue issue = currentOf(monthId);
        return months.confirmationEndsInTime(months.get(monthId).month(), issue.confirmBy());
    }

    /**
     * A member of the company confirms.
     *
     * @throws Refusal conflict, from the deadline's instant on
     */
    @Transactional
    public void confirm(Actor actor, String monthId, Report report) {
        ServiceMonth month = lockForCustomer(actor, monthId);
        if (isConfirmed(month, report)) {
            return;
        }
        refuseWhenOver(month);
        decide(month, report, Decision.CONFIRMED, actor, clock.now(), null);
        rows.step(actor, month, "confirmed" + word(report), null, clock.now());
    }

    /**
     * A member of the company objects (有异议): a confirmation already given becomes void, the month goes back to
     * bookkeeping.
     *
     * @throws Refusal conflict, from the deadline's instant on, when both are confirmed, or when the taxes are filed
     */
    @Transactional
    public void object(Actor actor, String monthId, Report report, String reason) {
        ServiceMonth month = lockForCustomer(actor, monthId);
        String why = ServiceMonths.required("reason", reason);
        ServiceMonths.refuseIf(month.filingStatus() != FilingStatus.PENDING, "engagement.objection.filed");
        ServiceMonths.refuseIf(isConfirmed(month, Report.STATEMENTS) && isConfirmed(month, Report.TAXES),
                "engagement.objection.bothConfirmed");
        refuseWhenOver(month);
        for (Report given : Report.values()) {
            if (isConfirmed(month, given)) {
                decide(month, given, Decision.VOIDED, actor, clock.now(), why);
            }
        }
        decide(month, report, Decision.OBJECTED, actor, clock.now(), why);
        rows.move(actor, month, Stage.BOOKKEEPING, MonthStatus.OBJECTED, "objected" + word(report), why);
    }

    /** The 15th confirms what the customer left open; a second call changes nothing. */
    @Transactional
    public void confirmBySystem(String monthId, Report report) {
        ServiceMonth month = months.lockAt(monthId, Stage.CONFIRMING);
        if (isConfirmed(month, report)) {
            return;
        }
        Instant deadline = currentOf(monthId).confirmBy();
        ServiceMonths.refuseIf(clock.now().isBefore(deadline), "engagement.confirmation.notYet",
                ServiceMonths.local(deadline));
        decide(month, report, Decision.CONFIRMED, Actor.SYSTEM, deadline, null);
        rows.step(Actor.SYSTEM, month, "confirmed" + word(report), null, deadline);
        notices.tellCompany(month.companyId(), "auto" + report + ":" + monthId + ":" + month.revision(),
                "engagement.notice.autoConfirmed." + report, month.month());
    }

    /** Both are confirmed: the month's service is complete (服务完成), effective when the second confirmation was. */
    @Transactional
    public void complete(Actor actor, String monthId) {
        ServiceMonth month = months.lockAt(monthId, Stage.CONFIRMING);
        ServiceMonths.refuseIf(!isConfirmed(month, Report.STATEMENTS) || !isConfirmed(month, Report.TAXES),
                "engagement.confirmation.open");
        Instant effective = decisions(monthId).stream()
                .filter(decided -> decided.revision() == month.revision())
                .map(Decided::effectiveAt).max(Instant::compareTo).orElseThrow();
        Stage next = month.filingStatus() == FilingStatus.PENDING ? Stage.FILING : Stage.RECEIPTS;
        jdbc.sql("update service_month set service_completed_at = ?, status = ? where id = ?")
                .params(MonthRows.timestamp(effective), MonthStatus.COMPLETED.name(), monthId).update();
        rows.move(actor, month, next, MonthStatus.COMPLETED, "serviceCompleted", null, effective);
        notices.tellCompany(month.companyId(), "completed:" + monthId, "engagement.notice.completed", month.month());
    }

    /** Files although the confirmation is open, because no 15th comes before the filing deadline; with a reason. */
    @Transactional
    public void fileUnconfirmed(Actor actor, String monthId, String reason) {
        ServiceMonth month = months.lockAt(monthId, Stage.CONFIRMING);
        months.filedUnconfirmed(actor, month, currentOf(monthId).confirmBy(), reason);
    }

    private ServiceMonth lockForCustomer(Actor actor, String monthId) {
        ServiceMonth month = rows.lock(monthId);
        ServiceMonths.requireMember(actor, month);
        if (month.stage() != Stage.CONFIRMING) {
            throw Refusal.conflict("engagement.month.elsewhere." + month.stage(), month.month());
        }
        return month;
    }

    private void refuseWhenOver(ServiceMonth month) {
        Instant deadline = currentOf(month.id()).confirmBy();
        ServiceMonths.refuseIf(!clock.now().isBefore(deadline), "engagement.confirmation.over",
                ServiceMonths.local(deadline));
    }

    private Issue currentOf(String monthId) {
        return current(monthId).orElseThrow(() -> Refusal.conflict("engagement.confirmation.notIssued"));
    }

    private boolean isConfirmed(ServiceMonth month, Report report) {
        return jdbc.sql("""
                select count(*) from report_decision
                where month_id = ? and revision = ? and report = ? and decision = 'CONFIRMED'""")
                .params(month.id(), month.revision(), report.name()).query(Integer.class).single() > 0;
    }

    private void decide(ServiceMonth month, Report report, Decision decision, Actor actor, Instant effectiveAt,
            String reason) {
        jdbc.sql("""
                insert into report_decision (month_id, revision, report, decision, actor_id, effective_at,
                    processed_at, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(month.id(), month.revision(), report.name(), decision.name(), actor.id(),
                        MonthRows.timestamp(effectiveAt), MonthRows.timestamp(clock.now()), reason)
                .update();
    }

    private static String word(Report report) {
        return report == Report.STATEMENTS ? "Statements" : "Taxes";
    }
}
