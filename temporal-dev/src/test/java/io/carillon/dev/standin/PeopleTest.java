package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class PeopleTest {
    @ParameterizedTest
    @CsvSource({
        "00, HUMAN", "39, HUMAN", "40, VOICEMAIL", "59, VOICEMAIL", "60, NO_ANSWER",
        "79, NO_ANSWER", "80, BUSY", "89, BUSY", "90, HANGS_UP", "93, HANGS_UP",
        "94, OPTS_OUT", "95, INVALID_NUMBER", "96, CONGESTION", "97, FAX", "98, SILENT",
        "99, VANISHES"
    })
    void areKnownByTheLastTwoDigits(String ending, Persona persona) {
        assertThat(People.standard().at("+120255501" + ending)).isEqualTo(persona);
    }

    @Test
    void areShownAsTheyAreSet() {
        People changed = People.standard().with(Map.of("00-39", Persona.BUSY));

        assertThat(People.everyone(Persona.FAX).with(changed.ranges())).isEqualTo(changed);
    }

    @Test
    void areNotSetForWhatIsNoEnding() {
        assertThatThrownBy(() -> People.standard().with(Map.of("7", Persona.FAX)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("personas for 7 (expected: 00-39 or 94)");
    }
}
