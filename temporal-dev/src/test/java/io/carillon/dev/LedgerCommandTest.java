package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.DatabaseSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class LedgerCommandTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private FreePorts ports;

    @BeforeEach
    void hold() throws IOException {
        ports = FreePorts.hold();
    }

    @AfterEach
    void close() {
        ports.close();
    }

    @ParameterizedTest
    @CsvSource({
        "--nightly, 'ledger: do not understand --nightly; usage: temporal-dev/ledger [--carrier-log FILE [--carrier NAME]] [--strict]'",
        "--carrier-log, 'ledger: --carrier-log needs a file; usage: temporal-dev/ledger [--carrier-log FILE [--carrier NAME]] [--strict]'",
        "--carrier-log /nowhere/calls.jsonl, 'ledger: there is no file /nowhere/calls.jsonl that can be read'",
        "--carrier-log /, 'ledger: there is no file / that can be read'",
    })
    void saysWhatItDoesNotUnderstand(String words, String sentence) {
        assertThat(command(Map.of()).status(words.split(" "))).isEqualTo(2);
        assertThat(said()).isEqualTo(sentence);
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(command(Map.of()).status("--help")).isZero();
        assertThat(said())
                .isEqualTo(
                        "usage: temporal-dev/ledger [--carrier-log FILE [--carrier NAME]] [--strict]");
    }

    /** A start that was turned away leaves folders. */
    @Test
    void saysThatThereIsNothingAndMakesNothing() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("postgresql"));

        assertThat(command(Map.of()).status()).isEqualTo(2);

        assertThat(said()).isEqualTo("ledger: nothing was ever started in " + home);
        assertThat(home.resolve("postgresql")).isEmptyDirectory();
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer() {
        String url = "postgresql://carillon:geheim@127.0.0.1:9/carillon";

        assertThat(command(Map.of("DATABASE_URL", url)).status()).isEqualTo(2);

        assertThat(said())
                .startsWith("ledger: cannot examine DATABASE_URL: ")
                .doesNotContain("geheim");
    }

    @Test
    void anEmptyInstallationHoldsAndProvesNothing() throws Exception {
        Settings settings = Settings.of(environment(Map.of()), null);
        settings.home().prepare();
        var postgres =
                new Postgres(
                        settings.home(),
                        settings.ports().postgresql(),
                        new Console(false, 80, System.out));
        Child server = postgres.start();
        try {
            Database.open(new DatabaseSettings(postgres.url(), 1, 1)).close();
            Path log = Files.writeString(folder.resolve("calls.jsonl"), "yes\n");

            assertThat(command(Map.of()).status()).isZero();
            assertThat(said()).endsWith(": proved");
            assertThat(command(Map.of()).status("--strict")).isEqualTo(1);
            assertThat(said()).contains("ledger: nothing to examine for ");
            assertThat(command(Map.of()).status("--carrier-log", log.toString())).isEqualTo(2);
            assertThat(said()).contains("ledger: line 1 is no line of a carrier's log: expected {");
        } finally {
            server.stop("INT", 60);
        }
    }

    private LedgerCommand command(Map<String, String> more) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new LedgerCommand(environment(more), new Console(false, 80, out), out);
    }

    private Map<String, String> environment(Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put("CARILLON_HOME", folder.resolve("home").toString());
        all.put("CARILLON_PORT", "" + ports.base());
        return all;
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).strip();
    }
}
