package zhangfang.company;

import java.util.List;
import org.springframework.stereotype.Service;
import zhangfang.identity.Actor;

/** Adds, changes and finds companies, and answers who may see which. */
@Service
public class Companies {

    /** Adds a company. A customer becomes its first member, an accountant its keeper; the engine gets its group. */
    public Company add(Actor actor, NewCompany details) {
        throw new UnsupportedOperationException();
    }

    /** Changes the details of a visible company. */
    public Company change(Actor actor, String companyId, NewCompany details) {
        throw new UnsupportedOperationException();
    }

    /** The company, for code that has already checked who asks. @throws zhangfang.refusal.Refusal not found */
    public Company get(String companyId) {
        throw new UnsupportedOperationException();
    }

    /**
     * The company, if this person may see it: its members; accountants who keep it or hold a task of it; reviewers,
     * finance, advisors, process owners and administrators all.
     *
     * @throws zhangfang.refusal.Refusal not found, also where it exists but may not be seen
     */
    public Company visible(Actor actor, String companyId) {
        throw new UnsupportedOperationException();
    }

    /** All companies that this person may see, by name. */
    public List<Company> visibleTo(Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Makes an accountant the company's keeper (主办会计). */
    public void assignKeeper(Actor actor, String companyId, String accountantId) {
        throw new UnsupportedOperationException();
    }
}
