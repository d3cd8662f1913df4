package zhangfang.flow.sample;

import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import zhangfang.identity.People;
import zhangfang.identity.Role;

/** The people of the sample start. User name = role; one password for all, as the sign-in page says. */
@Component
@Profile("demo")
class SamplePeople {

    static final String PASSWORD = "zhangfang";

    private record Person(String userId, String name, Role role) {
    }

    private static final List<Person> PEOPLE = List.of(
            new Person("customer", "陈立", Role.CUSTOMER),
            new Person("customer2", "周敏", Role.CUSTOMER),
            new Person("advisor", "林顾问", Role.ADVISOR),
            new Person("accountant", "王会计", Role.ACCOUNTANT),
            new Person("accountant2", "李会计", Role.ACCOUNTANT),
            new Person("reviewer", "赵审核", Role.REVIEWER),
            new Person("finance", "孙财务", Role.FINANCE),
            new Person("owner", "钱主管", Role.PROCESS_OWNER),
            new Person("admin", "系统管理员", Role.ADMINISTRATOR));

    private final People people;

    SamplePeople(People people) {
        this.people = people;
    }

    /** @return whether they were added; false if they are there already */
    boolean addOnce() {
        if (people.exists("customer")) {
            return false;
        }
        PEOPLE.forEach(person -> people.add(person.userId(), person.name(), PASSWORD, person.role()));
        return true;
    }
}
