package zhangfang.flow.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** What a page or our API submits to a step, as a form would: values that live for this step only. */
public final class TransientValues {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TransientValues() {
    }

    /** @param submitted texts, booleans and numbers; {@code null} for what is left out */
    public static VariableMap of(Map<String, Object> submitted) {
        VariableMap variables = Variables.createVariables();
        submitted.forEach((name, value) -> variables.putValueTyped(name, Variables.untypedValue(value, true)));
        return variables;
    }

    /** A list of texts, such as the ids of documents, as JSON. */
    public static String texts(List<String> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
