package io.carillon.dev;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A user's system that takes every webhook and forgets none. */
final class ChaosReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final Set<String> misnamed = ConcurrentHashMap.newKeySet();

    ChaosReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String named = exchange.getRequestHeaders().getFirst("webhook-id");
            String id =
                    Api.JSON
                            .readTree(exchange.getRequestBody().readAllBytes())
                            .path("id")
                            .asString("");
            if (!id.equals(named)) {
                misnamed.add(id + " came as " + named);
            }
            received.merge(id, 1, Integer::sum);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** Ids of events; each with how often it came. */
    Map<String, Integer> received() {
        return Map.copyOf(received);
    }

    Set<String> misnamed() {
        return new TreeSet<>(misnamed);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
