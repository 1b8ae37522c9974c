package io.carillon.activities.testing;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Transactions by whose clock it is later than on the machine's, as much as somebody says. */
public final class MovedTime implements Transactions {
    private static final String MOVE =
            "SELECT set_config('app.clock_offset', :offset, true) AS moved";

    private final Transactions real;
    private final Supplier<Duration> offset;
    private final AtomicReference<Duration> furthest =
            new AtomicReference<>(Duration.ofSeconds(Long.MIN_VALUE));

    /**
     * @param offset how far ahead of the machine's clock it is; what asking takes is in it, so the
     *     furthest that was ever said counts, and no transaction is earlier than one before it
     */
    public MovedTime(Transactions real, Supplier<Duration> offset) {
        this.real = real;
        this.offset = offset;
    }

    @Override
    public <T> T within(OrganizationId organization, Supplier<T> work) {
        return real.within(organization, () -> moved(work));
    }

    @Override
    public <T> T system(Supplier<T> work) {
        return real.system(() -> moved(work));
    }

    private <T> T moved(Supplier<T> work) {
        jdbc().sql(MOVE)
                .param("offset", ahead().toMillis() + " milliseconds")
                .query(String.class)
                .single();
        return work.get();
    }

    private Duration ahead() {
        return furthest.accumulateAndGet(
                offset.get(), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    @Override
    public <T> T ahead(String name, Supplier<T> work) {
        return real.ahead(name, work);
    }

    @Override
    public JdbcClient jdbc() {
        return real.jdbc();
    }

    @Override
    public void afterCommit(Runnable task) {
        real.afterCommit(task);
    }

    @Override
    public void beforeAnswer(Runnable task) {
        real.beforeAnswer(task);
    }
}
