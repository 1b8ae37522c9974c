package io.carillon.activities.carrier.twilio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Keeps what it was asked, word for word, and answers as it is told. */
final class TwilioHost implements AutoCloseable {
    record Asked(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> form,
            String authorization) {
        String one(String parameter) {
            return form.getOrDefault(parameter, List.of()).stream().findFirst().orElse("");
        }
    }

    record Told(int status, String body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    Function<Asked, Told> answer = any -> new Told(200, "{}");
    private final HttpServer server;

    TwilioHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(int status, String body) {
        answer = any -> new Told(status, body);
    }

    Asked only() {
        if (asked.size() != 1) {
            throw new AssertionError(asked.size() + " requests");
        }
        return asked.getFirst();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Asked one =
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        parameters(exchange.getRequestURI().getRawQuery()),
                        parameters(body),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        asked.add(one);
        Told told = answer.apply(one);
        byte[] bytes = told.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(told.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static Map<String, List<String>> parameters(
            @org.jspecify.annotations.Nullable String encoded) {
        var parameters = new LinkedHashMap<String, List<String>>();
        if (encoded != null && !encoded.isEmpty()) {
            Arrays.stream(encoded.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(
                            pair ->
                                    parameters
                                            .computeIfAbsent(
                                                    decoded(pair[0]), name -> new ArrayList<>())
                                            .add(decoded(pair.length > 1 ? pair[1] : "")));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
