package io.carillon.activities.database;

import io.carillon.activities.testing.Lie;
import io.carillon.activities.testing.Lies;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import javax.sql.DataSource;

/**
 * A database that lies about one transaction in six: one that cannot begin or be serialized, that
 * is canceled in its middle, whose commit is done and yet fails, or that stalls with its locks
 * held.
 */
public final class LyingDatabase {
    /** A transaction canceled in its middle meets it at one of its first statements. */
    private static final int STATEMENTS = 6;

    private static final long STALL_MILLIS = 1_000;

    private LyingDatabase() {}

    /** The same database, reached through ports that lie. */
    public static Transactions over(Database database, Lies lies) {
        return new PooledTransactions(
                new LyingPool(database.app(), lies), new LyingPool(database.system(), lies));
    }

    private static final class LyingPool extends DelegatingDataSource {
        private final Lies lies;

        LyingPool(DataSource pool, Lies lies) {
            super(pool);
            this.lies = lies;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Lie lie = lies.next();
            if (lie == Lie.BUSY && lies.way(2) == 0) {
                throw new SQLTransientConnectionException(
                        "sorry, too many clients already", "53300");
            }
            Connection real = super.getConnection();
            return lie == Lie.NONE
                    ? real
                    : (Connection)
                            Proxy.newProxyInstance(
                                    LyingDatabase.class.getClassLoader(),
                                    new Class<?>[] {Connection.class},
                                    new LyingConnection(real, lie, lies.way(STATEMENTS))::invoke);
        }
    }

    /** Of one transaction. */
    private static final class LyingConnection {
        private final Connection real;
        private final Lie lie;
        private int statementsLeft;
        private boolean told;

        LyingConnection(Connection real, Lie lie, int statementsLeft) {
            this.real = real;
            this.lie = lie;
            this.statementsLeft = statementsLeft;
        }

        @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            if (name.equals("prepareStatement") && !told && statementsLeft-- == 0) {
                meetInTheMiddle();
            }
            if (name.equals("commit") && !told) {
                told = true;
                commit();
                return null;
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }

        private void meetInTheMiddle() throws SQLException, InterruptedException {
            switch (lie) {
                case TIMEOUT -> {
                    told = true;
                    throw new SQLException("canceling statement due to statement timeout", "57014");
                }
                case MALFORMED -> {
                    told = true;
                    throw new SQLException("Unknown response type", "08P01");
                }
                case STALLED -> {
                    told = true;
                    Thread.sleep(STALL_MILLIS);
                }
                case BUSY -> {
                    told = true;
                    throw unserializable();
                }
                case NONE, DONE_TIMEOUT -> {}
            }
        }

        private static SQLException unserializable() {
            return new SQLException("could not serialize access due to concurrent update", "40001");
        }

        private void commit() throws SQLException {
            if (lie == Lie.BUSY) {
                real.rollback();
                throw unserializable();
            }
            if (lie == Lie.TIMEOUT || lie == Lie.MALFORMED) {
                real.rollback();
                throw new SQLException("canceling statement due to user request", "57014");
            }
            real.commit();
            if (lie == Lie.DONE_TIMEOUT) {
                throw new SQLException(
                        "An I/O error occurred while sending to the backend", "08006");
            }
        }
    }
}
