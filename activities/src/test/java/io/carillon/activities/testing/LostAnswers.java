package io.carillon.activities.testing;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Transactions some of which fail when they are told to. For one thread. */
public final class LostAnswers implements Transactions {
    /** What became of one. */
    public enum Really {
        UNDONE,
        DONE
    }

    private final Transactions real;
    private final Deque<Really> failures = new ArrayDeque<>();
    private boolean within;
    private int before;

    public LostAnswers(Transactions real) {
        this.real = real;
    }

    /** So many go well, those behind them do not, one after the other. */
    public void failAfter(int wellDone, Really... really) {
        before = wellDone;
        failures.clear();
        failures.addAll(List.of(really));
    }

    /** Whether all have failed by now; from here on none does. */
    public boolean failed() {
        boolean all = failures.isEmpty();
        failures.clear();
        return all;
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
        if (within || failures.isEmpty() || before-- > 0) {
            return inside(transaction);
        }
        if (failures.remove() == Really.DONE) {
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
