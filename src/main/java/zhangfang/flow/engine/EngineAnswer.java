package zhangfang.flow.engine;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;

/**
 * What Tasklist and the engine's REST API answer when something fails: exactly our sentence with its field and a status
 * of 4xx, where the engine would wrap it in English ("Cannot complete task …: ENGINE-03051 …") and say 500. The engine's
 * own errors lose their codes; an unexpected one is logged and not shown.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class EngineAnswer extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(EngineAnswer.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The refusal of the request that this thread serves; the array is there while one is served. */
    private static final ThreadLocal<Refusal[]> REFUSAL = new ThreadLocal<>();

    private final RefusalText text;

    EngineAnswer(RefusalText text) {
        this.text = text;
    }

    /** Whether a person or program waits for this thread's answer. */
    static boolean expected() {
        return REFUSAL.get() != null;
    }

    static void remember(Refusal refusal) {
        Refusal[] place = REFUSAL.get();
        if (place != null) {
            place[0] = refusal;
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        REFUSAL.set(new Refusal[1]);
        try {
            if (!isEngineApi(request.getRequestURI())) {
                chain.doFilter(request, response);
                return;
            }
            HeldBackErrors held = new HeldBackErrors(response);
            chain.doFilter(request, held);
            held.finish(body -> answer(request, response, body));
        } finally {
            REFUSAL.remove();
        }
    }

    private static boolean isEngineApi(String uri) {
        return uri.startsWith("/engine-rest") || uri.startsWith("/camunda/api/");
    }

    private byte[] answer(HttpServletRequest request, HttpServletResponse response, byte[] original)
            throws IOException {
        Locale locale = request.getHeader("Accept-Language") == null ? Locale.CHINESE : request.getLocale();
        Refusal refusal = REFUSAL.get()[0];
        if (refusal == null) {
            refusal = translated(response.getStatus(), original, request);
        }
        if (refusal == null) {
            return original;
        }
        response.setStatus(status(refusal.kind()));
        response.setContentType("application/json;charset=UTF-8");
        return body(refusal, locale);
    }

    private static int status(Refusal.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpServletResponse.SC_BAD_REQUEST;
            case FORBIDDEN -> HttpServletResponse.SC_FORBIDDEN;
            case NOT_FOUND -> HttpServletResponse.SC_NOT_FOUND;
            case CONFLICT -> HttpServletResponse.SC_CONFLICT;
        };
    }

    private byte[] body(Refusal refusal, Locale locale) throws IOException {
        List<Map<String, Object>> errors = new ArrayList<>();
        for (Refusal.Reason reason : refusal.reasons()) {
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
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "Refusal");
        body.put("message", text.text(refusal, locale));
        body.put("errors", errors);
        return JSON.writeValueAsBytes(body);
    }

    /** The engine's own errors, by their type; {@code null} leaves the engine's answer as it is. */
    private static Refusal translated(int status, byte[] original, HttpServletRequest request) {
        String type = "";
        String message = "";
        try {
            JsonNode error = JSON.readTree(original);
            if (error == null || !error.isObject()) {
                return null;
            }
            type = error.path("type").asText();
            message = error.path("message").asText();
        } catch (IOException e) {
            return null;
        }
        if (type.equals("AuthorizationException")) {
            return Refusal.forbidden("flow.forbidden");
        }
        if (message.contains("Cannot find task") || message.contains("No matching task")) {
            return Refusal.conflict("flow.taskGone");
        }
        if (message.contains("already claimed")) {
            return Refusal.conflict("flow.alreadyClaimed");
        }
        if (type.equals("OptimisticLockingException")) {
            return Refusal.conflict("flow.lostRace");
        }
        if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            LOG.error("{} {} failed: {} {}", request.getMethod(), request.getRequestURI(), type, message);
            return Refusal.invalid("flow.failed");
        }
        return null;
    }

    /** Lets a successful answer pass as it is written; holds an error's body back. */
    private static final class HeldBackErrors extends HttpServletResponseWrapper {

        private interface Rewrite {
            byte[] apply(byte[] body) throws IOException;
        }

        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private ServletOutputStream out;
        private PrintWriter writer;

        HeldBackErrors(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) {
            setStatus(status);
        }

        @Override
        public void sendError(int status, String message) {
            setStatus(status);
        }

        @Override
        public void setContentLength(int length) {
            if (!failed()) {
                super.setContentLength(length);
            }
        }

        @Override
        public void setContentLengthLong(long length) {
            if (!failed()) {
                super.setContentLengthLong(length);
            }
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!failed()) {
                super.flushBuffer();
            }
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (out == null) {
                out = failed() ? new Held(held) : super.getOutputStream();
            }
            return out;
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (writer == null) {
                writer = failed() ? new PrintWriter(held, false, StandardCharsets.UTF_8) : super.getWriter();
            }
            return writer;
        }

        void finish(Rewrite rewrite) throws IOException {
            if (!failed() || isCommitted()) {
                return;
            }
            if (writer != null) {
                writer.flush();
            }
            byte[] body = rewrite.apply(held.toByteArray());
            HttpServletResponse response = (HttpServletResponse) getResponse();
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }

        private boolean failed() {
            return getStatus() >= HttpServletResponse.SC_BAD_REQUEST;
        }
    }

    private static final class Held extends ServletOutputStream {

        private final ByteArrayOutputStream held;

        Held(ByteArrayOutputStream held) {
            this.held = held;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("the engine's REST API answers synchronously");
        }

        @Override
        public void write(int b) {
            held.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            held.write(bytes, offset, length);
        }
    }
}
