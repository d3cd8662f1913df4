package zhangfang.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.refusal.Refusal;

/**
 * People, their roles and the companies they belong to, kept in the engine's identity service so that Tasklist, Cockpit,
 * Admin and our own pages know the same people.
 */
@Service
public class People {

    /** Memberships are read afresh after this long, so that someone who joins or leaves a company need not sign in again. */
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final String COMPANY_PREFIX = "company-";
    private static final String GROUP_TYPE_COMPANY = "COMPANY";
    private static final String GROUP_TYPE_ROLE = "WORKFLOW";

    private record Cached(List<String> groups, Instant readAt) {
    }

    private final IdentityService identityService;
    private final Map<String, Cached> groupsByUser = new ConcurrentHashMap<>();

    People(IdentityService identityService) {
        this.identityService = identityService;
    }

    /** The engine's group of a company's people. */
    public static String companyGroup(String companyId) {
        return COMPANY_PREFIX + companyId;
    }

    /** The person with roles and companies as they are now (at most two seconds old). */
    public Actor actor(String userId) {
        Set<Role> roles = new HashSet<>();
        Set<String> companies = new HashSet<>();
        for (String group : groupsOf(userId)) {
            Role.ofGroup(group).ifPresent(roles::add);
            if (group.startsWith(COMPANY_PREFIX)) {
                companies.add(group.substring(COMPANY_PREFIX.length()));
            }
        }
        return new Actor(userId, roles, companies);
    }

    /** Ids of the engine's groups that a person is in, at most two seconds old. */
    public List<String> groupsOf(String userId) {
        Instant now = Instant.now();
        Cached cached = groupsByUser.get(userId);
        if (cached == null || cached.readAt.plus(FRESH).isBefore(now)) {
            List<String> groups = unchecked(() -> identityService.createGroupQuery().groupMember(userId).list().stream()
                    .map(Group::getId).toList());
            cached = new Cached(groups, now);
            groupsByUser.put(userId, cached);
        }
        return cached.groups;
    }

    public boolean exists(String userId) {
        return find(userId).isPresent();
    }

    /** The name to show for a person; the id where the person is gone. */
    public String nameOf(String userId) {
        return find(userId).map(People::fullName).orElse(userId);
    }

    /** The names of several people at once, by id; an id of nobody stands for itself. */
    public Map<String, String> namesOf(Collection<String> userIds) {
        Map<String, String> names = new TreeMap<>();
        userIds.forEach(id -> names.put(id, id));
        if (!names.isEmpty()) {
            unchecked(() -> identityService.createUserQuery().userIdIn(names.keySet().toArray(String[]::new)).list())
                    .forEach(user -> names.put(user.getId(), fullName(user)));
        }
        return names;
    }

    /** Ids and names of the people in a role, by id. */
    public Map<String, String> inRole(Role role) {
        Map<String, String> names = new TreeMap<>();
        unchecked(() -> identityService.createUserQuery().memberOfGroup(role.group()).list())
                .forEach(user -> names.put(user.getId(), fullName(user)));
        return names;
    }

    /** User ids of a company's people. */
    public List<String> membersOf(String companyId) {
        return unchecked(() -> identityService.createUserQuery().memberOfGroup(companyGroup(companyId))
                .orderByUserId().asc().list().stream().map(User::getId).toList());
    }

    /** Adds a person. The engine shows «first last», so a Chinese name stands whole in the first name. */
    @Transactional
    public void add(String userId, String name, String password, Role... roles) {
        if (!userId.matches("[a-zA-Z0-9-]{1,64}")) {
            throw Refusal.field("userId", "identity.userId.invalid");
        }
        if (exists(userId)) {
            throw Refusal.field("userId", "identity.userId.taken", userId);
        }
        unchecked(() -> {
            User user = identityService.newUser(userId);
            user.setFirstName(name);
            user.setLastName("");
            user.setPassword(password);
            identityService.saveUser(user);
            for (Role role : roles) {
                identityService.createMembership(userId, role.group());
            }
            return user;
        });
        groupsByUser.remove(userId);
    }

    /** The e-mail address in the engine's record of a person; not confirmed by anyone, or {@code null}. */
    public String addressOf(String userId) {
        return find(userId).map(User::getEmail).filter(address -> !address.isBlank()).orElse(null);
    }

    /** Keeps a person's e-mail address in the engine's record. @param address {@code null}: none any more */
    @Transactional
    public void writeTo(String userId, String address) {
        find(userId).ifPresent(user -> unchecked(() -> {
            user.setEmail(address);
            identityService.saveUser(user);
            return user;
        }));
    }

    /** Makes sure that the groups of all roles exist. */
    @Transactional
    public void ensureRoles(Map<Role, String> names) {
        names.forEach((role, name) -> ensureGroup(role.group(), name, GROUP_TYPE_ROLE));
    }

    /** Creates the engine's group for a company. */
    @Transactional
    public void addCompanyGroup(String companyId, String companyName) {
        ensureGroup(companyGroup(companyId), companyName, GROUP_TYPE_COMPANY);
    }

    @Transactional
    public void join(String userId, String companyId) {
        if (!membersOf(companyId).contains(userId)) {
            unchecked(() -> {
                identityService.createMembership(userId, companyGroup(companyId));
                return null;
            });
        }
        groupsByUser.remove(userId);
    }

    @Transactional
    public void leave(String userId, String companyId) {
        unchecked(() -> {
            identityService.deleteMembership(userId, companyGroup(companyId));
            return null;
        });
        groupsByUser.remove(userId);
    }

    private void ensureGroup(String id, String name, String type) {
        unchecked(() -> {
            if (identityService.createGroupQuery().groupId(id).count() == 0) {
                Group group = identityService.newGroup(id);
                group.setName(name);
                group.setType(type);
                identityService.saveGroup(group);
            }
            return null;
        });
    }

    private Optional<User> find(String userId) {
        return Optional.ofNullable(
                unchecked(() -> identityService.createUserQuery().userId(userId).singleResult()));
    }

    /**
     * Asks the engine without its authorization check: who may ask is this class's callers' business, and a customer
     * whose task is being completed may not read users.
     */
    private <T> T unchecked(Supplier<T> question) {
        Authentication current = identityService.getCurrentAuthentication();
        identityService.clearAuthentication();
        try {
            return question.get();
        } finally {
            if (current != null) {
                identityService.setAuthentication(current);
            }
        }
    }

    private static String fullName(User user) {
        String last = user.getLastName() == null ? "" : user.getLastName();
        return (user.getFirstName() + " " + last).strip();
    }
}
