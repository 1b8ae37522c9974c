package io.carillon.dev.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;

/** The HTTP side of a stand-in: on 127.0.0.1 only, a thread for each request. */
public final class LocalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);

    /** Requests that wait while the machine is busy, for a burst of a thousand calls. */
    private static final int BACKLOG = 1024;

    private static final int LARGEST_BODY = 1 << 20;

    static {
        // Without it every small answer waits for the other side's delayed acknowledgement, 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        // Connections kept for the next request; the default of 200 closes those of a busy worker.
        if (System.getProperty("sun.net.httpserver.maxIdleConnections") == null) {
            System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        }
    }

    /** What the carrier answers. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Request request);
    }

    private final HttpServer http;
    private final Handler handler;

    /**
     * @param port 0: a free one
     * @throws IOException when the port is taken
     */
    public LocalServer(int port, Handler handler, Executor threads) throws IOException {
        this.handler = handler;
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        http = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
    }

    public LocalServer start() {
        http.start();
        return this;
    }

    /** {@code http://127.0.0.1:port}. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            if (rested(answer) && !answer.cut()) {
                send(exchange, answer);
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        try {
            return handler.answer(request(exchange, body));
        } catch (IllegalArgumentException e) {
            return Answer.text(400, "text/plain", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("standin.request.failed");
            return Answer.text(500, "text/plain", "see the log");
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().getFirst());
        }
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Form.read(exchange.getRequestURI().getRawQuery()),
                headers,
                body);
    }

    /** False: the stand-in closes meanwhile. */
    private static boolean rested(Answer answer) {
        try {
            Thread.sleep(answer.after());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.body().length == 0) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
