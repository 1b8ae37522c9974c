package io.carillon.dev;

import io.carillon.dev.wire.Aims;
import io.carillon.dev.wire.Proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy between every two processes, and what else is different about them. */
final class ChaosNetwork implements Staging, AutoCloseable {
    private final Aims aims;
    private final Map<String, Proxy> proxies = new TreeMap<>();
    private final Map<String, String> clocks = new ConcurrentHashMap<>();
    private final Map<String, Path> jars = new ConcurrentHashMap<>();

    ChaosNetwork(Aims aims) {
        this.aims = aims;
    }

    @Override
    public synchronized int port(String from, String to, int port) throws IOException {
        if (from.equals(to)) {
            return port;
        }
        String pair = from + " -> " + to;
        Proxy proxy = proxies.get(pair);
        if (proxy == null) {
            proxy = Proxy.between(from, to, port, aims);
            proxies.put(pair, proxy);
        }
        return proxy.port();
    }

    /** The clock its statements go by is so much off from its next start on. */
    void clock(String process, int seconds) {
        clocks.put(
                process,
                seconds == 0 ? "" : "?options=-c%20app.clock_offset%3D" + seconds + "%20seconds");
    }

    @Override
    public String databaseOptions(String process) {
        return clocks.getOrDefault(process, "");
    }

    /** The program it is started with from its next start on. */
    void program(String process, Path jar) {
        jars.put(process, jar);
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
