package io.carillon.activities.carrier.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.CarrierEvent.Ended;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Takes callbacks as the application would; the path names the call. */
final class CallbackReceiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<CarrierEvent>> events = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, CarrierEvent>> listeners = new CopyOnWriteArrayList<>();
    volatile int status = 204;

    CallbackReceiver() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 512);
        http.setExecutor(threads);
        http.createContext("/", this::take);
        http.start();
    }

    String urlFor(String token) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/" + token;
    }

    /** Told of each callback before it is acknowledged. */
    void onEvent(BiConsumer<String, CarrierEvent> listener) {
        listeners.add(listener);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int answer = status;
            if (answer == 204) {
                String token = exchange.getRequestURI().getPath().substring(1);
                CarrierEvent event = SimulatorCallbacks.understand(body);
                List<CarrierEvent> ofCall = of(token);
                synchronized (ofCall) {
                    ofCall.add(event);
                    ofCall.notifyAll();
                }
                listeners.forEach(listener -> listener.accept(token, event));
            }
            exchange.sendResponseHeaders(answer, -1);
        } catch (CallbackRefused e) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private List<CarrierEvent> of(String token) {
        return events.computeIfAbsent(token, key -> new CopyOnWriteArrayList<>());
    }

    /** What came so far, doubles included. */
    List<CarrierEvent> received(String token) {
        return List.copyOf(of(token));
    }

    /** Waits for one that is such, then gives all that came. */
    List<CarrierEvent> await(String token, Predicate<CarrierEvent.What> such)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<CarrierEvent> ofCall = of(token);
        synchronized (ofCall) {
            while (ofCall.stream().noneMatch(event -> such.test(event.what()))) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("call " + token + " only told " + ofCall);
                }
                ofCall.wait(left);
            }
            return List.copyOf(ofCall);
        }
    }

    Ended awaitEnd(String token) throws InterruptedException {
        return await(token, Ended.class::isInstance).stream()
                .map(CarrierEvent::what)
                .filter(Ended.class::isInstance)
                .map(Ended.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
