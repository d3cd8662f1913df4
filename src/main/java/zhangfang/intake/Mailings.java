package zhangfang.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.intake.Mailing.State;
import zhangfang.intake.Mailing.Way;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * Consignments of documents (寄件) and their hand-over lists (交接清单). Each command takes the row lock of the service
 * month, then shows the month the least advanced of its mailings.
 */
@Service
public class Mailings {

    private static final int KIND_LIMIT = 60;
    private static final int REMARK_LIMIT = 200;
    private static final int SETTLED_REMARK_LIMIT = 500;
    private static final int MAX_ROWS = 200;
    private static final int MAX_QUANTITY = 100_000;
    private static final int MAX_MAILINGS = 200;
    private static final int DAYS_TO_SIGN = 2;

    private final JdbcClient jdbc;
    private final ServiceMonths months;
    private final Documents documents;
    private final Numbers numbers;
    private final BusinessClock clock;
    private final ObjectProvider<SignOffTasks> signOffTasks;

    Mailings(JdbcClient jdbc, ServiceMonths months, Documents documents, Numbers numbers, BusinessClock clock,
            ObjectProvider<SignOffTasks> signOffTasks) {
        this.jdbc = jdbc;
        this.months = months;
        this.documents = documents;
        this.numbers = numbers;
        this.clock = clock;
        this.signOffTasks = signOffTasks;
    }

    /**
     * Announces a mailing while documents are collected.
     *
     * @param taskId the task for which its files were uploaded
     * @param file   a file that came with the completion itself, or {@code null}
     */
    @Transactional
    public Mailing announce(Actor actor, String monthId, NewMailing mailing, String taskId, NewDocument file) {
        ServiceMonth month = months.lock(monthId);
        requireSender(actor, month);
        if (month.stage() != Stage.COLLECTING || month.documentsDeclared() != null) {
            throw Refusal.conflict("intake.mailing.collectingOver", month.month());
        }
        return insert(actor, month, mailing, taskId, file, false);
    }

    /**
     * Announces a mailing after collecting has ended (补寄票据). Until the month is closed the accountant decides on
     * signing whether it still goes into this month.
     *
     * @throws Refusal conflict, while documents are collected (that step's task is the place), and once the month is
     *                 closed (the next month's is)
     */
    @Transactional
    public Mailing announceLate(Actor actor, String monthId, NewMailing mailing) {
        ServiceMonth month = months.lock(monthId);
        requireSender(actor, month);
        if (month.stage() == Stage.NOT_STARTED
                || month.stage() == Stage.COLLECTING && month.documentsDeclared() == null) {
            throw Refusal.conflict("intake.mailing.useTask", month.month());
        }
        if (month.stage().isClosed()) {
            throw Refusal.conflict("intake.mailing.monthClosed", month.month(), month.month().plusMonths(1));
        }
        Mailing announced = insert(actor, month, mailing, null, null, month.stage() != Stage.COLLECTING);
        signOffTasks.ifAvailable(tasks -> tasks.open(monthId));
        return get(announced.id());
    }

