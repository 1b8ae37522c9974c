package io.carillon.activities.carrier.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.call.MachineTuning;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;

class JudgedTest {
    private static final int CALLS = 200;

    /** Timeout, thresholds of speech and of its end, silence; then who, and when at any chance. */
    @ParameterizedTest
    @CsvSource({
        "HUMAN,,,,,human,1500,3000",
        "HUMAN,,,PT5S,,human,5300,6800",
        "HUMAN,,,PT0.5S,,human,800,2300",
        "HANGS_UP,,,PT2S,,human,2300,3800",
        "HUMAN,PT3S,,PT5S,,unknown,3000,3000",
        "VOICEMAIL,,,,,machine,1500,3000",
        "VOICEMAIL,,PT6S,,,machine,5100,6600",
        "VOICEMAIL,,PT1S,,,machine,100,1600",
        "VOICEMAIL,PT5S,PT6S,,,unknown,5000,5000",
        "FAX,,PT6S,PT5S,,fax,1500,3000",
        "SILENT,,,,,unknown,5000,5000",
        "SILENT,,,,PT10S,unknown,10000,10000",
        "SILENT,PT3S,,,,unknown,3000,3000"
    })
    void goesByTheThresholdsAskedFor(
            Persona persona,
            @Nullable Duration timeout,
            @Nullable Duration speech,
            @Nullable Duration speechEnd,
            @Nullable Duration silence,
            String who,
            long least,
            long most) {
        var tuning = new MachineTuning(timeout, speech, speechEnd, silence);

        for (int call = 0; call < CALLS; call++) {
            assertThat(judged(persona, call, tuning))
                    .satisfies(judged -> assertThat(judged.who()).isEqualTo(who))
                    .satisfies(judged -> assertThat(judged.after()).isBetween(least, most));
        }
    }

    @ParameterizedTest
    @CsvSource({"PT1S, human machine", "PT2.4S, human"})
    void takesAPersonWhoSpeaksLongerForAMachine(Duration threshold, String told) {
        var tuning = new MachineTuning(null, threshold, null, null);
        var who = new TreeSet<String>();

        for (int call = 0; call < CALLS; call++) {
            who.add(judged(Persona.HUMAN, call, tuning).who());
        }

        assertThat(who).containsExactly(told.split(" ", -1));
    }

    @Test
    void saysNothingOfWhomNothingIsEverTold() {
        assertThat(Judged.of(Persona.VANISHES, chance(0), null)).isNull();
    }

    private static Judged judged(Persona persona, int call, MachineTuning tuning) {
        return Objects.requireNonNull(Judged.of(persona, chance(call), tuning));
    }

    private static Chance chance(int call) {
        return Chance.of("+12025550101", "call_" + call);
    }
}
