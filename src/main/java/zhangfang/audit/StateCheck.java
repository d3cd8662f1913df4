package zhangfang.audit;

import java.util.List;

/** One part of the whole-state check: an invariant over stored rows that must hold between any two transactions. */
public interface StateCheck {

    /** What is checked, for the report; English, short. */
    String name();

    /** Every violation, naming the row; empty when all is well. */
    List<String> violations();

    /** Forgets what was found in order before, so that the next look is at everything again. */
    default void startOver() {
    }
}