    private Mailing insert(Actor actor, ServiceMonth month, NewMailing mailing, String taskId, NewDocument file,
            boolean late) {
        mailing.check(clock.now(), file != null);
        int number = ofMonth(month.id()).size() + 1;
        if (number > MAX_MAILINGS) {
            throw Refusal.conflict("intake.mailing.tooMany", MAX_MAILINGS);
        }
        String id = numbers.next("P");
        boolean arrived = mailing.way() == Way.HAND_IN || mailing.way() == Way.UPLOAD;
        OffsetDateTime now = timestamp(clock.now());
        jdbc.sql("""
                insert into mailing (id, month_id, company_id, number, books_month, way, courier, tracking_number,
                    pickup_address, pickup_from, pickup_until, remark, state, late, announced_by, announced_at,
                    arrived_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(id, month.id(), month.companyId(), number, month.month().toString(), mailing.way().name(),
                        mailing.courier(), mailing.trackingNumber(), mailing.pickupAddress(),
                        timestamp(mailing.pickupFrom()), timestamp(mailing.pickupUntil()), mailing.remark(),
                        arrived ? State.ARRIVED.name() : State.UNDERWAY.name(), late, actor.id(), now,
                        arrived ? now : null)
                .update();
        documents.keep(actor, month.companyId(), taskId, id, mailing.documentIds());
        if (file != null) {
            documents.keepDirectly(actor, month.companyId(), id, file);
        }
        show(actor, month, "mailed", describe(mailing, number));
        return get(id);
    }

    /** The agency records that a mailing has arrived, before it is signed for; again changes nothing. */
    @Transactional
    public Mailing arrived(Actor actor, String mailingId) {
        Mailing mailing = get(mailingId);
        ServiceMonth month = months.lock(mailing.monthId());
        mailing = get(mailingId);
        requireAccountant(actor);
        if (mailing.state() == State.UNDERWAY) {
            jdbc.sql("update mailing set state = 'ARRIVED', arrived_at = ? where id = ?")
                    .params(timestamp(clock.now()), mailingId).update();
            show(actor, month, "arrived", "#" + mailing.number());
        }
        return get(mailingId);
    }

    /**
     * The accountant signs for a mailing with its hand-over list.
     *
     * @param intoThisMonth of a mailing that is signed for after collecting: whether the accountant still takes it into
     *                      this month's books, else it goes into the next month's
     */
    @Transactional
    public void sign(Actor actor, String mailingId, List<HandoverRow> rows, String remark, boolean intoThisMonth) {
        ServiceMonth month = lockUnsettled(actor, mailingId);
        Mailing mailing = get(mailingId);
        check(rows, remark);
        boolean collecting = month.stage() == Stage.COLLECTING;
        if (!collecting && intoThisMonth && month.stage().isClosed()) {
            throw Refusal.field("intoThisMonth", "intake.sign.monthClosed", month.month());
        }
        YearMonth books = collecting || intoThisMonth ? month.month() : month.month().plusMonths(1);
        int line = 0;
        for (HandoverRow row : rows) {
            jdbc.sql("insert into handover_row (mailing_id, line, kind, quantity, remark) values (?, ?, ?, ?, ?)")
                    .params(mailingId, ++line, row.kind().strip(), row.quantity(), blankToNull(row.remark())).update();
        }
        jdbc.sql("update mailing set books_month = ? where id = ?").params(books.toString(), mailingId).update();
        settle(actor, mailingId, State.SIGNED, remark);
        show(actor, month, "signed", "#" + mailing.number());
    }

    /** The accountant records that a mailing was never received, with a reason, so that nobody waits for it. */
    @Transactional
    public void notReceived(Actor actor, String mailingId, String reason) {
        ServiceMonth month = lockUnsettled(actor, mailingId);
        if (reason == null || reason.isBlank()) {
            throw Refusal.field("remark", "intake.sign.whyNotReceived");
        }
        check(List.of(new HandoverRow("-", 1, null)), reason);
        settle(actor, mailingId, State.NOT_RECEIVED, reason);
        show(actor, month, "notReceived", "#" + get(mailingId).number() + " " + reason);
    }

    /**
     * The task of signing exists for a mailing that has none yet, the oldest first.
     *
     * @return the mailing, or nothing where each has its task
     */
    @Transactional
    public Optional<Mailing> assignSignTask(String monthId, String taskId) {
        months.lock(monthId);
        Optional<String> id = jdbc.sql("""
                select id from mailing
                where month_id = ? and sign_task_id is null and state in ('UNDERWAY', 'ARRIVED')
                order by number fetch first 1 rows only""")
                .param(monthId).query(String.class).optional();
        id.ifPresent(mailing -> jdbc.sql("update mailing set sign_task_id = ? where id = ?")
                .params(taskId, mailing).update());
        return id.map(this::get);
    }

    /** The mailing that a task of signing is about. */
    public Mailing ofSignTask(String taskId) {
        return findBySignTask(taskId).orElseThrow(() -> Refusal.conflict("intake.sign.nothing"));
    }

    /** The mailing that a task of signing is about; nothing for another task. */
    public Optional<Mailing> findBySignTask(String taskId) {
        return query("where sign_task_id = ?", taskId).stream().findFirst();
    }

    /** @throws Refusal not found */
    public Mailing get(String mailingId) {
        return query("where id = ?", mailingId).stream().findFirst().orElseThrow(Refusal::notFound);
    }

    /** All mailings of a service month, in order. */
    public List<Mailing> ofMonth(String monthId) {
        return query("where month_id = ? order by number", monthId);
    }

    /**
     * Some of a company's mailings, the newest first, for code that has already checked who asks.
     *
     * @param monthId of one service month only, or {@code null} for all
     */
    @Transactional(readOnly = true)
    public List<Mailing> ofCompany(String companyId, String monthId, int limit, int skip) {
        List<Mailing> rows = jdbc.sql("select * from mailing where company_id = :company"
                        + (monthId == null ? "" : " and month_id = :month")
                        + " order by announced_at desc, id desc limit :limit offset :skip")
                .param("company", companyId).param("month", monthId).param("limit", limit).param("skip", skip)
                .query((row, n) -> mailing(row, new ArrayList<>())).list();
        if (rows.isEmpty()) {
            return rows;
        }
        Map<String, Mailing> byId = rows.stream().collect(Collectors.toMap(Mailing::id, each -> each));
        jdbc.sql("""
                select mailing_id, kind, quantity, remark from handover_row
                where mailing_id in (:ids) order by mailing_id, line""")
                .param("ids", byId.keySet())
                .query(row -> {
                    byId.get(row.getString("mailing_id")).handover().add(handoverRow(row));
                });
        return rows;
    }

    /** What a company sent in and was signed for, oldest first, for code that has already checked who asks. */
    public List<Mailing> signedOf(String companyId) {
        Map<String, List<HandoverRow>> lists = new HashMap<>();
        jdbc.sql("""
                select r.mailing_id, r.kind, r.quantity, r.remark
                from handover_row r join mailing m on m.id = r.mailing_id
                where m.company_id = ? order by r.mailing_id, r.line""")
                .param(companyId)
                .query(row -> {
                    lists.computeIfAbsent(row.getString("mailing_id"), id -> new ArrayList<>()).add(handoverRow(row));
                });
        return jdbc.sql("select * from mailing where company_id = ? and state = 'SIGNED' order by settled_at, id")
                .param(companyId)
                .query((row, n) -> mailing(row, lists.getOrDefault(row.getString("id"), List.of()))).list();
    }

    /** The mailings of several months that are still to be signed for, in order; without any hand-over list yet. */
    public List<Mailing> unsettledOf(Collection<String> monthIds) {
        if (monthIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select * from mailing where month_id in (:months) and state in ('UNDERWAY', 'ARRIVED')
                order by month_id, number""")
                .param("months", monthIds).query((row, n) -> mailing(row, List.of())).list();
    }

