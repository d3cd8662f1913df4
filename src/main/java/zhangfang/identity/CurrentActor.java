package zhangfang.identity;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Who acts in this thread: whom the engine runs for, else whom our own pages signed in, else the system (a timer, a
 * start-up task).
 */
@Component
public class CurrentActor {

    private final IdentityService identityService;
    private final People people;

    CurrentActor(IdentityService identityService, People people) {
        this.identityService = identityService;
        this.people = people;
    }

    public Actor get() {
        Authentication engine = identityService.getCurrentAuthentication();
        if (engine != null && engine.getUserId() != null) {
            return people.actor(engine.getUserId());
        }
        var web = SecurityContextHolder.getContext().getAuthentication();
        if (web != null && web.isAuthenticated() && !"anonymousUser".equals(web.getName())) {
            return people.actor(web.getName());
        }
        return Actor.SYSTEM;
    }
}
