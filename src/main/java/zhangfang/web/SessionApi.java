package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.identity.Role;

/** Who is signed in, and the token that a form in the browser sends along with a change. */
@RestController
@Tag(name = "session 会话")
class SessionApi {

    /**
     * @param roles      group ids of the roles, such as {@code customers}
     * @param companies  the companies whose member the person is
     * @param today      the day of the business clock, in Asia/Shanghai
     * @param csrfHeader the header in which a browser's session sends {@code csrfToken} with every change
     */
    record Session(String userId, String name, List<String> roles, List<MyCompany> companies, LocalDate today,
            String csrfHeader, String csrfToken) {
    }

    record MyCompany(String id, String name) {
    }

    private final CurrentActor currentActor;
    private final People people;
    private final Companies companies;
    private final BusinessClock clock;

    SessionApi(CurrentActor currentActor, People people, Companies companies, BusinessClock clock) {
        this.currentActor = currentActor;
        this.people = people;
        this.companies = companies;
        this.clock = clock;
    }

    @GetMapping("/api/session")
    @Operation(summary = "Who is signed in: roles, companies, and the CSRF header and token for the browser's session")
    Session session(CsrfToken csrf) {
        Actor actor = currentActor.get();
        List<MyCompany> mine = actor.companies().stream().sorted()
                .map(id -> new MyCompany(id, companies.get(id).name())).toList();
        return new Session(actor.id(), people.nameOf(actor.id()),
                actor.roles().stream().map(Role::group).sorted().toList(), mine, clock.today(),
                csrf.getHeaderName(), csrf.getToken());
    }
}
