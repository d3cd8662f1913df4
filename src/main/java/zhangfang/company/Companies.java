package zhangfang.company;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Adds, changes and finds companies, and answers who may see which. */
@Service
public class Companies {

    private static final String COLUMNS = """
            select id, uscc, uscc_override, name, taxpayer_type, standard, region, industry, contact_name,
                   contact_phone, keeper_id
            from company
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Numbers numbers;
    private final People people;
    private final Audit audit;
    private final ObjectProvider<CaseLoad> caseLoad;
    private final ObjectProvider<OpenedBooks> openedBooks;
    private final String sharedLock;

    Companies(JdbcClient jdbc, JdbcTemplate template, BusinessClock clock, Numbers numbers, People people, Audit audit,
            ObjectProvider<CaseLoad> caseLoad, ObjectProvider<OpenedBooks> openedBooks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.numbers = numbers;
        this.people = people;
        this.audit = audit;
        this.caseLoad = caseLoad;
        this.openedBooks = openedBooks;
        this.sharedLock = sharedLock(template);
    }

    /** Adds a company. A customer becomes its first member, an accountant its keeper; the engine gets its group. */
    @Transactional
    public Company add(Actor actor, NewCompany details) {
        return add(actor, CompanyInput.of(details));
    }

    /** Adds a company as it was written into a form. @throws Refusal naming every wrong field */
    @Transactional
    public Company add(Actor actor, CompanyInput input) {
        if (!actor.isSystem() && !actor.isAny(Role.CUSTOMER, Role.ACCOUNTANT, Role.REVIEWER)) {
            throw Refusal.forbidden("company.add.notAllowed");
        }
        NewCompany details = check(input, mayOverride(actor), null, null);
        Company company = new Company(numbers.next("C"), details.uscc(), details.name(), details.taxpayerType(),
                details.standard(), details.region(), details.industry(), details.contactName(),
                details.contactPhone(), actor.is(Role.ACCOUNTANT) ? actor.id() : null);
        insert(company, overrideOf(details));
        people.addCompanyGroup(company.id(), company.name());
        if (actor.is(Role.CUSTOMER)) {
            people.join(actor.id(), company.id());
        }
        audit.record(actor, "company.add", company.id(), company.id(), describe(details));
        return company;
    }

    /** Changes the details of a visible company. */
    @Transactional
    public Company change(Actor actor, String companyId, NewCompany details) {
        return change(actor, companyId, CompanyInput.of(details));
    }

    /** Changes a company as it was written into a form. @throws Refusal naming every wrong field */
    @Transactional
    public Company change(Actor actor, String companyId, CompanyInput input) {
        visible(actor, companyId);
        if (!mayChange(actor, companyId)) {
            throw Refusal.forbidden("company.change.notAllowed");
        }
        Stored before = jdbc.sql(COLUMNS + " where id = ? for update").param(companyId).query(Companies::stored)
                .single();
        NewCompany details = check(input, mayOverride(actor), companyId, before.company().uscc());
        refuseOtherStandard(before.company(), details.standard());
        boolean sameCode = details.uscc().equals(before.company().uscc());
        String override = sameCode && details.usccOverrideReason() == null ? before.override() : overrideOf(details);
        update(companyId, details, override);
        audit.record(actor, "company.change", companyId, companyId, describe(details));
        return get(companyId);
    }

    /** A book's accounts are those of the standard that it was opened by; the company's row is locked, so none opens now. */
    private void refuseOtherStandard(Company company, Standard wanted) {
        OpenedBooks books = openedBooks.getIfAvailable();
        if (wanted != company.standard() && books != null && books.isOpened(company.id())) {
            throw Refusal.field("standard", "company.standard.fixed");
        }
    }

    /** Whether this person, who may see the company, may also change its details. */
    public static boolean mayChange(Actor actor, String companyId) {
        return actor.isSystem() || actor.isMemberOf(companyId) || actor.isAny(Role.ACCOUNTANT, Role.REVIEWER);
    }

    /** The company, for code that has already checked who asks. @throws zhangfang.refusal.Refusal not found */
    @Transactional(readOnly = true)
    public Company get(String companyId) {
        return find(companyId).orElseThrow(Refusal::notFound);
    }

    /** The names of several companies at once, by id, for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public Map<String, String> namesOf(Collection<String> companyIds) {
        if (companyIds.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("select id, name from company where id in (:ids)").param("ids", companyIds)
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The company, if this person may see it: its members; accountants who keep it or hold a task of it; reviewers,
     * finance, advisors, process owners and administrators all.
     *
     * @throws zhangfang.refusal.Refusal not found, also where it exists but may not be seen
     */
    @Transactional(readOnly = true)
    public Company visible(Actor actor, String companyId) {
        Company company = get(companyId);
        boolean visible = seesAll(actor) || actor.isMemberOf(companyId)
                || actor.is(Role.ACCOUNTANT)
                        && (actor.id().equals(company.keeperId()) || heldBy(actor).contains(companyId));
        if (!visible) {
            throw Refusal.notFound();
        }
        return company;
    }

    /**
     * The company, if this person may see its books, statements, taxes and documents: whoever may see it but advisors and
     * finance, whose work needs none of them.
     *
     * @throws zhangfang.refusal.Refusal not found, also where it exists but its books may not be seen
     */
    @Transactional(readOnly = true)
    public Company booksVisible(Actor actor, String companyId) {
        Company company = visible(actor, companyId);
        if (!seesBooks(actor, companyId)) {
            throw Refusal.notFound();
        }
        return company;
    }

    /** Whether a person who may see the company may see its books, too. */
    public static boolean seesBooks(Actor actor, String companyId) {
        return actor.isMemberOf(companyId)
                || actor.isAny(Role.ACCOUNTANT, Role.REVIEWER, Role.PROCESS_OWNER, Role.ADMINISTRATOR);
    }

    /** All companies that this person may see, by name: for programs; pages show {@link #page}. */
    @Transactional(readOnly = true)
    public List<Company> visibleTo(Actor actor) {
        VisibleCompanies visible = seenBy(actor, "");
        return jdbc.sql(COLUMNS + visible.condition() + " order by name, id").params(visible.parameters())
                .query(Companies::stored).list().stream().map(Stored::company).toList();
    }

    /** One page of the companies that this person may see. */
    @Transactional(readOnly = true)
    public CompanyPage page(Actor actor, CompanyQuery query) {
        VisibleCompanies visible = seenBy(actor, query.text());
        List<Company> rows = rows(visible, query, query.limit() + 1);
        boolean more = rows.size() > query.limit();
        return new CompanyPage(more ? rows.subList(0, query.limit()) : rows, query.page(), count(visible), more);
    }

    /** The first companies by name that this person may see and whose name, code or contact contains a text. */
    @Transactional(readOnly = true)
    public List<Company> search(Actor actor, String text, int limit) {
        CompanyQuery query = CompanyQuery.first(text, limit);
        return rows(seenBy(actor, query.text()), query, query.limit());
    }

    private List<Company> rows(VisibleCompanies visible, CompanyQuery query, int limit) {
        return jdbc.sql(COLUMNS + visible.condition() + query.order().sql(query.descending())
                        + " limit :limit offset :offset")
                .params(visible.parameters()).param("limit", limit).param("offset", query.offset())
                .query(Companies::stored).list().stream().map(Stored::company).toList();
    }

    private int count(VisibleCompanies visible) {
        return jdbc.sql("select count(*) from (select id from company" + visible.condition() + " limit :limit) counted")
                .params(visible.parameters()).param("limit", CompanyPage.COUNTED + 1).query(Integer.class).single();
    }

    private VisibleCompanies seenBy(Actor actor, String text) {
        if (seesAll(actor)) {
            return VisibleCompanies.all(text);
        }
        Set<String> ids = new HashSet<>(actor.companies());
        if (actor.is(Role.ACCOUNTANT)) {
            ids.addAll(heldBy(actor));
        }
        return VisibleCompanies.of(actor.is(Role.ACCOUNTANT) ? actor.id() : null, ids, text);
    }

    /** Ids of the companies of which this person holds an open task. */
    public Set<String> heldBy(Actor actor) {
        CaseLoad load = caseLoad.getIfAvailable();
        return load == null ? Set.of() : load.companiesOf(actor.id());
    }

    /** Locks the company's row for this transaction. @throws zhangfang.refusal.Refusal not found */
    @Transactional
    public Company lock(String companyId) {
        return jdbc.sql(COLUMNS + " where id = ? for update").param(companyId).query(Companies::stored).optional()
                .map(Stored::company).orElseThrow(Refusal::notFound);
    }

    /**
     * The company's keeper, to whom a task is about to be offered or who is about to finish one: waits for a hand-over
     * under way, and lets no other begin until this transaction ends, so that no task stays with the accountant before.
     */
    @Transactional
    public Optional<String> keeperToStay(String companyId) {
        return jdbc.sql("select keeper_id from company where id = ? " + sharedLock).param(companyId)
                .query((row, n) -> Optional.ofNullable(row.getString(1))).optional().orElseThrow(Refusal::notFound);
    }

    /** Makes an accountant the company's keeper (主办会计). */
    @Transactional
    public void assignKeeper(Actor actor, String companyId, String accountantId) {
        Company company = lock(companyId);
        boolean takesItself = actor.is(Role.ACCOUNTANT) && actor.id().equals(accountantId);
        if (!takesItself && !actor.isSystem() && !actor.isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR, Role.REVIEWER)
                && !actor.id().equals(company.keeperId())) {
            throw Refusal.forbidden("company.keeper.notAllowed");
        }
        if (!people.actor(accountantId).is(Role.ACCOUNTANT)) {
            throw Refusal.field("keeperId", "company.keeper.noAccountant", accountantId);
        }
        if (accountantId.equals(company.keeperId())) {
            return;
        }
        jdbc.sql("update company set keeper_id = ? where id = ?").params(accountantId, companyId).update();
        audit.record(actor, "company.assignKeeper", companyId, companyId, accountantId);
    }

    /** Nobody keeps the company any more, because its service has ended; part of the command that ends it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void releaseKeeper(Actor actor, String companyId) {
        Company company = lock(companyId);
        if (company.keeperId() == null) {
            return;
        }
        jdbc.sql("update company set keeper_id = null where id = ?").param(companyId).update();
        audit.record(actor, "company.releaseKeeper", companyId, companyId, company.keeperId());
    }

    private NewCompany check(CompanyInput input, boolean mayOverride, String ownId, String acceptedCode) {
        CompanyCheck check = new CompanyCheck();
        NewCompany details = check.read(input, mayOverride, acceptedCode);
        boolean taken = jdbc.sql("select count(*) from company where uscc = ? and id <> ?")
                .params(details.uscc(), ownId == null ? "" : ownId).query(Integer.class).single() > 0;
        if (taken) {
            check.add(duplicate(details.uscc()));
        }
        check.refuseIfWrong();
        return details;
    }

    private void insert(Company company, String override) {
        try {
            jdbc.sql("""
                    insert into company (id, uscc, uscc_override, name, taxpayer_type, standard, region, industry,
                                         contact_name, contact_phone, keeper_id, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(company.id(), company.uscc(), override, company.name(), company.taxpayerType().name(),
                            company.standard().name(), company.region().name(), company.industry(),
                            company.contactName(), company.contactPhone(), company.keeperId(),
                            clock.now().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.invalid(List.of(duplicate(company.uscc())));
        }
    }

