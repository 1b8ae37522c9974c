package io.carillon.api.testing;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends requests as a user's program does. */
public final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final @Nullable String key;
    private final Map<String, String> headers;

    ApiClient(String base, @Nullable String key) {
        this(base, key, Map.of());
    }

    private ApiClient(String base, @Nullable String key, Map<String, String> headers) {
        this.base = base;
        this.key = key;
        this.headers = headers;
    }

    /** The same client, sending one more header. */
    public ApiClient with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiClient(base, key, more);
    }

    public String base() {
        return base;
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), null);
    }

    public Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody(), null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "application/json");
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, BodyPublishers.ofString(json), "application/json");
    }

    /** Any request. A path that begins with /api, /docs and so on is taken as it stands. */
    public Answer send(
            String method, String path, BodyPublisher body, @Nullable String contentType) {
        String whole =
                path.startsWith("/api/") || path.startsWith("//")
                        ? path.replaceFirst("^//", "/")
                        : "/api/v1" + path;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + whole))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, body);
        headers.forEach(request::header);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException broken) {
            throw new UncheckedIOException(method + " " + path, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** A member of the body, as text: {@code at("/data/0/id")}. */
        public String at(String pointer) {
            return json().at(pointer).asString("");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + text();
        }
    }
}
