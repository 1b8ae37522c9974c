package io.carillon.dev;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port of HTTP in front of a real one: what it does with each request is its manner's. */
final class HttpPort implements AutoCloseable {
    /** The JDK's client sets these itself. */
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "expect");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As it came, so that it can be sent on, also twice or much later. */
    record Asked(String method, String path, Headers headers, byte[] body) {}

    record Answered(int status, Headers headers, byte[] body) {}

    /** What is done with a request. */
    interface Manner {
        void take(HttpPort port, Asked asked, HttpExchange answer)
                throws IOException, InterruptedException;
    }

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Manner manner;
    private volatile @Nullable URI real;

    private HttpPort(HttpServer server, Manner manner) {
        this.server = server;
        this.manner = manner;
    }

    /** A free one of this machine, which leads nowhere yet. */
    static HttpPort open(Manner manner) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(address, 0);
        var opened = new HttpPort(server, manner);
        server.setExecutor(opened.threads);
        server.createContext("/", opened::take);
        server.start();
        return opened;
    }

    void leadTo(String url) {
        real = URI.create(url);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked =
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders(),
                            exchange.getRequestBody().readAllBytes());
            manner.take(this, asked, exchange);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the real one; 503 while it leads nowhere. */
    Answered send(Asked asked) throws IOException, InterruptedException {
        URI target = real;
        if (target == null) {
            return new Answered(503, new Headers(), new byte[0]);
        }
        var request =
                HttpRequest.newBuilder(target.resolve(asked.path()))
                        .timeout(PATIENCE)
                        .method(
                                asked.method(),
                                HttpRequest.BodyPublishers.ofByteArray(asked.body()));
        asked.headers()
                .forEach(
                        (name, values) -> {
                            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        HttpResponse<byte[]> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        var headers = new Headers();
        answer.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!name.startsWith(":")
                                    && !name.equalsIgnoreCase("content-length")
                                    && !name.equalsIgnoreCase("transfer-encoding")) {
                                headers.put(name, List.copyOf(values));
                            }
                        });
        return new Answered(answer.statusCode(), headers, answer.body());
    }

    static void answer(HttpExchange exchange, Answered answered) throws IOException {
        exchange.getResponseHeaders().putAll(answered.headers());
        byte[] body = answered.body();
        exchange.sendResponseHeaders(answered.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
