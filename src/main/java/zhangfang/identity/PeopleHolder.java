package zhangfang.identity;

import org.springframework.stereotype.Component;

/** Hands {@link People} to the class that Camunda's filter creates by name, outside of Spring. */
@Component
class PeopleHolder {

    private static volatile People people;

    PeopleHolder(People people) {
        PeopleHolder.people = people;
    }

    static People people() {
        return people;
    }
}
