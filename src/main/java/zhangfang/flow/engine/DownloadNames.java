package zhangfang.flow.engine;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * File names beyond ASCII on what the engine's APIs let people download. The engine writes {@code filename="模板.txt"}
 * as it is and Tomcat drops a header with such letters, name and all; RFC 6266 wants an ASCII {@code filename} and the
 * real name, percent-encoded UTF-8, in {@code filename*}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 110)
class DownloadNames extends OncePerRequestFilter {

    private static final String HEADER = "Content-Disposition";

    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7F]");
    private static final Pattern QUOTED = Pattern.compile("(?i)\\bfilename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern BARE = Pattern.compile("(?i)\\bfilename\\s*=\\s*([^\";]+)");
    private static final Pattern EXTENDED = Pattern.compile("(?i)\\bfilename\\*\\s*=\\s*UTF-8'[^']*'([^;\\s]+)");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String uri = request.getRequestURI();
        return !uri.startsWith("/camunda/api/") && !uri.startsWith("/engine-rest/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Rewriting(response));
    }

    /**
     * The same disposition in ASCII, or as it is when it names no file.
     *
     * @param disposition such as {@code attachment; filename="模板.txt"}
     */
    static String readable(String disposition) {
        String name = nameIn(disposition);
        if (name == null || name.isBlank()) {
            return disposition;
        }
        int end = disposition.indexOf(';');
        String type = end < 0 ? "attachment" : disposition.substring(0, end).trim();
        return type + "; filename=\"" + ascii(name) + "\"; filename*=UTF-8''" + percentEncoded(name);
    }

    /** A plain name beyond ASCII is the name itself, as the engine writes it; else the extended one knows better. */
    private static String nameIn(String disposition) {
        String plain = plainNameIn(disposition);
        if (plain != null && BEYOND_ASCII.matcher(plain).find()) {
            return plain;
        }
        Matcher extended = EXTENDED.matcher(disposition);
        return extended.find() ? decoded(extended.group(1)) : plain;
    }

    private static String plainNameIn(String disposition) {
        Matcher quoted = QUOTED.matcher(disposition);
        if (quoted.find()) {
            return quoted.group(1).replaceAll("\\\\(.)", "$1");
        }
        Matcher bare = BARE.matcher(disposition);
        return bare.find() ? bare.group(1).trim() : null;
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** For programs that know no {@code filename*}: each letter that a plain header can't carry becomes {@code _}. */
    private static String ascii(String name) {
        return name.replaceAll("[^ -~]|[\"\\\\%;/]", "_");
    }

    private static String percentEncoded(String name) {
        return URLEncoder.encode(name.replaceAll("\\p{Cntrl}", ""), StandardCharsets.UTF_8)
                .replace("+", "%20").replace("*", "%2A");
    }

    private static final class Rewriting extends HttpServletResponseWrapper {

        Rewriting(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, rewritten(name, value));
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, rewritten(name, value));
        }

        private static String rewritten(String name, String value) {
            return value != null && HEADER.equalsIgnoreCase(name) ? readable(value) : value;
        }
    }
}