    /** The numbers that several mailings have in their months, by id. */
    public Map<String, Integer> numbersOf(Collection<String> mailingIds) {
        if (mailingIds.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("select id, number from mailing where id in (:ids)").param("ids", mailingIds)
                .query((row, n) -> Map.entry(row.getString("id"), row.getInt("number"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The open task of signing for a mailing. @throws Refusal conflict, where there is none */
    public String signTask(String mailingId) {
        return jdbc.sql("select sign_task_id from mailing where id = ? and sign_task_id is not null").param(mailingId)
                .query(String.class).optional().orElseThrow(() -> Refusal.conflict("intake.sign.nothing"));
    }

    /** From when on a mailing that was announced then is late: it is signed for, or called lost, within two days. */
    public static Instant signOverdue(Instant announcedAt) {
        return Deadlines.endOf(announcedAt.atZone(BusinessClock.ZONE).toLocalDate().plusDays(DAYS_TO_SIGN));
    }

    /** How many mailings are neither signed for nor given up. */
    public int unsettled(String monthId) {
        return jdbc.sql("select count(*) from mailing where month_id = ? and state in ('UNDERWAY', 'ARRIVED')")
                .param(monthId).query(Integer.class).single();
    }

    private ServiceMonth lockUnsettled(Actor actor, String mailingId) {
        ServiceMonth month = months.lock(get(mailingId).monthId());
        requireAccountant(actor);
        if (get(mailingId).state().isSettled()) {
            throw Refusal.conflict("intake.sign.done");
        }
        return month;
    }

    private void settle(Actor actor, String mailingId, State state, String remark) {
        OffsetDateTime now = timestamp(clock.now());
        jdbc.sql("""
                update mailing set state = ?, settled_by = ?, settled_at = ?, settled_remark = ?,
                    arrived_at = case when ? = 'SIGNED' then coalesce(arrived_at, ?) else arrived_at end
                where id = ?""")
                .params(state.name(), actor.id(), now, blankToNull(remark), state.name(), now, mailingId).update();
    }

    /** Of several mailings the least advanced shows. */
    private void show(Actor actor, ServiceMonth month, String action, String detail) {
        List<Mailing> mailings = ofMonth(month.id());
        MonthStatus status = MonthStatus.AWAITING_DOCUMENTS;
        if (mailings.stream().anyMatch(mailing -> mailing.state() == State.UNDERWAY)) {
            status = MonthStatus.DOCUMENTS_UNDERWAY;
        } else if (mailings.stream().anyMatch(mailing -> mailing.state() == State.ARRIVED)) {
            status = MonthStatus.AWAITING_SIGN_OFF;
        }
        Instant signDue = mailings.stream().filter(mailing -> !mailing.state().isSettled())
                .map(mailing -> signOverdue(mailing.announcedAt())).min(Instant::compareTo).orElse(null);
        months.showDocuments(actor, month.id(), status, signDue, action, detail);
    }

    /** Whether a hand-over list can be signed. @throws Refusal naming every wrong row */
    public static void check(List<HandoverRow> rows, String remark) {
        List<Reason> reasons = new ArrayList<>();
        if (rows.isEmpty()) {
            reasons.add(Reason.field("handover", "intake.handover.empty"));
        }
        if (rows.size() > MAX_ROWS) {
            reasons.add(Reason.field("handover", "intake.handover.tooMany", MAX_ROWS));
        }
        int line = 0;
        for (HandoverRow row : rows) {
            line++;
            if (row.kind() == null || row.kind().isBlank() || row.kind().strip().length() > KIND_LIMIT) {
                reasons.add(new Reason("handover", line, "intake.handover.kind", List.of(KIND_LIMIT)));
            }
            if (row.quantity() < 1 || row.quantity() > MAX_QUANTITY) {
                reasons.add(new Reason("handover", line, "intake.handover.quantity", List.of(MAX_QUANTITY)));
            }
            if (row.remark() != null && row.remark().length() > REMARK_LIMIT) {
                reasons.add(new Reason("handover", line, "intake.handover.remark", List.of(REMARK_LIMIT)));
            }
        }
        if (remark != null && remark.length() > SETTLED_REMARK_LIMIT) {
            reasons.add(Reason.field("remark", "intake.text.tooLong", SETTLED_REMARK_LIMIT));
        }
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
    }

    private static void requireSender(Actor actor, ServiceMonth month) {
        if (!actor.isMemberOf(month.companyId()) && !actor.is(Role.ACCOUNTANT)) {
            throw Refusal.notFound();
        }
    }

    private static void requireAccountant(Actor actor) {
        if (!actor.is(Role.ACCOUNTANT)) {
            throw Refusal.forbidden("engagement.role.ACCOUNTANT");
        }
    }

    private static String describe(NewMailing mailing, int number) {
        return "#" + number
                + (mailing.way() == Way.COURIER ? " " + mailing.courier() + " " + mailing.trackingNumber() : "");
    }

    private List<Mailing> query(String where, String param) {
        return jdbc.sql("select * from mailing " + where).param(param)
                .query((row, n) -> mailing(row, handover(row.getString("id")))).list();
    }

    private static Mailing mailing(ResultSet row, List<HandoverRow> handover) throws SQLException {
        return new Mailing(row.getString("id"), row.getString("month_id"), row.getString("company_id"), row.getInt("number"),
                YearMonth.parse(row.getString("books_month")), Way.valueOf(row.getString("way")),
                row.getString("courier"), row.getString("tracking_number"), row.getString("pickup_address"),
                instant(row, "pickup_from"), instant(row, "pickup_until"), row.getString("remark"),
                State.valueOf(row.getString("state")), row.getBoolean("late"), row.getString("announced_by"),
                instant(row, "announced_at"), instant(row, "arrived_at"), row.getString("settled_by"),
                instant(row, "settled_at"), row.getString("settled_remark"), handover);
    }

    private List<HandoverRow> handover(String mailingId) {
        return jdbc.sql("select kind, quantity, remark from handover_row where mailing_id = ? order by line")
                .param(mailingId)
                .query((row, n) -> handoverRow(row)).list();
    }

    private static HandoverRow handoverRow(ResultSet row) throws SQLException {
        return new HandoverRow(row.getString("kind"), row.getInt("quantity"), row.getString("remark"));
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
