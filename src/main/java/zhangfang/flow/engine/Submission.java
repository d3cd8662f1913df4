package zhangfang.flow.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import zhangfang.calendar.BusinessClock;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * What a person submitted with a task or a start form, read with suspicion: each value by its name, type and bounds, and
 * a wrong one is refused naming its field. Any REST client may submit anything in any type.
 */
public final class Submission {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ROWS = 1000;
    private static final int MAX_FILE_BYTES = 10_000_000;

    private final VariableScope scope;

    private Submission(VariableScope scope) {
        this.scope = scope;
    }

    public static Submission of(VariableScope scope) {
        return new Submission(scope);
    }

    /** A submitted file. */
    public record SubmittedFile(String name, String contentType, byte[] content) {
    }

    /** A text of 1 to {@code maxLength} characters. */
    public String text(String field, int maxLength) {
        return optionalText(field, maxLength).orElseThrow(() -> Refusal.field(field, "flow.field.required"));
    }

    public Optional<String> optionalText(String field, int maxLength) {
        Object value = scope.getVariable(field);
        if (value == null || value.toString().isBlank()) {
            return Optional.empty();
        }
        String text = value.toString().strip();
        if (text.length() > maxLength) {
            throw Refusal.field(field, "flow.field.tooLong", maxLength);
        }
        return Optional.of(text);
    }

    /** One of an enumeration's names. */
    public <E extends Enum<E>> E choice(String field, Class<E> type) {
        String name = text(field, 100);
        return Stream.of(type.getEnumConstants()).filter(constant -> constant.name().equals(name)).findFirst()
                .orElseThrow(() -> Refusal.field(field, "flow.field.choice", name));
    }

    /** A yes or no; nothing submitted is a no. */
    public boolean flag(String field) {
        Object value = scope.getVariable(field);
        return value != null && Boolean.parseBoolean(value.toString());
    }

    /** A whole number. */
    public int number(String field, int min, int max) {
        String text = text(field, 20);
        try {
            int number = new BigDecimal(text).intValueExact();
            if (number < min || number > max) {
                throw Refusal.field(field, "flow.field.range", min, max);
            }
            return number;
        } catch (NumberFormatException e) {
            throw Refusal.field(field, "flow.field.number", text);
        } catch (ArithmeticException e) {
            throw Refusal.field(field, "flow.field.number", text);
        }
    }

    /** An amount with at most two decimals, submitted as text so that it stays exact. */
    public Money money(String field) {
        String text = text(field, 30);
        try {
            return Money.of(text);
        } catch (ArithmeticException | NumberFormatException e) {
            throw Refusal.field(field, "flow.field.money", text);
        }
    }

    /** A day, as {@code 2026-11-21} or as a date of the engine. */
    public LocalDate date(String field) {
        Object value = scope.getVariable(field);
        if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime()).atZone(BusinessClock.ZONE).toLocalDate();
        }
        String text = text(field, 40);
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw Refusal.field(field, "flow.field.date", text);
        }
    }

    /** A month, as {@code 2026-11}. */
    public Optional<YearMonth> optionalMonth(String field) {
        return optionalText(field, 20).map(text -> {
            try {
                return YearMonth.parse(text);
            } catch (DateTimeParseException e) {
                throw Refusal.field(field, "flow.field.month", text);
            }
        });
    }

    /** A list of rows, submitted as JSON; nothing submitted is an empty list. */
    public List<Map<String, Object>> rows(String field) {
        Object value = scope.getVariable(field);
        if (value == null) {
            return List.of();
        }
        try {
            List<Map<String, Object>> rows = JSON.readValue(value.toString(), new TypeReference<>() { });
            if (rows.size() > MAX_ROWS) {
                throw Refusal.field(field, "flow.field.tooManyRows", MAX_ROWS);
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw Refusal.field(field, "flow.field.rows");
        }
    }

    /** A list of texts, submitted as JSON, such as the ids of documents sent before. */
    public List<String> texts(String field) {
        Object value = scope.getVariable(field);
        if (value == null || value.toString().isBlank()) {
            return List.of();
        }
        try {
            return JSON.readValue(value.toString(), new TypeReference<>() { });
        } catch (JsonProcessingException e) {
            throw Refusal.field(field, "flow.field.rows");
        }
    }

    /** A list of texts as {@link #texts} reads it, for code that submits as a form does. */
    public static String list(List<String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A file that a REST client submitted as a variable of type File. */
    public Optional<SubmittedFile> file(String field) {
        TypedValue value = scope.getVariableTyped(field);
        if (!(value instanceof FileValue file) || file.getValue() == null) {
            return Optional.empty();
        }
        try (InputStream in = file.getValue()) {
            byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
            if (content.length > MAX_FILE_BYTES) {
                throw Refusal.field(field, "flow.field.fileTooLarge", MAX_FILE_BYTES / 1_000_000);
            }
            return Optional.of(new SubmittedFile(file.getFilename(), file.getMimeType(), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
