package io.carillon.dev.standin.ilyost;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a reader of the docs would not expect. */
class QuirksTest {
    private static final String ALL = "0123456789*#";

    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder);
    }

    @Test
    void theOldestCallEndsWhereOneTooManyIsDialed() {
        stage.carrier.account(Stage.account(2, "20.00"));
        String first = stage.talkingTo(Stage.HUMAN, false);
        stage.talkingTo("+12025550102", false);

        stage.dial("+12025550103", false);
        stage.passSeconds(1);

        JsonNode terminated = stage.application.last("terminated");
        assertThat(terminated.path("call_id").asString()).isEqualTo(first);
        assertThat(stage.application.states()).doesNotContain("completed");
    }

    @Test
    void theFirstCallbackComesBeforeTheAnswer() {
        var told = new java.util.ArrayList<Integer>();
        stage.application.reacts = callback -> told.add(stage.carrier.placed());

        Answer answer = stage.post("/v2/create-call", Stage.asking(Stage.HUMAN, false));

        assertThat(told).containsExactly(1);
        assertThat(stage.application.last("initiated").path("call_id").asString())
                .isEqualTo(Stage.json(answer).path("call_id").asString());
    }

    @Test
    void aGatherIsAnsweredWhenItIsOver() {
        String call = stage.talkingTo(Stage.HUMAN, false);

        Answer answer = stage.gather(call, 1, "129", 3, Stage.MENU);
        boolean before = stage.held.isDone();
        stage.passSeconds(20);

        assertThat(answer).isSameAs(Stage.HELD);
        assertThat(before).isFalse();
        assertThat(Stage.json(stage.held.join()).path("success").asBoolean()).isTrue();
    }

    @Test
    void aFinishKeyIsADigitLikeAnyOther() {
        String call = stage.talkingTo(Stage.HUMAN, false);

        stage.gather(call, 4, ALL, 1, "Enter 7, then the pound key.");
        stage.passSeconds(40);

        assertThat(stage.application.last("dtmf.gathered").path("digits").asString())
                .isEqualTo("7#");
    }

    /** Compared by type: the gather then waits for a timeout behind the key. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void maxDigitsMustBeANumber(boolean number, boolean reached) {
        String call = stage.talkingTo(Stage.HUMAN, false);

        stage.gather(call, number ? 1 : "1", "129", 1, Stage.MENU);
        stage.passSeconds(6);

        assertThat(stage.application.states().contains("dtmf.gathered")).isEqualTo(reached);
    }

    @Test
    void aWrongKeyAndThenNothingIsNeverToldOf() {
        String call = stage.talkingTo(Stage.HUMAN, false);

        stage.gather(call, 1, "345", 3, Stage.MENU);
        stage.passSeconds(120);

        assertThat(stage.application.states())
                .contains("dtmf.invalid")
                .doesNotContain("dtmf.gathered", "maxretry.finished");
        assertThat(stage.held).isDone();
    }

    @Test
    void nobodyPressesAnything() {
        String call = stage.talkingTo("+12025550198", false);

        stage.gather(call, 1, ALL, 2, Stage.MENU);
        stage.passSeconds(60);

        assertThat(stage.application.states())
                .containsExactly("initiated", "answered", "maxretry.finished");
    }

    @Test
    void whatIsAskedForBeforeTheVerdictWaitsForIt() {
        String call = stage.dial(Stage.HUMAN, true);
        stage.application.reacts =
                callback -> {
                    if (callback.path("state").asString().equals("answered")) {
                        assertThat(
                                        Stage.json(stage.play(call, "Hello."))
                                                .path("message")
                                                .asString())
                                .isEqualTo("Action queued pending AMD completion");
                    }
                };

        stage.passSeconds(30);

        assertThat(stage.application.states())
                .containsExactly(
                        "initiated", "answered", "amd.human", "speak.started", "speak.ended");
    }

    @Test
    void textsQueueUp() {
        String call = stage.talkingTo(Stage.HUMAN, false);

        stage.play(call, "One.");
        stage.post("/v2/play-audio", Map.of("call_id", call, "audioUrl", Application.AUDIO));
        stage.passSeconds(30);

        assertThat(stage.application.states().subList(2, 6))
                .containsExactly(
                        "speak.started", "speak.ended", "playback.started", "playback.ended");
    }

    @Test
    void audioThatIsNotThereIsAnError() {
        String call = stage.talkingTo(Stage.HUMAN, false);

        stage.post("/v2/play-audio", Map.of("call_id", call, "audioUrl", "http://127.0.0.1:9/no"));
        stage.passSeconds(10);

        assertThat(stage.application.states()).contains("playback.error");
    }

    @Test
    void aMachinesCallEndsAsIfNobodyHadAnswered() {
        String call = stage.talkingTo(Stage.MACHINE, true);

        stage.post("/v2/hangup", Map.of("call_id", call));
        stage.passSeconds(1);

        JsonNode completed = stage.application.last("completed");
        assertThat(stage.application.states()).contains("amd.machine");
        assertThat(completed.path("duration").asInt() + completed.path("actualDuration").asInt())
                .isZero();
        assertThat(completed.has("charge")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "60, No Answer",
        "80, User Busy",
        "95, Unknown cause (1)",
        "96, Switching Equipment Congestion"
    })
    void whyNobodyAnsweredIsATextOnly(String ending, String cause) {
        stage.dial("+120255501" + ending, true);
        stage.passSeconds(130);

        assertThat(stage.application.states()).containsExactly("initiated", "completed");
        assertThat(stage.application.last("completed").path("cause").asString()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "40, amd.machine, MACHINE",
        "97, amd.machine, MACHINE",
        "98, amd.machine, MACHINE",
        "00, amd.human, HUMAN"
    })
    void asterisksDetectionKnowsNoFaxAndTakesSilenceForAMachine(
            String ending, String state, String status) {
        stage.talkingTo("+120255501" + ending, true);

        assertThat(stage.application.last(state).path("status").asString()).isEqualTo(status);
    }

    @Test
    void aTransfersEndIsTheCalls() {
        String call = stage.talkingTo(Stage.HUMAN, false);

        stage.post("/v2/transfer", Map.of("call_id", call, "forward", "12025550180"));
        stage.passSeconds(30);

        assertThat(stage.application.states())
                .containsExactly("initiated", "answered", "bridging", "bridged.ended", "completed");
    }

    @Test
    void aCallIsHeldWithoutCharge() {
        String call = stage.talkingTo(Stage.HUMAN, false);
        stage.post("/v2/hold", Map.of("call_id", call));
        stage.passSeconds(600);

        stage.post("/v2/unhold", Map.of("call_id", call));
        stage.post("/v2/hangup", Map.of("call_id", call));
        stage.passSeconds(1);

        JsonNode completed = stage.application.last("completed");
        assertThat(stage.application.states()).contains("hold", "unhold");
        assertThat(completed.path("billableDuration").asInt()).isBetween(6, 36);
    }

    @Test
    void theLimiterSpeaksPlainWords() {
        stage.limiter.limit(Limiter.Limit.of(1, null));
        stage.dial(Stage.HUMAN, false);

        Answer second = stage.post("/v2/create-call", Stage.asking(Stage.HUMAN, false));

        assertThat(second.status()).isEqualTo(429);
        assertThat(new String(second.body(), StandardCharsets.UTF_8))
                .isEqualTo("Too many requests from this IP, please try again later.");
        assertThat(stage.logged()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "balance, 402, Insufficient balance. Minimum balance required is 1.00 USD",
        "key, 401, Invalid API key",
        "country, 500, Country code for the number +999555 is not recognized"
    })
    void theAccountAndTheCountryAreLookedAt(String what, int status, String error) {
        var asked = Stage.asking(what.equals("country") ? "+999555" : Stage.HUMAN, false);
        if (what.equals("balance")) {
            stage.carrier.account(Stage.account(10, "0.99"));
        }
        if (what.equals("key")) {
            asked.put("apikey", "another");
        }

        Answer answer = stage.post("/v2/create-call", asked);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(Stage.json(answer).path("error").asString()).isEqualTo(error);
        assertThat(stage.logged()).hasSize(1);
        assertThat(stage.logged().getFirst().path("rang").asBoolean()).isFalse();
    }

    @Test
    void aCallThatIsOverIsForgotten() {
        String call = stage.talkingTo(Stage.HUMAN, false);
        stage.post("/v2/hangup", Map.of("call_id", call));

        assertThat(stage.play(call, "Hello.").status()).isEqualTo(404);
        assertThat(stage.post("/v2/hangup", Map.of("call_id", call)).status()).isEqualTo(500);
        assertThat(stage.get("/recording", Map.of("call_id", List.of(call))).status())
                .isEqualTo(200);
    }

    @Test
    void everyRequestIsLoggedWithTheTokenItCameWith() {
        stage.dial(Stage.HUMAN, false);
        stage.dial("+12025550195", false);

        assertThat(stage.logged())
                .extracting(line -> line.path("reference").asString() + line.path("rang"))
                .containsExactly("tokentrue", "tokenfalse");
    }
}
