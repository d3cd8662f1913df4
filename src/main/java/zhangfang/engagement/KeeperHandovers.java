package zhangfang.engagement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;

/** Passes a company with its open tasks from one accountant to another (换会计), against a list. */
@Service
public class KeeperHandovers {

    private final JdbcClient jdbc;
    private final Companies companies;
    private final People people;
    private final Numbers numbers;
    private final BusinessClock clock;
    private final Notices notices;
    private final Audit audit;
    private final ObjectProvider<KeeperTasks> keeperTasks;

    KeeperHandovers(JdbcClient jdbc, Companies companies, People people, Numbers numbers, BusinessClock clock,
            Notices notices, Audit audit, ObjectProvider<KeeperTasks> keeperTasks) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.people = people;
        this.numbers = numbers;
        this.clock = clock;
        this.notices = notices;
        this.audit = audit;
        this.keeperTasks = keeperTasks;
    }

    /** Whether this person, who may see the company, may hand it over: process owners, reviewers, its present keeper. */
    public static boolean mayHandOver(Actor actor, Company company) {
        return company.keeperId() != null && (actor.isAny(Role.PROCESS_OWNER, Role.REVIEWER)
                || actor.is(Role.ACCOUNTANT) && actor.id().equals(company.keeperId()));
    }

    /**
     * Hands the company over; who entered it supervises, unless another is named.
     *
     * @throws Refusal invalid, naming every wrong field; conflict, if the company has no keeper yet or has this one
     */
    @Transactional
    public KeeperHandover handOver(Actor actor, String companyId, NewHandover handover) {
        companies.visible(actor, companyId);
        Company company = companies.lock(companyId);
        if (company.keeperId() == null) {
            throw Refusal.conflict("engagement.handover.noKeeper");
        }
        if (!mayHandOver(actor, company)) {
            throw Refusal.forbidden("engagement.handover.notAllowed");
        }
        List<KeeperHandover.Row> rows = handover.check();
        String before = company.keeperId();
        String after = handover.keeperId();
        if (after.equals(before)) {
            throw Refusal.conflict("engagement.handover.sameKeeper", people.nameOf(after));
        }
        String supervisor = supervisor(actor, before, after, handover.supervisorId());
        companies.assignKeeper(actor, companyId, after);
        int tasks = keeperTasks.stream().mapToInt(each -> each.pass(companyId, before, after)).sum();
        KeeperHandover done = new KeeperHandover(numbers.next("K"), companyId, before, after, supervisor, actor.id(),
                handover.reason(), clock.now(), tasks, rows);
        insert(done);
        tell(company, done);
        audit.record(actor, "company.handOver", companyId, done.id(),
                before + " → " + after + ", " + supervisor + ", " + tasks + " tasks: " + done.reason());
        return done;
    }

    private String supervisor(Actor actor, String before, String after, String named) {
        String supervisor = named == null ? actor.id() : named;
        if (supervisor.equals(before) || supervisor.equals(after)
                || !people.actor(supervisor).isAny(Role.PROCESS_OWNER, Role.REVIEWER)) {
            throw Refusal.field("supervisorId", "engagement.handover.supervisor");
        }
        return supervisor;
    }

    private void tell(Company company, KeeperHandover done) {
        String once = "keeper:" + done.id();
        String after = people.nameOf(done.takenOverBy());
        notices.tell(done.handedOverBy(), company.id(), once, "engagement.notice.handedOver", company.name(), after,
                done.tasks());
        notices.tell(done.takenOverBy(), company.id(), once, "engagement.notice.takenOver", company.name(),
                people.nameOf(done.handedOverBy()), done.tasks());
        notices.tellCompany(company.id(), once, "engagement.notice.newKeeper", company.name(), after);
    }

    private void insert(KeeperHandover done) {
        jdbc.sql("""
                insert into keeper_handover (id, company_id, handed_over_by, taken_over_by, supervised_by, ordered_by,
                    reason, handed_over_at, tasks)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(done.id(), done.companyId(), done.handedOverBy(), done.takenOverBy(), done.supervisedBy(),
                        done.orderedBy(), done.reason(), MonthRows.timestamp(done.handedOverAt()), done.tasks())
                .update();
        int line = 0;
        for (KeeperHandover.Row row : done.rows()) {
            line++;
            jdbc.sql("""
                    insert into keeper_handover_row (handover_id, line, kind, quantity, remark)
                    values (?, ?, ?, ?, ?)""")
                    .params(done.id(), line, row.kind(), row.quantity(), row.remark())
                    .update();
        }
    }

    /** A company's hand-overs, the newest first, for whoever sees the company. */
    @Transactional(readOnly = true)
    public List<KeeperHandover> list(Actor actor, String companyId) {
        companies.visible(actor, companyId);
        Map<String, KeeperHandover> handovers = new LinkedHashMap<>();
        jdbc.sql("""
                select h.id, h.company_id, h.handed_over_by, h.taken_over_by, h.supervised_by, h.ordered_by, h.reason,
                    h.handed_over_at, h.tasks, r.kind, r.quantity, r.remark
                from keeper_handover h join keeper_handover_row r on r.handover_id = h.id
                where h.company_id = ?
                order by h.handed_over_at desc, h.id, r.line""")
                .param(companyId)
                .query(row -> {
                    KeeperHandover handover = handovers.get(row.getString("id"));
                    if (handover == null) {
                        handover = handover(row);
                        handovers.put(handover.id(), handover);
                    }
                    handover.rows().add(new KeeperHandover.Row(row.getString("kind"), row.getInt("quantity"),
                            row.getString("remark")));
                });
        return List.copyOf(handovers.values());
    }

    private static KeeperHandover handover(ResultSet row) throws SQLException {
        Instant at = MonthRows.instant(row, "handed_over_at");
        return new KeeperHandover(row.getString("id"), row.getString("company_id"), row.getString("handed_over_by"),
                row.getString("taken_over_by"), row.getString("supervised_by"), row.getString("ordered_by"),
                row.getString("reason"), at, row.getInt("tasks"), new ArrayList<>());
    }
}
