package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Faults;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class FaultsTest {
    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 201, false, 0, true",
        "ACCEPT_THEN_500, 500, false, 0, true",
        "ACCEPT_THEN_HANG, 0, true, 60, true",
        "ACCEPT_THEN_CUT, 0, true, 0, true",
        "ACCEPT_MALFORMED, 201, false, 0, true",
        "REFUSE_429, 429, false, 0, false",
        "REFUSE_503, 503, false, 0, false",
        "REFUSE_503_BARE, 503, false, 0, false"
    })
    void ringOnlyWhatTheyAccept(
            Faults.Dial fault, int status, boolean cut, int seconds, boolean rings) {
        stage.carrier.dice.set(Faults.none(1).withNext(List.of(fault)));

        Answer answer = stage.create(Stage.asking(Stage.HUMAN));
        stage.passSeconds(60);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.cut()).isEqualTo(cut);
        assertThat(answer.after()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(stage.logged()).containsExactly(Stage.HUMAN + " " + rings);
        assertThat(stage.told()).hasSize(rings ? 4 : 0);
    }

    @ParameterizedTest
    @CsvSource({"REFUSE_429, 20429", "REFUSE_503, 20503", "ACCEPT_THEN_500, 20500"})
    void speakAsTwilioDoes(Faults.Dial fault, int code) {
        stage.carrier.dice.set(Faults.none(1).withNext(List.of(fault)));

        Answer answer = stage.create(Stage.asking(Stage.HUMAN));

        assertThat(Stage.json(answer).path("code").asInt()).isEqualTo(code);
    }

    @Test
    void canBeAnAnswerThatIsNoDocument() {
        stage.carrier.dice.set(Faults.none(1).withNext(List.of(Faults.Dial.REFUSE_503_BARE)));

        Answer answer = stage.create(Stage.asking(Stage.HUMAN));

        assertThat(answer.contentType()).isEqualTo("text/html");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("<html>");
    }

    @Test
    void answer500ToAnUpdateThatWasCarriedOut() {
        String sid = stage.dial(Stage.HUMAN);
        stage.carrier.dice.set(
                new Faults(
                        1,
                        Map.of(),
                        Map.of(Faults.Control.UPDATE_500, 1.0),
                        Map.of(),
                        1,
                        1,
                        List.of()));

        int status = stage.update(sid, "Status", "completed").status();

        assertThat(status).isEqualTo(500);
        assertThat(stage.call(sid).path("status").asString()).isEqualTo("canceled");
    }

    @Test
    void dropCallbacksAndNotTheCall() {
        stage.carrier.dice.set(
                new Faults(
                        1, Map.of(), Map.of(), Map.of(Faults.Callback.DROP, 1.0), 1, 1, List.of()));

        String sid = stage.dial(Stage.HUMAN);
        stage.passSeconds(60);

        assertThat(stage.told()).isEmpty();
        assertThat(stage.call(sid).path("status").asString()).isEqualTo("completed");
    }

    @Test
    void hitTheSameCallsAgainWithTheSameSeed(@TempDir Path other) {
        assertThat(campaign(new Stage(other, 1000, 1)))
                .isEqualTo(campaign(new Stage(folder, 1000, 1)));
    }

    /** A call to each persona and more, and what was told of them, in order. */
    private static List<String> campaign(Stage on) {
        on.carrier.dice.set(
                new Faults(
                        7,
                        Map.of(Faults.Dial.ACCEPT_THEN_500, 0.1, Faults.Dial.REFUSE_429, 0.1),
                        Map.of(),
                        Map.of(Faults.Callback.DROP, 0.1, Faults.Callback.DOUBLE, 0.1),
                        1,
                        1,
                        List.of()));
        for (int ending = 0; ending < 100; ending++) {
            on.create(Stage.asking("+120255501%02d".formatted(ending), "TimeLimit", "600"));
        }
        on.passSeconds(900);
        assertThat(on.carrier.calls.live()).isZero();
        assertThat(on.logged()).hasSize(100);
        return on.application.asked.stream()
                .map(one -> one.fields().get("To") + " " + one.fields().get("CallStatus"))
                .toList();
    }
}
