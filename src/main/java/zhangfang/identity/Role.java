package zhangfang.identity;

import java.util.Arrays;
import java.util.Optional;

/** What a person does here. Each role is a group of the process engine's identity service. */
public enum Role {
    CUSTOMER("customers"),
    ADVISOR("advisors"),
    ACCOUNTANT("accountants"),
    REVIEWER("reviewers"),
    FINANCE("finance"),
    PROCESS_OWNER("process-owners"),
    ADMINISTRATOR("camunda-admin");

    private final String group;

    Role(String group) {
        this.group = group;
    }

    /** The id of the engine's group. */
    public String group() {
        return group;
    }

    public static Optional<Role> ofGroup(String group) {
        return Arrays.stream(values()).filter(role -> role.group.equals(group)).findFirst();
    }
}
