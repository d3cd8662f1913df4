package zhangfang.identity;

import java.util.Set;

/**
 * Who gives a command: a person with the roles and companies of this very request, or the system when a deadline acts.
 *
 * @param id        user id
 * @param roles     the person's roles
 * @param companies ids of the companies (企业) whose member the person is, as a customer
 */
public record Actor(String id, Set<Role> roles, Set<String> companies) {

    /** A deadline, a start-up task: recorded as {@code SYSTEM}. */
    public static final Actor SYSTEM = new Actor("SYSTEM", Set.of(), Set.of());

    public Actor {
        roles = Set.copyOf(roles);
        companies = Set.copyOf(companies);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAny(Role... any) {
        for (Role role : any) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    public boolean isSystem() {
        return this.equals(SYSTEM);
    }

    public boolean isMemberOf(String companyId) {
        return companies.contains(companyId);
    }
}
