package zhangfang.flow.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Reads several fields of a submission and names every wrong one, not only the first. */
public final class FieldReasons {

    private final List<Reason> wrong = new ArrayList<>();

    /** The field's value; {@code null} where it is wrong, which {@link #refuseIfAny()} then says. */
    public <T> T read(Supplier<T> field) {
        try {
            return field.get();
        } catch (Refusal refusal) {
            wrong.addAll(refusal.reasons());
            return null;
        }
    }

    /** @throws Refusal with all reasons, if there are any */
    public void refuseIfAny() {
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }
}
