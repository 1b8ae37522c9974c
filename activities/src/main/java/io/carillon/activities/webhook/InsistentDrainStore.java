package io.carillon.activities.webhook;

import io.carillon.workflows.webhook.EndpointStart;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Asks a database that is away for a moment again. A drain that gave up would leave what it holds
 * for a minute, and what was told already would be told once more.
 */
final class InsistentDrainStore implements DrainStore {
    private static final Logger LOG = LoggerFactory.getLogger(InsistentDrainStore.class);

    /** Three seconds in all; a database that is away for longer ends the drain. */
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMillis(50),
                    Duration.ofMillis(200),
                    Duration.ofMillis(750),
                    Duration.ofSeconds(2));

    private final DrainStore store;
    private final List<Duration> pauses;

    InsistentDrainStore(DrainStore store, List<Duration> pauses) {
        this.store = store;
        this.pauses = List.copyOf(pauses);
    }

    /** What was taken without our hearing of it is due again after a minute. */
    @Override
    public Optional<Work> next(EndpointStart endpoint, int most) {
        return insist(() -> store.next(endpoint, most));
    }

    @Override
    public void settle(EndpointStart endpoint, Round round) {
        insist(
                () -> {
                    store.settle(endpoint, round);
                    return Optional.empty();
                });
    }

    @Override
    public @Nullable Duration nextIn(EndpointStart endpoint) {
        return insist(() -> Optional.ofNullable(store.nextIn(endpoint))).orElse(null);
    }

    private <T> Optional<T> insist(Supplier<Optional<T>> asked) {
        for (Duration pause : pauses) {
            try {
                return asked.get();
            } catch (DataAccessException | TransactionException away) {
                LOG.atWarn().setCause(away).log("drain.asked_again");
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return asked.get();
    }
}
