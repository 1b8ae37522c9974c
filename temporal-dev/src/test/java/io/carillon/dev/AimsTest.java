package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class AimsTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Findings findings =
            new Findings(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private final Aims aims = new Aims(findings);

    @Test
    void printsATableThatSaysWhichAimIsMissed() {
        aims.atLeast("calls per ruler", 0.38, 0.4, "9 calls/s");
        aims.atMost("CPU-ms a call", 80, 146.4, "");

        aims.say();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        """
                        | aim | wanted | measured |
                        |---|---|---|
                        | calls per ruler | at least 0.38 | 0.40; 9 calls/s |
                        | CPU-ms a call | at most 80 | missed: 146 |
                        """);
        assertThat(findings.broken()).containsExactly("CPU-ms a call: 146 (at most 80)");
    }
}
