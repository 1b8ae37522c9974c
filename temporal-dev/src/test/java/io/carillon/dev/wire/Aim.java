package io.carillon.dev.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** One moment that is waited for, and what becomes of it. */
public final class Aim {
    /** Longer than any kill takes; then it passes, as if nobody had aimed. */
    private static final Duration HELD = Duration.ofSeconds(5);

    private final Mark mark;
    private final Predicate<String> from;
    private final CompletableFuture<Aims.Seen> hit = new CompletableFuture<>();
    private final CompletableFuture<Boolean> released = new CompletableFuture<>();

    Aim(Mark mark, Predicate<String> from) {
        this.mark = mark;
        this.from = from;
    }

    boolean means(Mark said, String by) {
        return said == mark && from.test(by);
    }

    /** Empty: it did not come. */
    public Optional<Aims.Seen> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(hit.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException none) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What was held is lost with its connection. */
    public void release() {
        released.complete(false);
    }

    boolean hold(Aims.Seen seen) {
        hit.complete(seen);
        if (mark.when() == Mark.When.REQUEST) {
            return true;
        }
        try {
            return released.completeOnTimeout(true, HELD.toMillis(), TimeUnit.MILLISECONDS).get();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
