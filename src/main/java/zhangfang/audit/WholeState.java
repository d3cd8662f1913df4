package zhangfang.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks the whole state: debit equals credit everywhere, balances equal their entries, numbers have no gaps, engine and
 * domain agree … Each module contributes its own invariants. Runs after every integration test and behind the health
 * endpoint.
 */
@Component
public class WholeState {

    private final ObjectProvider<StateCheck> checks;

    WholeState(ObjectProvider<StateCheck> checks) {
        this.checks = checks;
    }

    /** Violations by the name of the check; a check that holds is there with an empty list. */
    @Transactional(readOnly = true)
    public Map<String, List<String>> violationsByCheck() {
        Map<String, List<String>> found = new LinkedHashMap<>();
        checks.orderedStream().forEach(check ->
                found.computeIfAbsent(check.name(), name -> new ArrayList<>()).addAll(check.violations()));
        return found;
    }

    /** As {@link #violationsByCheck}, also of what was found in order before. */
    @Transactional(readOnly = true)
    public Map<String, List<String>> violationsAnew() {
        checks.forEach(StateCheck::startOver);
        return violationsByCheck();
    }

    /** All violations, each with the name of its check. */
    public List<String> violations() {
        List<String> all = new ArrayList<>();
        violationsByCheck().forEach((check, violations) ->
                violations.forEach(violation -> all.add(check + ": " + violation)));
        return all;
    }
}
