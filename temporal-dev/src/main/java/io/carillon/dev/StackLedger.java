package io.carillon.dev;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.DatabaseSettings;
import io.carillon.activities.ledger.Ledger;
import io.carillon.activities.ledger.LedgerReport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The ledger of a stack: of the database it goes by, running or stopped, and of its simulated
 * carrier's log.
 */
final class StackLedger {
    private final Settings settings;
    private final Console console;

    StackLedger(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * @param carrierLog null: the home's own, when its carrier has written one and the database is
     *     the home's
     */
    LedgerReport examine(@Nullable Path carrierLog)
            throws IOException, SQLException, InterruptedException {
        return examine(carrierLog, "simulator");
    }

    /**
     * @param carrier whose log it is
     */
    LedgerReport examine(@Nullable Path carrierLog, String carrier)
            throws IOException, SQLException, InterruptedException {
        Path log = carrierLog == null ? ownLog() : carrierLog;
        if (settings.databaseUrl() != null) {
            return examine(settings.databaseUrl(), log, carrier);
        }
        var postgres = new Postgres(settings.home(), settings.ports().postgresql(), console);
        return postgres.answers()
                ? examine(postgres.url(), log, carrier)
                : started(postgres, log, carrier);
    }

    private @Nullable Path ownLog() {
        Path log = settings.home().simulator().resolve("calls.jsonl");
        return settings.embedsPostgresql() && Files.exists(log) ? log : null;
    }

    /** Nothing else runs in the home, so that nobody is left without a database at the end. */
    private LedgerReport started(Postgres postgres, @Nullable Path log, String carrier)
            throws IOException, SQLException, InterruptedException {
        if (!postgres.everReady()) {
            throw new CannotStart("nothing was ever started in " + settings.home().path());
        }
        settings.home().prepare();
        try (HomeLock lock = HomeLock.take(settings.home())) {
            Child server = postgres.start();
            try {
                return examine(postgres.url(), log, carrier);
            } finally {
                server.stop("INT", 60);
            }
        } finally {
            Files.deleteIfExists(settings.home().pid("up"));
        }
    }

    private static LedgerReport examine(String url, @Nullable Path log, String carrier) {
        try (Database database = Database.asItIs(new DatabaseSettings(url, 1, 1))) {
            return new Ledger(database.transactions()).examine(log, carrier);
        }
    }
}
