package io.carillon.activities.testing;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Transactions that count the statements made in them; before each, what a test wants is done. */
public final class CountedTransactions implements Transactions {
    private final Transactions real;
    private final AtomicInteger statements = new AtomicInteger();
    private volatile Runnable before = () -> {};

    public CountedTransactions(Transactions real) {
        this.real = real;
    }

    public int statements() {
        return statements.get();
    }

    /** Done before each statement from now on, by the thread that makes it, in its transaction. */
    public void before(Runnable work) {
        before = work;
    }

    @Override
    public <T> T within(OrganizationId organization, Supplier<T> work) {
        return real.within(organization, work);
    }

    @Override
    public <T> T system(Supplier<T> work) {
        return real.system(work);
    }

    @Override
    public <T> T ahead(String name, Supplier<T> work) {
        return real.ahead(name, work);
    }

    @Override
    public JdbcClient jdbc() {
        JdbcClient client = real.jdbc();
        statements.incrementAndGet();
        before.run();
        return client;
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
