package zhangfang.invoicing;

import java.util.ArrayList;
import java.util.List;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Reads what was written into a form's fields and gathers what is wrong with it, so that all is said at once. */
final class WrittenFields {

    private final List<Reason> wrong = new ArrayList<>();

    /** The text without blanks around it; {@code null} where nothing was written. */
    static String written(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    String required(String field, String text, int most) {
        String value = written(text);
        if (value == null) {
            wrong.add(Reason.field(field, "invoicing.field.required"));
        }
        return value == null ? null : bounded(field, value, most);
    }

    String optional(String field, String text, int most) {
        String value = written(text);
        return value == null ? null : bounded(field, value, most);
    }

    void absent(String field, String text, String key) {
        if (written(text) != null) {
            refuse(field, key);
        }
    }

    void refuse(String field, String key, Object... args) {
        wrong.add(Reason.field(field, key, args));
    }

    void refuseIfAny() {
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private String bounded(String field, String value, int most) {
        if (value.length() > most) {
            refuse(field, "invoicing.field.tooLong", most);
        } else if (value.matches("(?s).*[\\p{Cntrl}\\p{Cf}].*")) {
            refuse(field, "invoicing.field.controls");
        }
        return value;
    }
}
