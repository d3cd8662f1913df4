package zhangfang.flow.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;

/**
 * The outermost layer of every engine command. A refusal of the domain reaches the caller as it is, not wrapped into the
 * engine's exceptions; a suspended process becomes a refusal, too, and so does a lost race where a person waits for the
 * answer (the job executor knows what to do with one: it tries again).
 */
class RefusalInterceptor extends CommandInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalInterceptor.class);

    private final RefusalText text;
    private final Supplier<Authentication> authentication;

    RefusalInterceptor(RefusalText text, Supplier<Authentication> authentication) {
        this.text = text;
        this.authentication = authentication;
    }

    @Override
    public <T> T execute(Command<T> command) {
        try {
            if (command instanceof StartProcessInstanceAtActivitiesCmd) {
                refuseUnlessAdministrator();
            }
            return next.execute(command);
        } catch (RuntimeException e) {
            Optional<Refusal> refusal = refusalIn(e);
            if (refusal.isEmpty()) {
                logUnexpected(e);
                throw e;
            }
            Refusal said = said(refusal.get(), e);
            EngineAnswer.remember(said);
            throw said;
        }
    }

    /** What Cockpit is to show of a failed job: a refusal's sentence, else the failure as it is. */
    Throwable readable(Throwable failure) {
        return refusalIn(failure).<Throwable>map(refusal -> said(refusal, failure)).orElse(failure);
    }

    private Refusal said(Refusal refusal, Throwable cause) {
        return refusal.saying(text.text(refusal, Locale.CHINESE), cause);
    }

    /** The REST API answers the engine's own complaints well; what lies below them is a fault of ours. */
    private static void logUnexpected(RuntimeException e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (EngineAnswer.expected() && !(root instanceof ProcessEngineException)) {
            LOG.error("Unexpected failure in an engine command", e);
        }
    }

    /** A start in the middle of a process would lead around the payment and the start listener. */
    private void refuseUnlessAdministrator() {
        Authentication caller = authentication.get();
        boolean administrator = caller == null || caller.getUserId() == null
                || caller.getGroupIds() != null && caller.getGroupIds().contains(Role.ADMINISTRATOR.group());
        if (!administrator) {
            throw Refusal.forbidden("flow.startInstructions");
        }
    }

    private static Optional<Refusal> refusalIn(Throwable e) {
        for (Throwable cause = e; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Optional.of(refusal);
            }
            if (cause instanceof OptimisticLockingException && EngineAnswer.expected()) {
                return Optional.of(Refusal.conflict("flow.lostRace"));
            }
            if (cause instanceof SuspendedEntityInteractionException) {
                return Optional.of(Refusal.conflict("flow.suspended"));
            }
        }
        return Optional.empty();
    }
}
