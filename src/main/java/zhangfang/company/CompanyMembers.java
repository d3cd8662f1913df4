package zhangfang.company;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.refusal.Refusal;

/** The people of a company (企业成员): its members let others in. */
@Service
public class CompanyMembers {

    private static final int MOST = 50;

    private final Companies companies;
    private final People people;
    private final Notices notices;
    private final Audit audit;

    CompanyMembers(Companies companies, People people, Notices notices, Audit audit) {
        this.companies = companies;
        this.people = people;
        this.notices = notices;
        this.audit = audit;
    }

    /** User ids of the company's people, for whoever sees the company. @throws Refusal not found */
    @Transactional(readOnly = true)
    public List<String> of(Actor actor, String companyId) {
        companies.visible(actor, companyId);
        return people.membersOf(companyId);
    }

    /**
     * A member lets a registered customer in, who sees and does everything of the company from then on; all of its people
     * are told.
     *
     * @param agreed whether the member has said that this is meant
     */
    @Transactional
    public void add(Actor actor, String companyId, String userId, boolean agreed) {
        companies.visible(actor, companyId);
        if (!actor.isMemberOf(companyId)) {
            throw Refusal.forbidden("company.member.onlyMembers");
        }
        Company company = companies.lock(companyId);
        String added = userId == null ? "" : userId.strip();
        if (added.isEmpty() || !people.actor(added).is(Role.CUSTOMER)) {
            throw Refusal.field("userId", "company.member.unknown");
        }
        List<String> members = people.membersOf(companyId);
        if (members.contains(added)) {
            throw Refusal.field("userId", "company.member.already", people.nameOf(added));
        }
        if (members.size() >= MOST) {
            throw Refusal.conflict("company.member.tooMany", MOST);
        }
        if (!agreed) {
            throw Refusal.field("agreed", "company.member.agree", people.nameOf(added));
        }
        people.join(added, companyId);
        notices.tellCompany(companyId, "company.member/" + added, "company.notice.memberAdded", company.name(),
                people.nameOf(added), people.nameOf(actor.id()));
        audit.record(actor, "company.addMember", companyId, companyId, added);
    }
}
