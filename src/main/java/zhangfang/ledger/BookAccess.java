package zhangfang.ledger;

import org.springframework.stereotype.Component;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/** Who may do what with a book: whoever sees the company reads, accountants write, reviewers review and post. */
@Component
class BookAccess {

    private final Companies companies;

    BookAccess(Companies companies) {
        this.companies = companies;
    }

    Company read(Actor actor, String companyId) {
        return actor.isSystem() ? companies.get(companyId) : companies.booksVisible(actor, companyId);
    }

    Company write(Actor actor, String companyId) {
        Company company = read(actor, companyId);
        if (!actor.isSystem() && !actor.isAny(Role.ACCOUNTANT, Role.REVIEWER)) {
            throw Refusal.forbidden("ledger.actor.notAccountant");
        }
        return company;
    }

    Company review(Actor actor, String companyId) {
        Company company = read(actor, companyId);
        if (!actor.is(Role.REVIEWER)) {
            throw Refusal.forbidden("ledger.actor.notReviewer");
        }
        return company;
    }
}
