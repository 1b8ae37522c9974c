package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scripts that run what was built before. */
class ScriptsTest {
    private static final Path HERE = Path.of(System.getProperty("carillon.dev", "."));

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "twilio-stand-in", "ilyost-stand-in"})
    void sayThatNothingWasBuiltYet(String script, @TempDir Path empty) throws Exception {
        Path copy = Files.copy(HERE.resolve(script), empty.resolve(script));
        var command = new ProcessBuilder("bash", copy.toString()).redirectErrorStream(true);
        command.environment().put("CARILLON_HOME", empty.resolve("home").toString());
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).isEqualTo(script + ": nothing was built yet: run temporal-dev/up once\n");
    }
}
