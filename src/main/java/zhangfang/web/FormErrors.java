package zhangfang.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;

/** Puts a refusal's sentences beside the fields of the form that caused them. */
@Component
class FormErrors {

    /**
     * @param byField the sentences of each field
     * @param general those that no field of the form is to blame for, with their line where they have one
     */
    record Errors(Map<String, String> byField, List<String> general) {

        static final Errors NONE = new Errors(Map.of(), List.of());

        /** The sentences of one field, or {@code null}. */
        public String of(String field) {
            return byField.get(field);
        }

        /** All of them, where there is no form whose fields they could stand beside. */
        List<String> sentences() {
            return Stream.concat(general.stream(), byField.values().stream()).toList();
        }
    }

    private final RefusalText text;

    FormErrors(RefusalText text) {
        this.text = text;
    }

    /** @throws Refusal again, unless it is about the input or the present state, which a form can show */
    Errors of(Refusal refusal, Locale locale) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND || refusal.kind() == Refusal.Kind.FORBIDDEN) {
            throw refusal;
        }
        Map<String, String> byField = new HashMap<>();
        List<String> general = new ArrayList<>();
        for (Refusal.Reason reason : refusal.reasons()) {
            if (reason.field() != null) {
                byField.merge(reason.field(), text.sentence(reason, locale), (a, b) -> a + "\n" + b);
            } else {
                general.add(text.text(Refusal.invalid(List.of(reason)), locale));
            }
        }
        return new Errors(byField, general);
    }
}
