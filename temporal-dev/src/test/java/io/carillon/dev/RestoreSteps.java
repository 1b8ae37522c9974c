package io.carillon.dev;

import io.carillon.activities.testing.Runbook;

import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The runbook's steps, as they stand there, on the server of a home. */
final class RestoreSteps {
    private static final Runbook RUNBOOK = Runbook.read();

    private final Postgres server;

    RestoreSteps(Settings settings) {
        this.server =
                new Postgres(
                        settings.home(),
                        settings.ports().postgresql(),
                        new Console(false, 80, System.out));
    }

    /** With the words that are not SQL. */
    static String words(String step) {
        return String.join("\n", RUNBOOK.step(step));
    }

    void onTheServer(String step) throws SQLException, IOException {
        in("postgres", step);
    }

    void inTheDatabase(String step) throws SQLException, IOException {
        in("carillon", step);
    }

    private void in(String database, String step) throws SQLException, IOException {
        try (Connection connection = server.superuser(database);
                Statement statement = connection.createStatement()) {
            for (String sql : RUNBOOK.step(step)) {
                statement.execute(sql);
            }
        }
    }

    void copy(String step, Path file) throws SQLException, IOException {
        try (Connection connection = server.superuser("carillon");
                Reader lines = Files.newBufferedReader(file)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(RUNBOOK.copied(step), lines);
        }
    }

    long count(String sql) throws SQLException, IOException {
        try (Connection connection = server.superuser("carillon");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The rows of a statement with a name and a figure. */
    Map<String, Long> counts(String sql) throws SQLException, IOException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = server.superuser("carillon");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        return counts;
    }

    long counted(String step) throws SQLException, IOException {
        return count(RUNBOOK.step(step).getFirst());
    }
}
