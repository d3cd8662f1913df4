package zhangfang.flow.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.springframework.stereotype.Component;

/** Says by which rules a decision table went, which its result does not tell; listens only while it is asked to. */
@Component
class MatchedRules implements DmnDecisionTableEvaluationListener {

    private final ThreadLocal<Set<String>> matched = new ThreadLocal<>();

    /** What came of it, and the ids of the rules. */
    record Told<T>(T result, Set<String> rules) {
    }

    <T> Told<T> during(Supplier<T> evaluation) {
        Set<String> rules = new LinkedHashSet<>();
        matched.set(rules);
        try {
            return new Told<>(evaluation.get(), rules);
        } finally {
            matched.remove();
        }
    }

    @Override
    public void notify(DmnDecisionTableEvaluationEvent evaluation) {
        if (matched.get() != null) {
            evaluation.getMatchingRules().forEach(rule -> matched.get().add(rule.getId()));
        }
    }
}
