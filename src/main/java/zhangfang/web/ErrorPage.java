package zhangfang.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import zhangfang.refusal.Refusal;

/** Answers what fails outside of our controllers: in a filter, in the container, in Camunda's applications. */
@Controller
class ErrorPage implements ErrorController {

    private final Problems problems;

    ErrorPage(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    Object error(HttpServletRequest request, Locale locale) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number && HttpStatus.resolve(number) != null
                ? HttpStatus.valueOf(number) : HttpStatus.NOT_FOUND;
        ProblemDetail problem = problems.of(status, Refusal.invalid(key(status)), locale);
        String uri = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (ProblemAdvice.isApi(uri) || uri.startsWith("/camunda/api/") || uri.startsWith("/engine-rest")) {
            return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
        }
        ModelAndView page = new ModelAndView("error", status);
        page.addObject("problem", problem);
        return page;
    }

    private static String key(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "web.problem.signIn";
            case FORBIDDEN -> "web.problem.forbidden";
            case NOT_FOUND -> "web.problem.noPage";
            default -> status.is4xxClientError() ? "web.problem.badRequest" : "web.problem.failed";
        };
    }
}
