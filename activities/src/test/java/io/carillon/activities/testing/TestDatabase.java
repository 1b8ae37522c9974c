package io.carillon.activities.testing;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.DatabaseSettings;
import io.carillon.activities.database.Transactions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A migrated database of its own for a test class, on the JVM's one PostgreSQL, with the roles of
 * production. Open one in a static field; {@link #transactions()} is what production code uses.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Object LOCK = new Object();
    private static int port;

    private final String name;
    private final Database database;
    private final Transactions transactions;

    private TestDatabase(String name, Database database) {
        this.name = name;
        this.database = database;
        this.transactions = database.transactions();
    }

    public static TestDatabase open() {
        synchronized (LOCK) {
            if (port == 0) {
                port = TestPostgres.start().port();
                prepareTemplate();
            }
            String name = "test_" + COUNTER.incrementAndGet();
            execute(
                    "postgres",
                    "CREATE DATABASE " + name + " TEMPLATE carillon OWNER carillon_owner");
            return new TestDatabase(name, Database.open(settings(name)));
        }
    }

    public Transactions transactions() {
        return transactions;
    }

    /** As DATABASE_URL. */
    public String url() {
        return url(name);
    }

    /**
     * Moves carillon_now() of connections opened from now on, and of none before: call it first, or
     * {@link #reopen}.
     */
    public TestDatabase at(Duration offset) {
        execute(
                "postgres",
                "ALTER DATABASE "
                        + name
                        + " SET app.clock_offset = '"
                        + offset.toMillis()
                        + " milliseconds'");
        database.close();
        return new TestDatabase(name, Database.open(settings(name)));
    }

    /** Another with the same rows. This one must be closed, and stays as it is. */
    public TestDatabase copy() {
        String other = "test_" + COUNTER.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + other + " TEMPLATE " + name);
        return new TestDatabase(other, Database.open(settings(other)));
    }

    /** A statement by the superuser, past row-level security; for set-up and for looking. */
    public void asSuperuser(String sql) {
        execute(name, sql);
    }

    /** A connection of the superuser, for the caller to close. */
    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + name, "postgres", "");
    }

    @Override
    public void close() {
        database.close();
    }

    private static void prepareTemplate() {
        String roles =
                resource("/db/bootstrap/roles.sql").replace(":'login_password'", "'carillon'");
        for (String statement : roles.replaceAll("(?m)^--.*$", "").split(";")) {
            if (!statement.isBlank()) {
                execute("postgres", statement);
            }
        }
        Database.open(settings("carillon")).close();
    }

    private static DatabaseSettings settings(String name) {
        return new DatabaseSettings(url(name), 8, 16);
    }

    private static String url(String name) {
        return "postgresql://carillon:carillon@127.0.0.1:" + port + "/" + name;
    }

    private static void execute(String database, String sql) {
        SQLException last = null;
        // The server needs a moment to accept connections after its start.
        for (long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                System.nanoTime() < end; ) {
            try (Connection connection =
                            DriverManager.getConnection(
                                    "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                                    "postgres",
                                    "");
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return;
            } catch (SQLException refused) {
                last = refused;
                if (refused.getSQLState() == null || !refused.getSQLState().matches("08.*|57P03")) {
                    break;
                }
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException("test database: " + sql.strip(), last);
    }

    private static String resource(String path) {
        try (InputStream stream = TestDatabase.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
