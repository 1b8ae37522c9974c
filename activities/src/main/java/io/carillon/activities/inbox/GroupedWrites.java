package io.carillon.activities.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes what comes within a few milliseconds in one transaction: six callbacks a call are not six
 * commits. One thread, started with the first item; what comes during a commit waits for the next.
 */
final class GroupedWrites<T> implements AutoCloseable {
    private final String name;
    private final int most;
    private final Predicate<T> urgent;
    private final Duration gather;
    private final Duration leisure;
    private final Consumer<List<T>> write;
    private final BlockingQueue<Item<T>> items = new LinkedBlockingQueue<>();
    private volatile boolean closed;
    private boolean started;

    /**
     * @param most items of one transaction
     * @param gather how long the first item waits for others
     * @param write one transaction; when it fails, each item is tried alone
     */
    GroupedWrites(String name, int most, Duration gather, Consumer<List<T>> write) {
        this(name, most, item -> true, gather, gather, write);
    }

    /**
     * @param urgent it waits for others only so long as {@code gather}, and takes along who waits
     * @param leisure how long others wait
     */
    GroupedWrites(
            String name,
            int most,
            Predicate<T> urgent,
            Duration gather,
            Duration leisure,
            Consumer<List<T>> write) {
        this.name = name;
        this.most = most;
        this.urgent = urgent;
        this.gather = gather;
        this.leisure = leisure;
        this.write = write;
    }

    /** Done when committed; fails with what the write threw. */
    CompletableFuture<Boolean> add(T value) {
        start();
        var item = new Item<>(value, new CompletableFuture<Boolean>());
        items.add(item);
        return item.written();
    }

    @Override
    public void close() {
        closed = true;
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name(name).start(this::run);
        }
    }

    private void run() {
        while (!closed) {
            try {
                Item<T> first = items.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    writeTogether(withCompany(first));
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<Item<T>> withCompany(Item<T> first) throws InterruptedException {
        var group = new ArrayList<Item<T>>();
        long now = System.nanoTime();
        long end = now + leisure.toNanos();
        Item<T> next = first;
        while (next != null) {
            group.add(next);
            now = System.nanoTime();
            if (urgent.test(next.value()) && now + gather.toNanos() < end) {
                end = now + gather.toNanos();
            }
            next = group.size() < most ? items.poll(end - now, TimeUnit.NANOSECONDS) : null;
        }
        return group;
    }

    private void writeTogether(List<Item<T>> group) {
        try {
            write.accept(group.stream().map(Item::value).toList());
            group.forEach(item -> item.written().complete(true));
        } catch (RuntimeException failed) {
            if (group.size() == 1) {
                group.getFirst().written().completeExceptionally(failed);
            } else {
                group.forEach(item -> writeTogether(List.of(item)));
            }
        }
    }

    private record Item<T>(T value, CompletableFuture<Boolean> written) {}
}
