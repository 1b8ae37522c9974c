package io.carillon.activities.database;

import io.carillon.workflows.ids.OrganizationId;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;

/**
 * The only way to the database. Calls nest: an inner one joins the outer transaction. Statements
 * run on {@link #jdbc()}, which belongs to the transaction of the calling thread.
 */
public interface Transactions {
    /** As carillon_app: row-level security shows the rows of this organization only. */
    <T> T within(OrganizationId organization, Supplier<T> work);

    /** As carillon_system: all organizations; every statement names the one it means. */
    <T> T system(Supplier<T> work);

    /**
     * As {@link #system}, for statements that read or write a lot: they may take minutes, where
     * those of calls are given up after seconds. Nothing calls wait for is to be locked in it.
     */
    default <T> T atLength(Supplier<T> work) {
        return system(work);
    }

    /**
     * As {@link #within}, for requests that read or write a lot: their statements may take two
     * minutes, where those of others are given up after 20 s, so that who asks hears soon when the
     * database went silent. Joining an outer transaction it makes that one as patient.
     */
    default <T> T atLength(OrganizationId organization, Supplier<T> work) {
        return within(organization, work);
    }

    /**
     * Does slow work, a fetch or a long copy, with no transaction open, so that it holds no
     * connection. Within one, that one is rolled back here ({@link WorkAhead}), the work is done,
     * and the outermost runs again from its beginning, this time finding the result, or the work's
     * failure, here. So what comes before must be fit to run again, as after a deadlock.
     *
     * @param name tells the work from other work of the same transaction
     */
    <T> T ahead(String name, Supplier<T> work);

    /** The client of the current transaction; outside one an IllegalStateException. */
    JdbcClient jdbc();

    /** What the database's clock says now; it goes on within a transaction. */
    default Instant now() {
        return jdbc().sql("SELECT carillon_now()").query(OffsetDateTime.class).single().toInstant();
    }

    /**
     * Runs after the current transaction has committed; at once when there is none. Not run after a
     * rollback.
     */
    void afterCommit(Runnable task);

    /**
     * As {@link #afterCommit}, but its failure is the caller's: what was promised to be true when
     * the call answers is not.
     */
    void beforeAnswer(Runnable task);

    default void within(OrganizationId organization, Runnable work) {
        within(
                organization,
                () -> {
                    work.run();
                    return true;
                });
    }

    default void system(Runnable work) {
        system(
                () -> {
                    work.run();
                    return true;
                });
    }
}
