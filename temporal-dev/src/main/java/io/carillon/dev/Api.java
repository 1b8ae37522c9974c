package io.carillon.dev;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Carillon's HTTP API, used like anybody would. A process that is being restarted is waited for.
 */
final class Api {
    static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    // Longer than the API takes to come back after it was killed.
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String base;
    private final String key;

    Api(String base, String key) {
        this.base = base + "/api/v1";
        this.key = key;
    }

    JsonNode get(String path) throws InterruptedException {
        return JSON.readTree(
                send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** The body as it is. */
    void download(String path, Path file) throws InterruptedException {
        send(request(path).GET().build(), HttpResponse.BodyHandlers.ofFile(file));
    }

    /**
     * @param once names this request: repeated under the same name it has one effect
     */
    JsonNode post(String path, Map<String, ?> body, String once) throws InterruptedException {
        return write("POST", path, body, once);
    }

    /** Changes what the body names. */
    JsonNode patch(String path, Map<String, ?> body, String once) throws InterruptedException {
        return write("PATCH", path, body, once);
    }

    private JsonNode write(String method, String path, Map<String, ?> body, String once)
            throws InterruptedException {
        return JSON.readTree(
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", once)
                                .method(
                                        method,
                                        HttpRequest.BodyPublishers.ofString(
                                                JSON.writeValueAsString(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
    }

    /** Sends a file as multipart field {@code file}, as a stream. */
    JsonNode upload(String path, Path file, String once) throws InterruptedException {
        String boundary =
                "carillon-"
                        + UUID.nameUUIDFromBytes(
                                once.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n"
                        .formatted(
                                boundary,
                                String.valueOf(file.getFileName()).replaceAll("[\"\\r\\n]", "_"));
        try {
            return JSON.readTree(
                    send(
                            request(path)
                                    .header(
                                            "Content-Type",
                                            "multipart/form-data; boundary=" + boundary)
                                    .header("Idempotency-Key", once)
                                    .timeout(Duration.ofMinutes(30))
                                    .POST(
                                            HttpRequest.BodyPublishers.concat(
                                                    HttpRequest.BodyPublishers.ofString(head),
                                                    HttpRequest.BodyPublishers.ofFile(file),
                                                    HttpRequest.BodyPublishers.ofString(
                                                            "\r\n--" + boundary + "--\r\n")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()));
        } catch (FileNotFoundException gone) {
            throw new CannotStart(file + " is gone");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key);
    }

    /** Repeats what did not get through: every request here may be sent twice. */
    private <T> T send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String why;
            try {
                HttpResponse<T> answer = client.send(request, handler);
                if (answer.statusCode() / 100 == 2) {
                    return answer.body();
                }
                if (!again(answer)) {
                    throw new Refused(answer.statusCode(), problem(answer));
                }
                why = "status " + answer.statusCode();
            } catch (IOException lost) {
                why = String.valueOf(lost.getMessage());
            }
            if (System.nanoTime() > end) {
                throw new CannotStart("the API at " + base + " does not answer: " + why);
            }
            Thread.sleep(PAUSE);
        }
    }

    /** 409 with this code: the first sending of the same request still runs. */
    private static boolean again(HttpResponse<?> answer) {
        return answer.statusCode() == 429
                || answer.statusCode() >= 500
                || answer.statusCode() == 409
                        && answer.body() instanceof String text
                        && text.contains("IDEMPOTENCY")
                        && text.contains("RUNNING");
    }

    private static JsonNode problem(HttpResponse<?> answer) {
        try {
            return JSON.readTree(answer.body() instanceof String text ? text : "{}");
        } catch (tools.jackson.core.JacksonException unreadable) {
            return JSON.createObjectNode();
        }
    }

    /** What the API would not do, with the problem document it answered. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient JsonNode problem;

        Refused(int status, JsonNode problem) {
            super(status + " " + problem);
            this.status = status;
            this.problem = problem;
        }

        int status() {
            return status;
        }

        String code() {
            return problem.path("code").asString("");
        }

        /** The problem in words, with the first error when there are several. */
        String explained() {
            JsonNode first = problem.path("errors").path(0);
            String detail =
                    problem.path("detail")
                            .asString(problem.path("title").asString("status " + status));
            String more = first.path("message").asString("");
            return more.isEmpty() || detail.contains(more)
                    ? detail
                    : detail + " (" + first.path("pointer").asString("") + ": " + more + ")";
        }
    }
}
