package io.carillon.activities.leadfile;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;

/** What figures depend on besides the program. */
final class BenchSetUp {
    private static final String SETTINGS =
            """
            SELECT string_agg(name || '=' || current_setting(name), ' ' ORDER BY name)
            FROM pg_settings
            WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size', 'full_page_writes')
            """;

    private BenchSetUp() {}

    static void print(PrintStream out, Connection superuser) throws SQLException {
        out.printf(
                "set-up: %d cores, heap at most %d MB, JDK %s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version());
        try (var statement = superuser.createStatement();
                var settings = statement.executeQuery(SETTINGS)) {
            settings.next();
            out.println("PostgreSQL: " + settings.getString(1));
        }
    }
}
