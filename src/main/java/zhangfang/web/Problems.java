package zhangfang.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;

/** Turns a no into a problem detail (RFC 9457) in the caller's language, with its list of {field or line, reason}. */
@Component
class Problems {

    private static final URI ABOUT_BLANK = URI.create("about:blank");

    private final MessageSource messages;
    private final RefusalText text;

    Problems(MessageSource messages, RefusalText text) {
        this.messages = messages;
        this.text = text;
    }

    ProblemDetail of(Refusal refusal, Locale locale) {
        return of(status(refusal.kind()), refusal, locale);
    }

    /** The refusal's sentences under another status than that of its kind. */
    ProblemDetail of(HttpStatusCode status, Refusal refusal, Locale locale) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, text.text(refusal, locale));
        problem.setType(ABOUT_BLANK);
        problem.setTitle(title(status, locale));
        problem.setProperty("errors", errors(refusal.reasons(), locale));
        return problem;
    }

    String title(HttpStatusCode status, Locale locale) {
        String fallback = messages.getMessage(
                status.is4xxClientError() ? "web.problem.title.400" : "web.problem.title.500", null, locale);
        return messages.getMessage("web.problem.title." + status.value(), null, fallback, locale);
    }

    /** The list of {field or line, reason}. */
    List<Map<String, Object>> errors(List<Refusal.Reason> reasons, Locale locale) {
        List<Map<String, Object>> errors = new ArrayList<>();
        for (Refusal.Reason reason : reasons) {
            Map<String, Object> error = new LinkedHashMap<>();
            if (reason.field() != null) {
                error.put("field", reason.field());
            }
            if (reason.line() != null) {
                error.put("line", reason.line());
            }
            error.put("reason", text.sentence(reason, locale));
            errors.add(error);
        }
        return errors;
    }

    static HttpStatus status(Refusal.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
        };
    }
}
