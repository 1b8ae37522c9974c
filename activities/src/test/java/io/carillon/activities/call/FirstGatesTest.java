package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class FirstGatesTest {
    private static final CallBed BED = new CallBed();

    private final AtomicInteger runs = new AtomicInteger();

    @AfterAll
    static void close() {
        BED.close();
    }

    /**
     * The installation has its pacer from the beginning, a new account none. Who finds only the
     * first must not keep it while making and locking the other: somebody who finds both locks them
     * the other way round.
     */
    @Test
    void gatesOfANewAccountNeverWaitForEachOther() throws Exception {
        CallId first = BED.claimed();
        CallId second = BED.claimed(BED.rows.campaign("active", Rows.settings()));

        try (Connection earlier = BED.database().superuser();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            earlier.setAutoCommit(false);
            run(earlier, "SELECT 1 FROM pacers WHERE scope = 'installation' FOR UPDATE");
            Future<?> one = threads.submit(() -> lock(first));
            awaitWaiting(1);
            accountAppears();
            Future<?> other = threads.submit(() -> lock(second));
            awaitWaiting(2);
            earlier.commit();
            one.get(1, TimeUnit.MINUTES);
            other.get(1, TimeUnit.MINUTES);
        }

        assertThat(runs).as("transactions; one rolled back runs again").hasValue(2);
    }

    private void lock(CallId id) {
        Transactions transactions = BED.database().transactions();
        transactions.system(
                () -> {
                    runs.incrementAndGet();
                    LockedCall call =
                            new CallRows(transactions).lockInLine(id).orElseThrow().call();
                    List<String> scopes =
                            List.of(
                                    Scopes.INSTALLATION,
                                    Scopes.campaign(call.campaign().id()),
                                    Scopes.account(new AccountId(BED.rows.account())));
                    new GateStore(transactions).lockPacers(call, scopes);
                });
    }

    /** By a gate that was faster; not where one that waits has made it already. */
    private static void accountAppears() throws SQLException {
        try (Connection faster = BED.database().superuser()) {
            run(faster, "SET lock_timeout = '100ms'");
            try {
                run(
                        faster,
                        "INSERT INTO pacers (scope, organization_id) VALUES ('account:%s', '%s')"
                                .formatted(BED.rows.account(), BED.rows.organizationId().value()));
            } catch (SQLException made) {
                assertThat(made.getSQLState()).isEqualTo("55P03");
            }
        }
    }

    private static void awaitWaiting(int transactions) throws SQLException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        try (Connection look = BED.database().superuser()) {
            while (waiting(look) < transactions) {
                assertThat(System.nanoTime()).as("%d wait", transactions).isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }

    private static int waiting(Connection look) throws SQLException {
        try (Statement statement = look.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                                WHERE NOT l.granted AND a.datname = current_database()
                                """)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
