package zhangfang.company;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/**
 * Who reads a company's money: its balance, titles, invoices, applications and their files. One rule for all of it: the
 * company's members, finance, process owners and administrators. Accountants, reviewers and advisors see the company,
 * but none of its money; finance alone decides about it.
 */
@Component
public class MoneyReaders {

    private final Companies companies;

    MoneyReaders(Companies companies) {
        this.companies = companies;
    }

    /** Whether this person, who may see the company, may see its money, too. */
    public static boolean reads(Actor actor, String companyId) {
        return actor.isMemberOf(companyId) || readsAll(actor);
    }

    /** Whether this person sees the money of all companies. */
    public static boolean readsAll(Actor actor) {
        return actor.isSystem() || actor.isAny(Role.FINANCE, Role.PROCESS_OWNER, Role.ADMINISTRATOR);
    }

    /** The company, if this person may see its money. @throws Refusal not found, or forbidden who sees the company */
    @Transactional(readOnly = true)
    public Company readable(Actor actor, String companyId) {
        Company company = companies.visible(actor, companyId);
        if (!reads(actor, companyId)) {
            throw Refusal.forbidden("company.money.notVisible");
        }
        return company;
    }

    /** @throws Refusal forbidden, unless this person sees the money of all companies */
    public void ofAll(Actor actor) {
        if (!readsAll(actor)) {
            throw Refusal.forbidden("company.money.notForAll");
        }
    }

    /** The company, if this person is one of its members. @throws Refusal not found, or forbidden with this key */
    @Transactional(readOnly = true)
    public Company ofMember(Actor actor, String companyId, String otherwise) {
        Company company = companies.visible(actor, companyId);
        if (!actor.isMemberOf(companyId)) {
            throw Refusal.forbidden(otherwise);
        }
        return company;
    }
}
