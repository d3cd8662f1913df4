package zhangfang.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.ModelAndView;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * Answers whatever goes wrong in a controller or on the way to it: programs get a problem detail, people a page; both in
 * their language, never with a stack trace.
 */
@ControllerAdvice
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    Object refused(Refusal refusal, HttpServletRequest request, Locale locale) {
        return answer(problems.of(refusal, locale), HttpHeaders.EMPTY, request);
    }

    /** Left to Spring Security, which knows whether to ask for a sign-in. */
    @ExceptionHandler
    void notAllowed(AccessDeniedException e) {
        throw e;
    }

    @ExceptionHandler
    void notSignedIn(AuthenticationException e) {
        throw e;
    }

    /** The caller has gone; there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("caller gone: {}", e.getMessage());
    }

    @ExceptionHandler
    Object unreadable(HttpMessageNotReadableException e, HttpServletRequest request, Locale locale) {
        if (e.getCause() instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
                    .collect(Collectors.joining(".")).replace(".[", "[");
            return invalid(Refusal.field(field, isAmount(mapping) ? "web.problem.amount" : "web.problem.field"), request,
                    locale);
        }
        return invalid(Refusal.invalid("web.problem.unreadable"), request, locale);
    }

    private static boolean isAmount(JsonMappingException mapping) {
        return mapping instanceof ValueInstantiationException wrong && wrong.getType().hasRawClass(Money.class)
                || mapping instanceof MismatchedInputException other && Money.class.equals(other.getTargetType());
    }

    @ExceptionHandler
    Object missing(MissingServletRequestParameterException e, HttpServletRequest request, Locale locale) {
        return invalid(Refusal.field(e.getParameterName(), "web.problem.missingParameter", e.getParameterName()),
                request, locale);
    }

    @ExceptionHandler
    Object missing(MissingServletRequestPartException e, HttpServletRequest request, Locale locale) {
        return invalid(Refusal.field(e.getRequestPartName(), "web.problem.missingParameter", e.getRequestPartName()),
                request, locale);
    }

    @ExceptionHandler
    Object mismatch(TypeMismatchException e, HttpServletRequest request, Locale locale) {
        String field = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName()
                : String.valueOf(e.getPropertyName());
        return invalid(Refusal.field(field, "web.problem.parameter", field, String.valueOf(e.getValue())), request,
                locale);
    }

    @ExceptionHandler
    Object tooLarge(MaxUploadSizeExceededException e, HttpServletRequest request, Locale locale) {
        return answer(problems.of(HttpStatus.PAYLOAD_TOO_LARGE, Refusal.invalid("web.problem.tooLarge"), locale),
                HttpHeaders.EMPTY, request);
    }

    @ExceptionHandler
    Object multipart(MultipartException e, HttpServletRequest request, Locale locale) {
        return invalid(Refusal.invalid("web.problem.multipart"), request, locale);
    }

    /** Somebody else was at the same rows: lost a race, or waited too long. */
    @ExceptionHandler
    Object busy(ConcurrencyFailureException e, HttpServletRequest request, Locale locale) {
        LOG.info("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        return answer(problems.of(Refusal.conflict("web.problem.busy"), locale), HttpHeaders.EMPTY, request);
    }

    /** A constraint of the database stopped what the code let through. */
    @ExceptionHandler
    Object constraint(DataIntegrityViolationException e, HttpServletRequest request, Locale locale) {
        LOG.error("{} {} broke a constraint", request.getMethod(), request.getRequestURI(), e);
        return answer(problems.of(Refusal.conflict("web.problem.constraint"), locale), HttpHeaders.EMPTY, request);
    }

    @ExceptionHandler
    Object anything(Exception e, HttpServletRequest request, Locale locale) {
        if (e instanceof ErrorResponse response) {
            return springs(response, request, locale);
        }
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("{} {} failed, number {}", request.getMethod(), request.getRequestURI(), number, e);
        Refusal refusal = Refusal.invalid("web.problem.unexpected", number);
        return answer(problems.of(HttpStatus.INTERNAL_SERVER_ERROR, refusal, locale), HttpHeaders.EMPTY, request);
    }

    /** What Spring refuses before a controller is reached: no such page, wrong method, wrong media type. */
    private Object springs(ErrorResponse response, HttpServletRequest request, Locale locale) {
        HttpStatusCode status = response.getStatusCode();
        Refusal refusal = switch (status.value()) {
            case 404 -> Refusal.invalid("web.problem.noPage");
            case 405 -> Refusal.invalid("web.problem.method", request.getMethod(), allowed(response));
            case 406 -> Refusal.invalid("web.problem.notAcceptable");
            case 415 -> Refusal.invalid("web.problem.mediaType", String.valueOf(request.getContentType()));
            default -> Refusal.invalid(status.is4xxClientError() ? "web.problem.badRequest" : "web.problem.failed");
        };
        return answer(problems.of(status, refusal, locale), response.getHeaders(), request);
    }

    private static String allowed(ErrorResponse response) {
        String[] methods = response instanceof HttpRequestMethodNotSupportedException e
                ? e.getSupportedMethods() : null;
        return methods == null ? "" : String.join(", ", methods);
    }

    private Object invalid(Refusal refusal, HttpServletRequest request, Locale locale) {
        return answer(problems.of(refusal, locale), HttpHeaders.EMPTY, request);
    }

    private Object answer(ProblemDetail problem, HttpHeaders headers, HttpServletRequest request) {
        if (!isApi(request.getRequestURI())) {
            ModelAndView page = new ModelAndView("error", HttpStatus.valueOf(problem.getStatus()));
            page.addObject("problem", problem);
            return page;
        }
        return ResponseEntity.status(problem.getStatus()).headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    static boolean isApi(String uri) {
        return uri != null && (uri.startsWith("/api/") || uri.equals("/api") || uri.startsWith("/v3/"));
    }
}