    private void update(String companyId, NewCompany details, String override) {
        try {
            jdbc.sql("""
                    update company
                    set uscc = ?, uscc_override = ?, name = ?, taxpayer_type = ?, standard = ?, region = ?,
                        industry = ?, contact_name = ?, contact_phone = ?
                    where id = ?""")
                    .params(details.uscc(), override, details.name(), details.taxpayerType().name(),
                            details.standard().name(), details.region().name(), details.industry(),
                            details.contactName(), details.contactPhone(), companyId)
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.invalid(List.of(duplicate(details.uscc())));
        }
    }

    private Optional<Company> find(String companyId) {
        return jdbc.sql(COLUMNS + " where id = ?").param(companyId).query(Companies::stored).optional()
                .map(Stored::company);
    }

    /**
     * H2 knows the exclusive lock only. On PostgreSQL that one would stand in the way of rows that refer to the company,
     * and two people who add such rows and then ask for the keeper would wait for each other.
     */
    private static String sharedLock(JdbcTemplate template) {
        String product = template.execute((ConnectionCallback<String>) connection ->
                connection.getMetaData().getDatabaseProductName());
        return "PostgreSQL".equals(product) ? "for share" : "for update";
    }

    private static boolean seesAll(Actor actor) {
        return actor.isSystem() || actor.isAny(Role.REVIEWER, Role.FINANCE, Role.ADVISOR, Role.PROCESS_OWNER,
                Role.ADMINISTRATOR);
    }

    private static boolean mayOverride(Actor actor) {
        return actor.isSystem() || actor.isAny(Role.ACCOUNTANT, Role.REVIEWER);
    }

    private static String overrideOf(NewCompany details) {
        return CreditCode.isValid(details.uscc()) ? null : details.usccOverrideReason();
    }

    private static Reason duplicate(String uscc) {
        return Reason.field("uscc", "company.uscc.taken", uscc);
    }

    private static String describe(NewCompany details) {
        return details.uscc() + " " + details.name() + " " + details.taxpayerType() + " " + details.standard() + " "
                + details.region() + (overrideOf(details) == null ? "" : " override: " + details.usccOverrideReason());
    }

    private record Stored(Company company, String override) {
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(new Company(row.getString("id"), row.getString("uscc"), row.getString("name"),
                TaxpayerType.valueOf(row.getString("taxpayer_type")), Standard.valueOf(row.getString("standard")),
                Region.valueOf(row.getString("region")), row.getString("industry"), row.getString("contact_name"),
                row.getString("contact_phone"), row.getString("keeper_id")), row.getString("uscc_override"));
    }
}
