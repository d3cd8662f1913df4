package zhangfang.ordering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.CalendarListener;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.ordering.Requirement.Outcome;
import zhangfang.ordering.Requirement.Status;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.refusal.Refusal;

/** Requirements (需求): submitted by customers, assessed by advisors, bought or declined. */
@Service
@Order(CalendarListener.ROWS)
public class Requirements implements CalendarListener {

    private static final int ASSESSMENT_WORKING_DAYS = 1;
    private static final int OFFER_DAYS = 30;
    private static final int MOST_DOCUMENTS = 100_000;
    private static final Money MOST_REVENUE = Money.of("100000000000.00");
    private static final Money MOST_PRICE = Money.of("1000000.00");
    private static final int NOTE_LENGTH = 1000;
    private static final int REASON_LENGTH = 500;

    private static final String SELECT = """
            select r.id, r.company_id, r.package_code, r.monthly_documents, r.annual_revenue, r.note, r.status,
                   r.submitted_by, r.submitted_at, r.assessment_due, r.proposed_package, r.proposed_price,
                   r.recommended_package, r.recommended_price, r.recommendation_reason, r.recommended_by,
                   r.recommended_at, r.offer_ends, r.outcome, r.decline_reason, r.decided_effective_at,
                   (select o.id from service_order o where o.requirement_id = r.id) as order_id
            from requirement r
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final Companies companies;
    private final Packages packages;
    private final Notices notices;
    private final Audit audit;

    Requirements(JdbcClient jdbc, BusinessClock clock, StatutoryCalendar calendar, Numbers numbers,
            Companies companies, Packages packages, Notices notices, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.companies = companies;
        this.packages = packages;
        this.notices = notices;
        this.audit = audit;
    }

    /** A customer submits a requirement (提交需求). @throws Refusal naming every wrong field */
    @Transactional
    public Requirement submit(Actor actor, NewRequirement requirement) {
        companies.visible(actor, requirement.companyId());
        if (!actor.isMemberOf(requirement.companyId())) {
            throw Refusal.forbidden("ordering.onlyMembers");
        }
        check(requirement);
        String id = numbers.next("R");
        jdbc.sql("""
                insert into requirement (id, company_id, package_code, monthly_documents, annual_revenue, note, status,
                                         submitted_by, submitted_at, assessment_due)
                values (?, ?, ?, ?, ?, ?, 'SUBMITTED', ?, ?, ?)""")
                .params(id, requirement.companyId(), requirement.packageCode(), requirement.monthlyDocuments(),
                        requirement.annualRevenue().amount(), blankToNull(requirement.note()), actor.id(),
                        utc(clock.now()), calendar.plusWorkingDays(clock.today(), ASSESSMENT_WORKING_DAYS))
                .update();
        requirement.extraNeeds().forEach(need ->
                jdbc.sql("insert into requirement_need (requirement_id, need) values (?, ?)")
                        .params(id, need.name()).update());
        audit.record(actor, "requirement.submit", requirement.companyId(), id, requirement.packageCode());
        return get(id);
    }

    /** Notes what the decision table proposes, for the advisor to look at. */
    @Transactional
    public void propose(String requirementId, String packageCode, Money price) {
        Requirement requirement = lock(requirementId);
        if (requirement.status() != Status.SUBMITTED) {
            throw Refusal.conflict("ordering.requirement.assessed");
        }
        jdbc.sql("update requirement set proposed_package = ?, proposed_price = ? where id = ?")
                .params(packages.offered(packageCode).code(), price.amount(), requirementId).update();
        audit.record(Actor.SYSTEM, "requirement.propose", requirement.companyId(), requirementId,
                packageCode + " " + price);
    }

    /**
     * An advisor recommends a package at a price (推荐方案).
     *
     * @param reason needed where package or price differ from the proposal
     * @throws Refusal naming every wrong field; conflict when it is assessed already
     */
    @Transactional
    public Requirement recommend(Actor actor, String requirementId, String packageCode, Money price, String reason) {
        if (!actor.is(Role.ADVISOR)) {
            throw Refusal.forbidden("ordering.requirement.onlyAdvisors");
        }
        Requirement requirement = lock(requirementId);
        if (requirement.status() != Status.SUBMITTED) {
            throw Refusal.conflict("ordering.requirement.assessed");
        }
        checkRecommendation(requirement, packageCode, price, reason);
        Instant now = clock.now();
        Instant ends = Deadlines.endOf(clock.today().plusDays(OFFER_DAYS));
        jdbc.sql("""
                update requirement
                set status = 'RECOMMENDED', recommended_package = ?, recommended_price = ?, recommendation_reason = ?,
                    recommended_by = ?, recommended_at = ?, offer_ends = ?
                where id = ?""")
                .params(packageCode, price.amount(), blankToNull(reason), actor.id(), utc(now), utc(ends),
                        requirementId)
                .update();
        audit.record(actor, "requirement.recommend", requirement.companyId(), requirementId,
                packageCode + " " + price + (isBlank(reason) ? "" : " " + reason));
        return get(requirementId);
    }

    /** The customer takes the recommendation (立即购买); the order is placed next. */
    @Transactional
    public void accept(Actor actor, String requirementId) {
        Requirement requirement = lockOffer(actor, requirementId);
        packages.offered(requirement.recommendedPackage());
        decide(actor, requirement, Status.PURCHASED, Outcome.BOUGHT, null, clock.now());
        audit.record(actor, "requirement.accept", requirement.companyId(), requirementId, null);
    }

    /** The customer does not want it. */
    @Transactional
    public void decline(Actor actor, String requirementId, String reason) {
        Requirement requirement = lockOffer(actor, requirementId);
        if (reason != null && reason.length() > REASON_LENGTH) {
            throw Refusal.field("reason", "ordering.reason.tooLong", REASON_LENGTH);
        }
        decide(actor, requirement, Status.CLOSED, Outcome.DECLINED, reason, clock.now());
        audit.record(actor, "requirement.decline", requirement.companyId(), requirementId, reason);
    }

    /** Closes a recommendation that nobody took in time; does nothing where it was decided before. */
    @Transactional
    public void expire(String requirementId) {
        Requirement requirement = lock(requirementId);
        if (requirement.status() != Status.RECOMMENDED) {
            return;
        }
        if (clock.now().isBefore(requirement.offerEnds())) {
            throw Refusal.conflict("ordering.requirement.notExpired", requirementId);
        }
        decide(Actor.SYSTEM, requirement, Status.CLOSED, Outcome.EXPIRED, null, requirement.offerEnds());
        notices.tellCompany(requirement.companyId(), "requirement.expired/" + requirementId,
                "ordering.notice.requirementExpired", requirementId);
        audit.record(Actor.SYSTEM, "requirement.expire", requirement.companyId(), requirementId, null);
    }

    /** The requirement, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public Requirement get(String requirementId) {
        return find(requirementId).orElseThrow(Refusal::notFound);
    }

    /** The requirement of a company that this person may see. @throws Refusal not found */
    @Transactional(readOnly = true)
    public Requirement visible(Actor actor, String companyId, String requirementId) {
        companies.visible(actor, companyId);
        return find(requirementId).filter(found -> found.companyId().equals(companyId))
                .orElseThrow(Refusal::notFound);
    }

    /** A company's requirements (我的需求), newest first. @throws Refusal not found */
    @Transactional(readOnly = true)
    public List<Requirement> of(Actor actor, String companyId) {
        companies.visible(actor, companyId);
        return withNeeds(jdbc.sql(SELECT + " where r.company_id = ? order by r.submitted_at desc, r.id desc")
                .param(companyId).query(Requirements::read).list());
    }

    /** Some of them, newest first. @throws Refusal not found */
    @Transactional(readOnly = true)
    public List<Requirement> of(Actor actor, String companyId, int limit, int skip) {
        companies.visible(actor, companyId);
        return withNeeds(jdbc.sql(SELECT + " where r.company_id = ? order by r.submitted_at desc, r.id desc"
                + " limit ? offset ?").params(companyId, limit, skip).query(Requirements::read).list());
    }

    private void check(NewRequirement requirement) {
        List<Reason> wrong = new ArrayList<>();
        if (packages.find(requirement.packageCode()).filter(ServicePackage::offered).isEmpty()) {
            wrong.add(Reason.field("packageCode", "ordering.package.notOffered", requirement.packageCode()));
        }
        if (requirement.monthlyDocuments() < 0 || requirement.monthlyDocuments() > MOST_DOCUMENTS) {
            wrong.add(Reason.field("monthlyDocuments", "ordering.requirement.documents", MOST_DOCUMENTS));
        }
        if (requirement.annualRevenue().isNegative() || requirement.annualRevenue().compareTo(MOST_REVENUE) > 0) {
            wrong.add(Reason.field("annualRevenue", "ordering.requirement.revenue"));
        }
        if (requirement.note() != null && requirement.note().length() > NOTE_LENGTH) {
            wrong.add(Reason.field("note", "ordering.requirement.note", NOTE_LENGTH));
        }
        refuseIf(wrong);
    }

    private void checkRecommendation(Requirement requirement, String packageCode, Money price, String reason) {
        List<Reason> wrong = new ArrayList<>();
        if (packages.find(packageCode).filter(ServicePackage::offered).isEmpty()) {
            wrong.add(Reason.field("packageCode", "ordering.package.notOffered", packageCode));
        }
        if (!price.isPositive() || price.compareTo(MOST_PRICE) > 0) {
            wrong.add(Reason.field("price", "ordering.requirement.price", MOST_PRICE));
        }
        boolean changed = !packageCode.equals(requirement.proposedPackage())
                || !price.equals(requirement.proposedPrice());
        if (changed && isBlank(reason)) {
            wrong.add(Reason.field("reason", "ordering.requirement.changeNeedsReason"));
        }
        if (reason != null && reason.length() > REASON_LENGTH) {
            wrong.add(Reason.field("reason", "ordering.reason.tooLong", REASON_LENGTH));
        }
        refuseIf(wrong);
    }

    private Requirement lockOffer(Actor actor, String requirementId) {
        Requirement requirement = lock(requirementId);
        companies.visible(actor, requirement.companyId());
        if (!actor.isMemberOf(requirement.companyId())) {
            throw Refusal.forbidden("ordering.onlyMembers");
        }
        if (requirement.status() != Status.RECOMMENDED) {
            throw Refusal.conflict("ordering.requirement.decided");
        }
        if (!clock.now().isBefore(requirement.offerEnds())) {
            throw Refusal.conflict("ordering.requirement.offerEnded");
        }
        return requirement;
    }

    private void decide(Actor actor, Requirement requirement, Status status, Outcome outcome, String reason,
            Instant effectiveAt) {
        jdbc.sql("""
                update requirement
                set status = ?, outcome = ?, decline_reason = ?, decided_by = ?, decided_effective_at = ?,
                    decided_processed_at = ?
                where id = ?""")
                .params(status.name(), outcome.name(), blankToNull(reason), actor.id(), utc(effectiveAt),
                        utc(clock.now()), requirement.id())
                .update();
    }

    private Requirement lock(String requirementId) {
        Requirement requirement = get(requirementId);
        jdbc.sql("select id from company where id = ? for update").param(requirement.companyId())
                .query(String.class).single();
        jdbc.sql("select id from requirement where id = ? for update").param(requirementId).query(String.class)
                .single();
        return get(requirementId);
    }

    private Optional<Requirement> find(String requirementId) {
        return jdbc.sql(SELECT + " where r.id = ?").param(requirementId).query(Requirements::read).optional()
                .map(found -> withNeeds(List.of(found)).get(0));
    }

    /** What all of them need besides, read at once. */
    private List<Requirement> withNeeds(List<Requirement> requirements) {
        if (requirements.isEmpty()) {
            return requirements;
        }
        Map<String, List<ExtraNeed>> needs = new HashMap<>();
        jdbc.sql("select requirement_id, need from requirement_need where requirement_id in (:ids) order by need")
                .param("ids", requirements.stream().map(Requirement::id).toList())
                .query(row -> {
                    needs.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(ExtraNeed.valueOf(row.getString(2)));
                });
        return requirements.stream().map(each -> each.withNeeds(needs.getOrDefault(each.id(), List.of()))).toList();
    }

    private static Requirement read(ResultSet row, int number) throws SQLException {
        return new Requirement(row.getString("id"), row.getString("company_id"), row.getString("package_code"),
                row.getInt("monthly_documents"), Money.of(row.getBigDecimal("annual_revenue")), List.of(),
                row.getString("note"), Status.valueOf(row.getString("status")), row.getString("submitted_by"),
                instant(row, "submitted_at"), row.getObject("assessment_due", LocalDate.class),
                row.getString("proposed_package"), money(row, "proposed_price"), row.getString("recommended_package"),
                money(row, "recommended_price"), row.getString("recommendation_reason"),
                row.getString("recommended_by"), instant(row, "recommended_at"), instant(row, "offer_ends"),
                row.getString("outcome") == null ? null : Outcome.valueOf(row.getString("outcome")),
                row.getString("decline_reason"), instant(row, "decided_effective_at"), row.getString("order_id"));
    }

    private static void refuseIf(List<Reason> wrong) {
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static String blankToNull(String text) {
        return isBlank(text) ? null : text.strip();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column) == null ? null : Money.of(row.getBigDecimal(column));
    }

    /** What still awaits its assessment is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        record Open(String id, LocalDate submitted) {
        }
        for (Open open : jdbc.sql("select id, submitted_at from requirement where status = 'SUBMITTED' for update")
                .query((row, n) -> new Open(row.getString(1), day(row.getObject(2, OffsetDateTime.class)))).list()) {
            jdbc.sql("update requirement set assessment_due = ? where id = ?")
                    .params(calendar.plusWorkingDays(open.submitted, ASSESSMENT_WORKING_DAYS), open.id).update();
        }
    }

    private static LocalDate day(OffsetDateTime time) {
        return time.atZoneSameInstant(BusinessClock.ZONE).toLocalDate();
    }
}
