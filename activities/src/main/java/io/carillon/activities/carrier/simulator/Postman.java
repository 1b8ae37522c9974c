package io.carillon.activities.carrier.simulator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Delivers callbacks: in order within a call, each repeated until the receiver takes it (2xx), no
 * call waiting for another. Retries keep real time, whatever the carrier's speed.
 */
final class Postman implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(3);

    /** A receiver that says 4xx will hardly change its mind; asked again all the same. */
    private static final Duration REFUSED_RETRY = Duration.ofSeconds(20);

    /** After a day nobody waits for news of a call any more. */
    private static final long GIVE_UP_NANOS = Duration.ofHours(24).toNanos();

    /** Enough for a slow receiver, few enough not to flood one that comes back. */
    private static final int AT_ONCE = 128;

    /** The callbacks of one call that wait for delivery. */
    static final class Box {
        private static final Set<String> SCHEMES = Set.of("http", "https");

        private final URI url;
        private final Deque<Callback> waiting = new ArrayDeque<>();
        private boolean busy;

        Box(String url) {
            this.url = check(url);
        }

        /** IllegalArgumentException when callbacks cannot be sent there. */
        static URI check(String url) {
            URI parsed = URI.create(url);
            if (parsed.getHost() == null || !SCHEMES.contains(parsed.getScheme())) {
                throw new IllegalArgumentException("callback_url (expected: http or https)");
            }
            return parsed;
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore sending = new Semaphore(AT_ONCE);
    private final Supplier<Misbehaviour> misbehaviour;
    private final Consumer<Callback> done;

    /**
     * @param done told of each callback that was taken, or that misbehaviour lets fall
     */
    Postman(Supplier<Misbehaviour> misbehaviour, Consumer<Callback> done) {
        this.misbehaviour = misbehaviour;
        this.done = done;
    }

    void post(Box box, Callback callback) {
        synchronized (box) {
            box.waiting.add(callback);
            if (box.busy) {
                return;
            }
            box.busy = true;
        }
        start(() -> empty(box));
    }

    private void start(Delivery delivery) {
        try {
            threads.execute(
                    () -> {
                        try {
                            delivery.run();
                        } catch (InterruptedException e) {
                            // The carrier closes; the journal keeps what was not delivered.
                            Thread.currentThread().interrupt();
                        }
                    });
        } catch (RejectedExecutionException e) {
            log.atDebug().log("simulator.callback.closed");
        }
    }

    @FunctionalInterface
    private interface Delivery {
        void run() throws InterruptedException;
    }

    private void empty(Box box) throws InterruptedException {
        while (true) {
            Callback callback;
            synchronized (box) {
                callback = box.waiting.poll();
                if (callback == null) {
                    box.busy = false;
                    return;
                }
            }
            deliver(box.url, callback);
        }
    }

    private void deliver(URI url, Callback callback) throws InterruptedException {
        Misbehaviour how = misbehaviour.get();
        if (how.hits(Misbehaviour.Callbacks.DROP, callback)) {
            done.accept(callback);
            return;
        }
        if (how.hits(Misbehaviour.Callbacks.REORDER, callback)) {
            start(
                    () -> {
                        Thread.sleep(how.delayOf(callback));
                        insist(url, callback);
                    });
            return;
        }
        if (how.hits(Misbehaviour.Callbacks.DELAY, callback)) {
            Thread.sleep(how.delayOf(callback));
        }
        if (how.hits(Misbehaviour.Callbacks.DOUBLE, callback)) {
            start(() -> send(url, callback));
        }
        insist(url, callback);
    }

    private void insist(URI url, Callback callback) throws InterruptedException {
        long began = System.nanoTime();
        Duration pause = FIRST_RETRY;
        int status = send(url, callback);
        while (status / 100 != 2) {
            if (System.nanoTime() - began > GIVE_UP_NANOS) {
                log.atWarn()
                        .addKeyValue("call", callback.reference())
                        .log("simulator.callback.lost");
                break;
            }
            Thread.sleep(pause);
            Duration longest = status / 100 == 4 ? REFUSED_RETRY : LONGEST_RETRY;
            pause = pause.multipliedBy(2).compareTo(longest) > 0 ? longest : pause.multipliedBy(2);
            status = send(url, callback);
        }
        done.accept(callback);
    }

    /** 0: nobody answered. */
    private int send(URI url, Callback callback) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(ANSWER_TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(callback.body()))
                        .build();
        sending.acquire();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } finally {
            sending.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
