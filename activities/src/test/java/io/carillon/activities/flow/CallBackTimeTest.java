package io.carillon.activities.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneId;

class CallBackTimeTest {
    private static final ZoneId DENVER = ZoneId.of("America/Denver");

    // 13:00 in Denver, on the Saturday before clocks go forward at 02:00 on Sunday.
    private static final Instant NOW = Instant.parse("2027-03-13T20:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PT2H,                      2027-03-13T22:00:00Z",
        "P1D,                       2027-03-14T20:00:00Z",
        "2027-03-13T21:30:00Z,      2027-03-13T21:30:00Z",
        "2027-03-13T21:30:00+01:00, 2027-03-13T20:30:00Z",
        "2027-03-13T15:00,          2027-03-13T22:00:00Z",
        "2027-03-13 15:00,          2027-03-13T22:00:00Z",
        "2027-03-14T15:00:00,       2027-03-14T21:00:00Z",
        "2027-03-14T02:30,          2027-03-14T09:30:00Z",
        "2027-03-12T15:00,          2027-03-12T22:00:00Z",
        "15:00,                     2027-03-13T22:00:00Z",
        "' 15:00 ',                 2027-03-13T22:00:00Z",
        "1500,                      2027-03-13T22:00:00Z",
        "13:00,                     2027-03-14T19:00:00Z",
        "09:15,                     2027-03-14T15:15:00Z"
    })
    void readsWhatPeopleAndSystemsSay(String text, Instant expected) {
        assertThat(CallBackTime.readable(text)).isTrue();
        assertThat(CallBackTime.read(text, NOW, DENVER)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "25:00",
                "2500",
                "15",
                "PT0S",
                "-PT1H",
                "2027-02-30T10:00",
                "2027-03-13",
                "P99999999999999D"
            })
    void understandsNothingElse(String text) {
        assertThat(CallBackTime.readable(text)).isFalse();
        assertThat(CallBackTime.read(text, NOW, DENVER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P91D", "2027-07-01T10:00:00Z", "2028-01-01T10:00"})
    void promisesNothingThatNobodyWillRemember(String text) {
        assertThat(CallBackTime.read(text, NOW, DENVER)).isEmpty();
    }
}
