package io.carillon.dev;

import io.carillon.dev.wire.Aims;
import io.carillon.dev.wire.Proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy between every two processes, and what else is different about them. */
final class ChaosNetwork implements Staging, AutoCloseable {
    private final Aims aims;
    private final ChaosClock clock;
    private final ChaosCarrier carrier;
    private final Map<String, Proxy> proxies = new TreeMap<>();
    private final Map<String, Integer> clocks = new ConcurrentHashMap<>();
    private final Map<String, Path> jars = new ConcurrentHashMap<>();

    ChaosNetwork(Aims aims, ChaosClock clock, ChaosCarrier carrier) {
        this.aims = aims;
        this.clock = clock;
        this.carrier = carrier;
    }

    @Override
    public int port(String from, String to, int port) throws IOException {
        if (from.equals(to) || carrier.idle(to)) {
            return port;
        }
        if (carrier.idle(from)) {
            // What the simulated carrier is told of the API is the address all carriers are told.
            return to.equals("api") ? between(carrier.name(), to, port) : port;
        }
        return between(from, to, port);
    }

    private synchronized int between(String from, String to, int port) throws IOException {
        String pair = from + " -> " + to;
        Proxy proxy = proxies.get(pair);
        if (proxy == null) {
            proxy = Proxy.between(from, to, port, aims);
            proxies.put(pair, proxy);
        }
        return proxy.port();
    }

    /** From its next start on its clock is so much off. */
    void clock(String process, int seconds) {
        clocks.put(process, seconds);
    }

    @Override
    public Map<String, String> environment(String process) {
        Map<String, String> environment = new HashMap<>(carrier.environment());
        environment.putAll(clock.environment(clocks.getOrDefault(process, 0)));
        return environment;
    }

    /**
     * Workflows begin anew after a few steps, not after 4,096 events, so that it happens while
     * processes die.
     */
    @Override
    public Map<String, String> temporalSettings() {
        return Map.of("limit.historyCount.suggestContinueAsNew", "10");
    }

    /** The program it is started with from its next start on. */
    void program(String process, Path jar) {
        jars.put(process, jar);
    }

    void newest(String process) {
        jars.remove(process);
    }

    @Override
    public Path jar(String process, Path built) {
        return jars.getOrDefault(process, built);
    }

    synchronized List<Proxy> proxies() {
        return List.copyOf(proxies.values());
    }

    @Override
    public synchronized void close() throws IOException {
        for (Proxy proxy : proxies.values()) {
            proxy.close();
        }
    }
}
