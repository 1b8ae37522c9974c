package io.carillon.dev;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The processes of a stack by name, in the order they were begun. Each is made anew whenever it is
 * started, so that it finds what is true then.
 */
final class Processes {
    private static final String POSTGRESQL = "postgresql";
    private static final long STOP_SECONDS = 30;

    private static final Duration REVIVED = Duration.ofMinutes(1);

    private record Part(Maker maker, Child.Probe ready, Duration boot) {}

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, Child> running = new LinkedHashMap<>();

    /** Makes a process; it may be started already. */
    interface Maker {
        Child make() throws IOException, InterruptedException, SQLException;
    }

    /** Starts a process that others need not wait for. */
    synchronized void begin(String name, Maker maker, Child.Probe ready, Duration boot)
            throws IOException, InterruptedException, SQLException {
        parts.put(name, new Part(maker, ready, boot));
        Child child = maker.make();
        running.put(name, child);
        child.start();
    }

    void awaitReady(String name) throws InterruptedException {
        Part part = part(name);
        child(name).awaitReady(part.ready, part.boot);
    }

    void start(String name, Maker maker, Child.Probe ready, Duration boot)
            throws IOException, InterruptedException, SQLException {
        begin(name, maker, ready, boot);
        awaitReady(name);
    }

    synchronized List<String> names() {
        return List.copyOf(running.keySet());
    }

    /** Whether it answers now. */
    boolean ready(String name) throws InterruptedException {
        return part(name).ready.holds();
    }

    long pid(String name) {
        return child(name).pid();
    }

    /** Ends it as a power cut would; nobody starts it again but {@link #revive}. */
    void kill(String name) throws InterruptedException {
        child(name).kill();
    }

    /** Ends it as an update does. */
    void end(String name) throws InterruptedException {
        end(name, child(name));
    }

    /**
     * Starts one that was ended, and answers when it can be used. A start that fails is repeated,
     * as whoever restarts processes does: the children of a killed PostgreSQL take a moment to see
     * that they are orphans, and what a program needs to start may be gone for a while.
     */
    void revive(String name) throws IOException, InterruptedException, SQLException {
        Part part = part(name);
        long end = System.nanoTime() + REVIVED.toNanos();
        while (true) {
            try {
                begin(name, part.maker, part.ready, part.boot);
                awaitReady(name);
                return;
            } catch (CannotStart early) {
                if (System.nanoTime() > end) {
                    throw early;
                }
                Thread.sleep(100);
            }
        }
    }

    /** In the opposite order, PostgreSQL last, whatever was begun before it was ready. */
    void stop() throws InterruptedException {
        List<String> order;
        synchronized (this) {
            order = new ArrayList<>(running.keySet()).reversed();
        }
        order.sort((a, b) -> Boolean.compare(a.equals(POSTGRESQL), b.equals(POSTGRESQL)));
        for (String name : order) {
            end(name, child(name));
        }
        synchronized (this) {
            running.clear();
        }
    }

    private static void end(String name, Child child) throws InterruptedException {
        // PostgreSQL takes TERM as "when all clients have left" and INT as "now, cleanly".
        child.stop(name.equals(POSTGRESQL) ? "INT" : "TERM", STOP_SECONDS);
    }

    private synchronized Part part(String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    private synchronized Child child(String name) {
        return Objects.requireNonNull(running.get(name), name);
    }
}
