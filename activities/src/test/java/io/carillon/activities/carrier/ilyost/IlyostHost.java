package io.carillon.activities.carrier.ilyost;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Keeps what it was asked, word for word, and answers as it is told, or not at all. */
final class IlyostHost implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Asked(String method, String path, JsonNode body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private int status = 200;
    private String body = "{\"success\":true}";
    private boolean holds;

    IlyostHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(int code, String text) {
        status = code;
        body = text;
    }

    /** The request is taken, and its answer waits for keys. */
    void holds() {
        holds = true;
    }

    Asked only() {
        if (asked.size() != 1) {
            throw new AssertionError(asked.size() + " requests");
        }
        return asked.getFirst();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        asked.add(
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent)));
        try (exchange) {
            if (holds) {
                closed.await();
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
