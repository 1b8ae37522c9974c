package io.carillon.dev;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.DatabaseSettings;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.ledger.Ledger;
import io.carillon.activities.ledger.LedgerReport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** A running stack's own database, read as the system reads it. */
final class StackDatabase implements AutoCloseable {
    private final RunningStack stack;
    private final Database database;
    private final Transactions transactions;

    StackDatabase(RunningStack stack) throws IOException {
        this.stack = stack;
        var server = new Postgres(stack.home(), port(), new Console(false, 80, System.out));
        this.database = Database.open(new DatabaseSettings(server.url(), 1, 1));
        this.transactions = database.transactions();
    }

    /** The rows of a statement with one column. */
    List<String> strings(String sql) {
        return transactions.system(() -> transactions.jdbc().sql(sql).query(String.class).list());
    }

    long count(String sql) {
        return transactions.system(() -> transactions.jdbc().sql(sql).query(Long.class).single());
    }

    /** Every promise, in the rows and in the log of that carrier. */
    LedgerReport ledger(Path log, String carrier) {
        return new Ledger(transactions).examine(log, carrier);
    }

    /**
     * From now on the product's clock is ahead: every connection is cut, and the next ones go by
     * the later time.
     */
    void letPass(String interval) throws IOException, SQLException {
        var passwords = new Properties();
        try (var reader = Files.newBufferedReader(stack.home().postgresql().resolve("passwords"))) {
            passwords.load(reader);
        }
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port());
        try (Connection owner =
                        DriverManager.getConnection(
                                url, "postgres", passwords.getProperty("superuser", ""));
                Statement statement = owner.createStatement()) {
            statement.execute("ALTER ROLE carillon SET app.clock_offset = '" + interval + "'");
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'carillon'");
        }
    }

    private int port() {
        return stack.settings().ports().postgresql();
    }

    @Override
    public void close() {
        database.close();
    }
}
