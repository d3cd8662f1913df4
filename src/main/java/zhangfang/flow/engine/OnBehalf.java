package zhangfang.flow.engine;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/** Asks the engine in a person's name, as if the person did it in Tasklist: with the same authorizations. */
@Component
public class OnBehalf {

    private final IdentityService identity;
    private final People people;

    OnBehalf(IdentityService identity, People people) {
        this.identity = identity;
        this.people = people;
    }

    /**
     * The system itself may do everything, whoever's request it works in.
     *
     * @throws Refusal if the person may not, or somebody else was faster
     */
    public <T> T of(Actor actor, Supplier<T> command) {
        List<String> groups = actor.isSystem() ? List.of(Role.ADMINISTRATOR.group()) : people.groupsOf(actor.id());
        return with(new Authentication(actor.id(), groups, List.of()), command);
    }

    /**
     * Asks where the domain has checked who may, and nobody needs a right on the instance, such as telling it a message.
     *
     * @throws Refusal if somebody else was faster
     */
    public <T> T unchecked(Supplier<T> command) {
        return with(null, command);
    }

    private <T> T with(Authentication authentication, Supplier<T> command) {
        Authentication before = identity.getCurrentAuthentication();
        identity.setAuthentication(authentication);
        try {
            return command.get();
        } catch (AuthorizationException e) {
            throw Refusal.forbidden("flow.forbidden");
        } catch (OptimisticLockingException e) {
            throw Refusal.conflict("flow.lostRace");
        } finally {
            identity.clearAuthentication();
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
    }
}
