package io.carillon.activities.carrier.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.Map;

/** How long a voicemail records nothing, in carrier time moved by hand. */
class SilenceTest {
    // Set-up, ringing and greeting are over by then, in carrier time.
    private static final long BEEPED = 20_000;

    @ParameterizedTest
    @CsvSource({
        // speed, seconds of carrier time it waits at least, and is gone after
        "1, 85, 135",
        "20, 195, 225",
        "60, 595, 625",
        "200, 1995, 2025"
    })
    void aMachineWaitsTenSecondsOfRealTimeAtAnySpeed(double speed, int waits, int gone) {
        var call = new SimulatedCall("sim_1", request(), Persona.VOICEMAIL, 0, speed, new Deaf());

        call.runUntil(waits * 1000L);
        assertThat(call.over()).isFalse();

        call.runUntil(gone * 1000L + BEEPED);
        assertThat(call.view().cause()).isEqualTo("hung_up_by_person");
    }

    private static PlaceCall request() {
        return new PlaceCall(
                "call_1",
                "+12025550145",
                "+12025550100",
                "http://127.0.0.1/callbacks",
                30,
                100_000,
                false,
                null,
                false,
                null);
    }

    private static final class Deaf implements CallWorld {
        @Override
        public double realSeconds(long ms) {
            return ms / 1000.0;
        }

        @Override
        public Persona personaAt(String number) {
            return Persona.HUMAN;
        }

        @Override
        public void transferred(SimulatedCall call, String number, Persona persona) {}

        @Override
        public @Nullable BigDecimal pricePerMinute() {
            return null;
        }

        @Override
        public void tell(SimulatedCall call, String kind, Map<String, Object> facts) {}
    }
}
