package io.carillon.activities.testing;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.function.Supplier;

/** Transactions one of which fails when it is told to. For one thread. */
public final class OneFails implements Transactions {
    /** What became of it. */
    public enum Really {
        UNDONE,
        DONE
    }

    private final Transactions real;
    private boolean within;
    private int before = -1;
    private Really really = Really.UNDONE;

    public OneFails(Transactions real) {
        this.real = real;
    }

    /** So many go well, the one behind them does not. */
    public void failAfter(int wellDone, Really really) {
        this.before = wellDone;
        this.really = really;
    }

    /** Whether it failed by now; from here on none does. */
    public boolean failed() {
        boolean failed = before < 0;
        before = -1;
        return failed;
    }

    @Override
    public <T> T within(OrganizationId organization, Supplier<T> work) {
        return outermost(() -> real.within(organization, work));
    }

    @Override
    public <T> T system(Supplier<T> work) {
        return outermost(() -> real.system(work));
    }

    private <T> T outermost(Supplier<T> transaction) {
        if (within || before < 0 || before-- > 0) {
            return inside(transaction);
        }
        if (really == Really.DONE) {
            inside(transaction);
        }
        throw new DataAccessResourceFailureException("no answer, on purpose");
    }

    private <T> T inside(Supplier<T> transaction) {
        boolean outer = within;
        within = true;
        try {
            return transaction.get();
        } finally {
            within = outer;
        }
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
