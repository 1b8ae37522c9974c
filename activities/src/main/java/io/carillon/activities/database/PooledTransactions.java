package io.carillon.activities.database;

import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import javax.sql.DataSource;

/** {@link Transactions} over Spring's transaction manager, one per pool. */
final class PooledTransactions implements Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(PooledTransactions.class);

    /**
     * A deadlock or serialization failure rolled everything back, so the work may run again; three
     * times is patience enough.
     */
    private static final int TRIES = 3;

    private static final Patience AT_LENGTH =
            new Patience(Duration.ofMinutes(10), Duration.ofMinutes(11), Duration.ofSeconds(30));

    /** A dry run looks at a million leads, an undo deletes as many. */
    private static final Patience OF_LONG_REQUESTS =
            new Patience(Duration.ofMinutes(2), Duration.ofSeconds(125), Duration.ofSeconds(60));

    private static final String NAME_ORGANIZATION =
            "SELECT set_config('app.organization', :organization, true)";

    private record Running(
            JdbcClient jdbc,
            @Nullable OrganizationId organization,
            List<Runnable> afterCommit,
            Map<String, Supplier<?>> doneAhead) {}

    private final ThreadLocal<@Nullable Running> running = new ThreadLocal<>();
    private final TransactionTemplate app;
    private final TransactionTemplate system;
    private final JdbcClient appJdbc;
    private final JdbcClient systemJdbc;
    private final DataSource appPool;
    private final DataSource systemPool;

    PooledTransactions(DataSource app, DataSource system) {
        this.app = new TransactionTemplate(new JdbcTransactionManager(app));
        this.system = new TransactionTemplate(new JdbcTransactionManager(system));
        this.appJdbc = JdbcClient.create(app);
        this.systemJdbc = JdbcClient.create(system);
        this.appPool = app;
        this.systemPool = system;
    }

    @Override
    public <T> T within(OrganizationId organization, Supplier<T> work) {
        Running outer = running.get();
        if (outer != null) {
            if (outer.organization() != null && !outer.organization().equals(organization)) {
                throw new IllegalStateException(
                        "a transaction of one organization cannot join another's");
            }
            return work.get();
        }
        return run(
                app,
                appJdbc,
                organization,
                () -> {
                    appJdbc.sql(NAME_ORGANIZATION)
                            .param("organization", organization.value().toString())
                            .query(String.class)
                            .single();
                    return work.get();
                });
    }

    @Override
    public <T> T system(Supplier<T> work) {
        return running.get() != null ? work.get() : run(system, systemJdbc, null, work);
    }

    @Override
    public <T> T atLength(Supplier<T> work) {
        return running.get() != null
                ? work.get()
                : run(
                        system,
                        systemJdbc,
                        null,
                        () -> {
                            beAtLeisure(systemPool, AT_LENGTH);
                            return work.get();
                        });
    }

    @Override
    public <T> T atLength(OrganizationId organization, Supplier<T> work) {
        return within(
                organization,
                () -> {
                    Running now = running.get();
                    // Within one of the system's there is nothing of this pool to make patient.
                    if (now != null && now.organization() != null) {
                        beAtLeisure(appPool, OF_LONG_REQUESTS);
                    }
                    return work.get();
                });
    }

    /** The pool gives the connection its ordinary patience again when it comes back. */
    private static void beAtLeisure(DataSource pool, Patience patience) {
        Connection connection = DataSourceUtils.getConnection(pool);
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(patience.silence().toMillis()));
            statement.execute(patience.askedOnce());
        } catch (SQLException refused) {
            throw new IllegalStateException("a connection cannot be made patient", refused);
        } finally {
            DataSourceUtils.releaseConnection(connection, pool);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // Under one name there is one kind of work.
    public <T> T ahead(String name, Supplier<T> work) {
        Running now = running.get();
        if (now == null) {
            return work.get();
        }
        Supplier<?> done = now.doneAhead().get(name);
        if (done == null) {
            throw new WorkAhead(name, work);
        }
        return (T) done.get();
    }

    @Override
    public JdbcClient jdbc() {
        Running now = running.get();
        if (now == null) {
            throw new IllegalStateException("no transaction is open on this thread");
        }
        return now.jdbc();
    }

    @Override
    public void afterCommit(Runnable task) {
        beforeAnswer(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException failed) {
                        // The work is committed; what follows from it is repeated by the sweepers.
                        LOG.atWarn().setCause(failed).log("after_commit.failed");
                    }
                });
    }

    /**
     * Kept until the transaction has committed and its connection is back, so that a task may open
     * another.
     */
    @Override
    public void beforeAnswer(Runnable task) {
        Running now = running.get();
        if (now == null) {
            task.run();
        } else {
            now.afterCommit().add(task);
        }
    }

    private <T> T run(
            TransactionTemplate template,
            JdbcClient jdbc,
            @Nullable OrganizationId organization,
            Supplier<T> work) {
        var doneAhead = new HashMap<String, Supplier<?>>();
        for (int attempt = 1; ; ) {
            var mine = new Running(jdbc, organization, new ArrayList<>(), doneAhead);
            running.set(mine);
            WorkAhead asked = null;
            T result = null;
            try {
                result = Objects.requireNonNull(template.execute(status -> work.get()));
            } catch (PessimisticLockingFailureException rolledBack) {
                if (attempt++ == TRIES) {
                    throw rolledBack;
                }
            } catch (WorkAhead ahead) {
                asked = ahead;
            } finally {
                running.remove();
            }
            if (result != null) {
                mine.afterCommit().forEach(Runnable::run);
                return result;
            }
            if (asked != null) {
                doneAhead.put(asked.name(), asked.done());
            }
        }
    }
}
