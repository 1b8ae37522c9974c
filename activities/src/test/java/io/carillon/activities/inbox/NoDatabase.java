package io.carillon.activities.inbox;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.function.Supplier;

/** For what must not need one. */
final class NoDatabase implements Transactions {
    @Override
    public <T> T within(OrganizationId organization, Supplier<T> work) {
        throw new IllegalStateException("no database");
    }

    @Override
    public <T> T system(Supplier<T> work) {
        throw new IllegalStateException("no database");
    }

    @Override
    public <T> T ahead(String name, Supplier<T> work) {
        throw new IllegalStateException("no database");
    }

    @Override
    public JdbcClient jdbc() {
        throw new IllegalStateException("no database");
    }

    @Override
    public void afterCommit(Runnable task) {
        throw new IllegalStateException("no database");
    }

    @Override
    public void beforeAnswer(Runnable task) {
        throw new IllegalStateException("no database");
    }
}
