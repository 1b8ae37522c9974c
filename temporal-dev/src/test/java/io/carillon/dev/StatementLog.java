package io.carillon.dev;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL was asked by us, by its own log: every statement, in its transaction. */
final class StatementLog {
    private static final List<String> ON =
            List.of(
                    "ALTER SYSTEM SET log_line_prefix = '~%d~%p~'",
                    // Values would be lines of their own.
                    "ALTER SYSTEM SET log_parameter_max_length = 0",
                    "ALTER SYSTEM SET log_statement = 'all'",
                    "SELECT pg_reload_conf()");

    private static final List<String> OFF =
            List.of(
                    "ALTER SYSTEM RESET log_statement",
                    "ALTER SYSTEM RESET log_parameter_max_length",
                    "ALTER SYSTEM RESET log_line_prefix",
                    "SELECT pg_reload_conf()");

    private static final Pattern LINE =
            Pattern.compile(
                    "~carillon~(\\d+)~LOG:  (?:statement|execute [^:]*): (.*)", Pattern.DOTALL);

    private final Postgres postgres;
    private final Path file;

    StatementLog(Settings settings, Postgres postgres) {
        this.postgres = postgres;
        this.file = settings.home().log("postgresql");
    }

    /** Logs for that long; what was asked meanwhile. */
    Asked during(Work work) throws IOException, SQLException, InterruptedException {
        ask(ON);
        long from = file.toFile().length();
        try {
            work.run();
        } finally {
            ask(OFF);
        }
        return read(text(from));
    }

    /** What goes on while the log is on. */
    interface Work {
        void run() throws InterruptedException;
    }

    private void ask(List<String> statements) throws SQLException, IOException {
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String text(long from) throws IOException {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(from);
            byte[] bytes = new byte[Math.toIntExact(log.length() - from)];
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Statements and transactions; of a transaction the statements in their order.
     *
     * @param transactions how often each kind, named by its statements, came to its end
     */
    record Asked(int statements, int commits, Map<List<String>, Integer> transactions) {}

    /** Continuation lines of a statement begin with a tab. */
    static Asked read(String log) {
        Map<String, List<String>> open = new HashMap<>();
        Map<List<String>, Integer> transactions = new HashMap<>();
        int statements = 0;
        int commits = 0;
        for (String entry : log.split("\n(?!\t)")) {
            Matcher line = LINE.matcher(entry);
            if (!line.matches()) {
                continue;
            }
            String backend = line.group(1);
            String sql = line.group(2).replaceAll("\\s+", " ").strip();
            if (sql.equals("BEGIN")) {
                open.put(backend, new ArrayList<>());
            } else if (sql.equals("COMMIT") || sql.equals("ROLLBACK")) {
                List<String> ended = open.remove(backend);
                if (ended != null) {
                    commits++;
                    transactions.merge(List.copyOf(ended), 1, Integer::sum);
                }
            } else if (!sql.startsWith("SET ") && !sql.startsWith("SHOW ")) {
                statements++;
                open.computeIfAbsent(backend, alone -> new ArrayList<>()).add(sql);
            }
        }
        return new Asked(statements, commits, transactions);
    }
}
