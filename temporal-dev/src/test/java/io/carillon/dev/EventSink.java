package io.carillon.dev;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A user's system that takes every webhook at once and counts the calls it was told the end of. */
final class EventSink implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final String ENDED = "\"type\":\"call.completed\"";

    private final HttpServer server;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong unsigned = new AtomicLong();

    /** By webhook-id: each counts once, however often it was delivered. */
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    EventSink() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
            if (id == null || signature == null || !signature.startsWith("v1,")) {
                unsigned.incrementAndGet();
            } else {
                events.incrementAndGet();
                if (body.contains(ENDED)) {
                    ended.add(id);
                }
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** Calls that ended with somebody or something at the other end. */
    long calls() {
        return ended.size();
    }

    long events() {
        return events.get();
    }

    /** Requests without id or signature. */
    long unsigned() {
        return unsigned.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
