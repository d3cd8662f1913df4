package zhangfang.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Registers customers (注册). Staff are made by the administrator. */
@Service
class Registration {

    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 72;
    private static final int LONGEST_NAME = 50;

    record Form(String userId, String name, String password, String again) {
        @Override
        public String toString() {
            return "Form[" + userId + "]";
        }
    }

    private final People people;
    private final Audit audit;

    Registration(People people, Audit audit) {
        this.people = people;
        this.audit = audit;
    }

    /** @throws Refusal naming every wrong field */
    @Transactional
    public void register(Form form) {
        List<Reason> reasons = new ArrayList<>();
        String userId = form.userId() == null ? "" : form.userId().strip();
        String name = form.name() == null ? "" : form.name().strip();
        String password = form.password() == null ? "" : form.password();
        if (!userId.matches("[a-zA-Z0-9-]{1,64}")) {
            reasons.add(Reason.field("userId", "identity.userId.invalid"));
        } else if (people.exists(userId)) {
            reasons.add(Reason.field("userId", "identity.userId.taken", userId));
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            reasons.add(Reason.field("name", "web.register.name.invalid", LONGEST_NAME));
        }
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            reasons.add(Reason.field("password", "web.register.password.length", SHORTEST_PASSWORD,
                    LONGEST_PASSWORD));
        } else if (password.equalsIgnoreCase(userId)) {
            reasons.add(Reason.field("password", "web.register.password.sameAsName"));
        }
        if (!password.equals(form.again())) {
            reasons.add(Reason.field("again", "web.register.again.differs"));
        }
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
        people.add(userId, name, password, Role.CUSTOMER);
        audit.record(new Actor(userId, Set.of(Role.CUSTOMER), Set.of()), "person.register", null, userId, name);
    }
}
