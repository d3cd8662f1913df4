package zhangfang.refusal;

import java.util.List;
import java.util.Objects;

/**
 * The domain says no: a request that a person can understand and mend. Each reason is a key into the message files, so
 * that everyone is answered in their language; nothing of a refused command is stored.
 */
public final class Refusal extends RuntimeException {

    /** What kind of no it is; the HTTP layers translate it into a status. */
    public enum Kind {
        /** The input is wrong (HTTP 400). */
        INVALID,
        /** Not allowed for this person, who may know that the thing exists (HTTP 403). */
        FORBIDDEN,
        /** No such thing, or a thing of a company that this person may not see (HTTP 404). */
        NOT_FOUND,
        /** Right in itself, but not in the present state: too late, already done, closed (HTTP 409). */
        CONFLICT
    }

    /**
     * One reason.
     *
     * @param field the input field it is about, or {@code null}
     * @param line  the line of the submitted file it is about, counting the header as line 1, or {@code null}
     * @param key   key of the sentence in {@code messages/*.properties}
     * @param args  what the sentence's placeholders {0}, {1} … stand for
     */
    public record Reason(String field, Integer line, String key, List<Object> args) {
        public Reason {
            Objects.requireNonNull(key, "key");
            args = List.copyOf(args);
        }

        public static Reason of(String key, Object... args) {
            return new Reason(null, null, key, List.of(args));
        }

        public static Reason field(String field, String key, Object... args) {
            return new Reason(field, null, key, List.of(args));
        }

        public static Reason line(int line, String key, Object... args) {
            return new Reason(null, line, key, List.of(args));
        }

        @Override
        public String toString() {
            return (line == null ? "" : "line " + line + ": ") + (field == null ? "" : field + ": ") + key + args;
        }
    }

    private final Kind kind;
    private final transient List<Reason> reasons;

    private Refusal(Kind kind, List<Reason> reasons) {
        this(kind, reasons, kind + " " + reasons, null);
    }

    private Refusal(Kind kind, List<Reason> reasons, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.reasons = List.copyOf(reasons);
    }

    /** The same refusal with a sentence as its exception message, for those who see nothing but that. */
    public Refusal saying(String sentence, Throwable cause) {
        return new Refusal(kind, reasons, sentence, cause == this ? getCause() : cause);
    }

    /** Wrong input that no single field is to blame for. */
    public static Refusal invalid(String key, Object... args) {
        return new Refusal(Kind.INVALID, List.of(Reason.of(key, args)));
    }

    /** Wrong input in one field. */
    public static Refusal field(String field, String key, Object... args) {
        return new Refusal(Kind.INVALID, List.of(Reason.field(field, key, args)));
    }

    /** Wrong input for several reasons, none of them hidden behind the first. */
    public static Refusal invalid(List<Reason> reasons) {
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a reason");
        }
        return new Refusal(Kind.INVALID, reasons);
    }

    public static Refusal notFound() {
        return new Refusal(Kind.NOT_FOUND, List.of(Reason.of("refusal.notFound")));
    }

    public static Refusal forbidden(String key, Object... args) {
        return new Refusal(Kind.FORBIDDEN, List.of(Reason.of(key, args)));
    }

    /** Not in the present state, for several reasons. */
    public static Refusal conflict(List<Reason> reasons) {
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a reason");
        }
        return new Refusal(Kind.CONFLICT, reasons);
    }

    public static Refusal conflict(String key, Object... args) {
        return new Refusal(Kind.CONFLICT, List.of(Reason.of(key, args)));
    }

    public Kind kind() {
        return kind;
    }

    public List<Reason> reasons() {
        return reasons;
    }
}
