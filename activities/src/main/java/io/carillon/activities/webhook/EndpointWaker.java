package io.carillon.activities.webhook;

import io.carillon.workflows.webhook.EndpointStart;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Wakes endpoints' workflows without holding up whoever asks: at once, and when more is asked
 * meanwhile, once more a moment later. Every wake asked for is followed by one that is sent, or by
 * a look of a drain of this process: that costs nobody a signal.
 */
public final class EndpointWaker implements Consumer<EndpointStart>, AutoCloseable {
    /** A busy endpoint is being drained anyway; more signals would only fill its history. */
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Consumer<EndpointStart> signal;
    private final Duration between;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Endpoints being woken; true when another wake was asked for since the last was sent. */
    private final Map<EndpointStart, Boolean> waking = new HashMap<>();

    /** Drains at work in this process. */
    private final ConcurrentHashMap<EndpointStart, DoorBell> bells = new ConcurrentHashMap<>();

    EndpointWaker(Consumer<EndpointStart> signal) {
        this(signal, BETWEEN);
    }

    EndpointWaker(Consumer<EndpointStart> signal, Duration between) {
        this.signal = signal;
        this.between = between;
    }

    /** A drain at work: it is rung for instead of waking the workflow, until it is closed. */
    final class Listening implements AutoCloseable {
        private final EndpointStart endpoint;
        final DoorBell bell = new DoorBell();

        private Listening(EndpointStart endpoint) {
            this.endpoint = endpoint;
            bells.put(endpoint, bell);
        }

        /** Who rang and was not heard is passed on to the workflow. */
        @Override
        public void close() {
            bells.remove(endpoint, bell);
            if (bell.unanswered()) {
                send(endpoint);
            }
        }
    }

    Listening listen(EndpointStart endpoint) {
        return new Listening(endpoint);
    }

    @Override
    public void accept(EndpointStart endpoint) {
        // Within the map's lock: a bell that is not there any more is not rung.
        if (bells.computeIfPresent(endpoint, (id, bell) -> rung(bell)) == null) {
            send(endpoint);
        }
    }

    private static DoorBell rung(DoorBell bell) {
        bell.ring();
        return bell;
    }

    private void send(EndpointStart endpoint) {
        synchronized (waking) {
            if (waking.put(endpoint, true) != null) {
                return;
            }
        }
        threads.execute(() -> wake(endpoint));
    }

    private void wake(EndpointStart endpoint) {
        while (askedAgain(endpoint)) {
            try {
                signal.accept(endpoint);
                Thread.sleep(between);
            } catch (InterruptedException ending) {
                return;
            }
        }
    }

    private boolean askedAgain(EndpointStart endpoint) {
        synchronized (waking) {
            boolean asked = Boolean.TRUE.equals(waking.get(endpoint));
            if (asked) {
                waking.put(endpoint, false);
            } else {
                waking.remove(endpoint);
            }
            return asked;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
