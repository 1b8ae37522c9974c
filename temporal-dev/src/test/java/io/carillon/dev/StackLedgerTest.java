package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.DatabaseSettings;
import io.carillon.activities.ledger.LedgerReport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

class StackLedgerTest {
    private static final Console CONSOLE = new Console(false, 80, System.out);

    @TempDir Path folder;

    @Test
    void examinesAHomeThatIsStoppedAndLeavesItStopped() throws Exception {
        try (FreePorts ports = FreePorts.hold()) {
            Settings settings = settings(ports);
            settings.home().prepare();
            var postgres = new Postgres(settings.home(), settings.ports().postgresql(), CONSOLE);
            Child server = postgres.start();
            Database.open(new DatabaseSettings(postgres.url(), 1, 1)).close();
            server.stop("INT", 60);

            LedgerReport report = new StackLedger(settings, CONSOLE).examine(null);

            assertThat(report.proved()).as(report.table()).isTrue();
            assertThat(report.unexamined()).hasSameSizeAs(report.rows());
            assertThat(postgres.answers()).isFalse();
        }
    }

    @Test
    void saysThatThereIsNothingInAHomeThatNeverRan() throws IOException {
        try (FreePorts ports = FreePorts.hold()) {
            Settings settings = settings(ports);

            assertThatThrownBy(() -> new StackLedger(settings, CONSOLE).examine(null))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("nothing was ever started in");
        }
    }

    private Settings settings(FreePorts ports) throws IOException {
        return Settings.of(
                Map.of(
                        "CARILLON_HOME",
                        folder.toRealPath().resolve("home").toString(),
                        "CARILLON_PORT",
                        "" + ports.base()),
                null);
    }
}
