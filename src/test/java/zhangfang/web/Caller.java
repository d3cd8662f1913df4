package zhangfang.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody at the other end of the wire: a program with HTTP Basic, a browser with its session, or nobody known. */
final class Caller {

    static final String PASSWORD = "zhangfang";

    private final String base;
    private final String authorization;
    private final HttpClient client;

    private Caller(int port, String authorization, boolean session) {
        this.base = "http://localhost:" + port;
        this.authorization = authorization;
        HttpClient.Builder builder = HttpClient.newBuilder();
        this.client = (session ? builder.cookieHandler(new CookieManager()) : builder).build();
    }

    static Caller anonymous(int port) {
        return new Caller(port, null, true);
    }

    /** Keeps no cookies either: each call is its first. */
    static Caller nobody(int port) {
        return new Caller(port, null, false);
    }

    static Caller program(int port, String userId) {
        return new Caller(port, "Basic " + Base64.getEncoder()
                .encodeToString((userId + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)), false);
    }

    /** Signs in through the form, as a browser does. */
    static Caller browser(int port, String userId) {
        Caller browser = anonymous(port);
        browser.submit("/sign-in", Map.of("username", userId, "password", PASSWORD));
        return browser;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> json(String method, String path, String body) {
        return send(method, path, body, "Content-Type", "application/json");
    }

    /** Submits a form with the token of its page. */
    HttpResponse<String> submit(String path, Map<String, String> fields) {
        return submit(path, fields, path);
    }

    /** Submits a form of one page to another address, with the token of the page. */
    HttpResponse<String> submit(String page, Map<String, String> fields, String action) {
        String form = fields.entrySet().stream().map(field -> field.getKey() + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return send("POST", action, form + "&_csrf=" + token(get(page).body()),
                "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Submits a form with files, each of them {@code <field>.pdf}, to an address, with the token of its page. */
    HttpResponse<String> upload(String page, String action, Map<String, String> fields, Map<String, String> files) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> part(body, "name=\"" + name + "\"", value));
        files.forEach((name, content) -> part(body, "name=\"" + name + "\"; filename=\"" + name + ".pdf\"", content));
        part(body, "name=\"_csrf\"", token(get(page).body()));
        return send("POST", action, body + "--zhangfang--\r\n", "Content-Type", "multipart/form-data; boundary=zhangfang");
    }

    private static void part(StringBuilder body, String disposition, String value) {
        body.append("--zhangfang\r\nContent-Disposition: form-data; ").append(disposition).append("\r\n\r\n")
                .append(value).append("\r\n");
    }

    /** A file in whatever encoding. */
    HttpResponse<String> file(String method, String path, byte[] csv) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(csv)), "Content-Type", "text/csv");
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)), headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The CSRF token that a page carries in its form. */
    static String token(String page) {
        String mark = "name=\"_csrf\" value=\"";
        int start = page.indexOf(mark);
        return start < 0 ? "" : page.substring(start + mark.length(), page.indexOf('"', start + mark.length()));
    }
}
