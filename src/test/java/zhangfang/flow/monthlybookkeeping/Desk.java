package zhangfang.flow.monthlybookkeeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;

/** Somebody at the workbench: looks at it and sends its forms, over HTTP. */
final class Desk {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String authorization;

    Desk(int port, String user) {
        base = "http://localhost:" + port;
        authorization = "Basic " + Base64.getEncoder().encodeToString(
                (user + ":" + CompanyInService.PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> look(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    String page(String path) {
        return look(path).body();
    }

    /** Sends a form; names and values alternate. */
    HttpResponse<String> submit(String path, String... fields) {
        StringJoiner form = new StringJoiner("&");
        for (int i = 0; i < fields.length; i += 2) {
            form.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    /** Asks for a batch and does all of it. @return the page of its results */
    String does(String action, List<String> monthIds) {
        String batch = asks(action, UUID.randomUUID().toString(), monthIds);
        finishes(batch);
        return page(batch);
    }

    /** @return the address of the batch's page */
    String asks(String action, String requestKey, List<String> monthIds) {
        String[] fields = new String[4 + 2 * monthIds.size()];
        fields[0] = "action";
        fields[1] = action;
        fields[2] = "requestKey";
        fields[3] = requestKey;
        for (int i = 0; i < monthIds.size(); i++) {
            fields[4 + 2 * i] = "ids";
            fields[5 + 2 * i] = monthIds.get(i);
        }
        return batchOf(submit("/workbench/batches", fields));
    }

    String batchOf(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElseThrow(() ->
                new AssertionError(answer.statusCode() + " " + answer.body()));
        return URI.create(location).getPath();
    }

    void finishes(String batch) {
        while (page(batch).contains("继续办理余下")) {
            submit(batch + "/run");
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.header("Authorization", authorization).header("Accept-Language", "zh-CN").build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
