package io.carillon.activities.webhook;

import io.carillon.workflows.webhook.EndpointStart;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Wakes endpoints' workflows without holding up whoever asks: at once, and when more is asked
 * meanwhile, once more a moment later. Every wake asked for is followed by one that is sent.
 */
public final class EndpointWaker implements Consumer<EndpointStart>, AutoCloseable {
    /** A busy endpoint is being drained anyway; more signals would only fill its history. */
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Consumer<EndpointStart> signal;
    private final Duration between;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Endpoints being woken; true when another wake was asked for since the last was sent. */
    private final Map<EndpointStart, Boolean> waking = new HashMap<>();

    EndpointWaker(Consumer<EndpointStart> signal) {
        this(signal, BETWEEN);
    }

    EndpointWaker(Consumer<EndpointStart> signal, Duration between) {
        this.signal = signal;
        this.between = between;
    }

    @Override
    public void accept(EndpointStart endpoint) {
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
