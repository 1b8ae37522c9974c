package io.carillon.api.stream;

import io.carillon.workflows.ids.OrganizationId;

import org.springframework.context.SmartLifecycle;

import java.util.HashMap;
import java.util.Map;

/** Counts the open streams of each organization and ends all of them before the server stops. */
final class OpenStreams implements SmartLifecycle {
    /** Dashboards and integrations of one organization, on one API process. */
    static final int MOST = 50;

    private final EventTail tail;
    private final Map<OrganizationId, Integer> open = new HashMap<>();
    private volatile boolean running;

    OpenStreams(EventTail tail) {
        this.tail = tail;
    }

    /** False when the organization has as many as it may. Whoever gets true calls leave. */
    boolean enter(OrganizationId organization) {
        synchronized (open) {
            int now = open.getOrDefault(organization, 0);
            if (now >= MOST) {
                return false;
            }
            open.put(organization, now + 1);
            return true;
        }
    }

    void leave(OrganizationId organization) {
        synchronized (open) {
            open.computeIfPresent(organization, (key, now) -> now == 1 ? null : now - 1);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** In the first phase of stopping: the server would wait for open requests. */
    @Override
    public void stop() {
        running = false;
        tail.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
