package zhangfang.web;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.TimeTravel;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.notice.Worklist;

/** What the frame around every page shows; asked by the templates, as {@code ${@shell}}, only where they need it. */
@Component
class Shell {

    private final CurrentActor currentActor;
    private final People people;
    private final Notices notices;
    private final ObjectProvider<Worklist> worklist;
    private final BusinessClock clock;
    private final ObjectProvider<TimeTravel> timeTravel;
    private final boolean demo;

    Shell(CurrentActor currentActor, People people, Notices notices, ObjectProvider<Worklist> worklist,
            BusinessClock clock, ObjectProvider<TimeTravel> timeTravel, Environment environment) {
        this.currentActor = currentActor;
        this.people = people;
        this.notices = notices;
        this.worklist = worklist;
        this.clock = clock;
        this.timeTravel = timeTravel;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    public boolean isSignedIn() {
        return !currentActor.get().isSystem();
    }

    public String getUserName() {
        return people.nameOf(currentActor.get().id());
    }

    /** How many open tasks wait for this person. */
    public long getTasks() {
        Worklist work = worklist.getIfAvailable();
        return work == null ? 0 : work.count(currentActor.get());
    }

    public int getUnread() {
        return notices.unread(currentActor.get().id());
    }

    public boolean isCustomer() {
        return currentActor.get().is(Role.CUSTOMER);
    }

    /** Whether this person may look into Cockpit. */
    public boolean isWatcher() {
        return currentActor.get().isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR);
    }

    /** Whether this person sees the money of all companies. */
    public boolean isMoneyReader() {
        return MoneyReaders.readsAll(currentActor.get());
    }

    public boolean isAdministrator() {
        return currentActor.get().is(Role.ADMINISTRATOR);
    }

    public boolean isMayAddCompanies() {
        return currentActor.get().isAny(Role.CUSTOMER, Role.ACCOUNTANT, Role.REVIEWER);
    }

    public boolean isStaff() {
        Actor actor = currentActor.get();
        return actor.roles().stream().anyMatch(role -> role != Role.CUSTOMER);
    }

    /** Whether the sample people can sign in. */
    public boolean isDemo() {
        return demo;
    }

    public boolean isTimeMachine() {
        return timeTravel.getIfAvailable() != null;
    }

    /** Business time, which the time machine may have moved. */
    public ZonedDateTime getNow() {
        return clock.here();
    }

    /** An instant as a time on a Chinese clock. */
    public ZonedDateTime here(Instant instant) {
        return instant == null ? null : instant.atZone(BusinessClock.ZONE);
    }
}
