package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Form;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

class PersonasTest {
    private static final String LONG = "<Response><Pause length=\"60\"/></Response>";

    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "00, completed, 200, initiated ringing in-progress completed",
        "60, no-answer, 487, initiated ringing no-answer",
        "80, busy, 486, initiated busy",
        "96, failed, 503, initiated failed",
        "97, completed, 200, initiated ringing in-progress completed"
    })
    void endAsTheirKindDoes(String ending, String status, String sipCode, String told) {
        String sid = stage.dial("+120255501" + ending);
        stage.passSeconds(120);

        Map<String, String> last = stage.application.at("/callbacks/twilio/token").getLast();
        assertThat(stage.call(sid).path("status").asString()).isEqualTo(status);
        assertThat(last).containsEntry("SipResponseCode", sipCode);
        assertThat(stage.told())
                .extracting(one -> one.substring(0, one.indexOf(' ')))
                .containsExactly(told.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "00, Enable, human",
        "40, Enable, machine_start",
        "40, DetectMessageEnd, machine_end_beep",
        "90, Enable, human",
        "97, Enable, fax",
        "98, Enable, unknown"
    })
    void areDetectedInTheBackground(String ending, String mode, String who) {
        String sid =
                stage.dial(
                        "+120255501" + ending,
                        "Twiml",
                        LONG,
                        "MachineDetection",
                        mode,
                        "AsyncAmd",
                        "true",
                        "AsyncAmdStatusCallback",
                        "http://127.0.0.1:9/amd");
        stage.passSeconds(30);

        Map<String, String> told = stage.application.at("/amd").getFirst();
        assertThat(told).containsEntry("AnsweredBy", who).containsKey("MachineDetectionDuration");
        assertThat(stage.call(sid).path("answered_by").asString()).isEqualTo(who);
    }

    /** Parameters without MachineDetection in front; when it is told, in milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "00, SpeechEndThreshold=1200, human, 1500, 3000",
        "00, SpeechEndThreshold=5000, human, 5300, 6800",
        "00, SpeechEndThreshold=500, human, 800, 2300",
        "00, SpeechEndThreshold=5000&Timeout=3, unknown, 3000, 3000",
        "40, SpeechThreshold=6000, machine_start, 6200, 6200",
        "40, SpeechThreshold=1000, machine_start, 1200, 1200",
        "40, SpeechThreshold=6000&Timeout=5, unknown, 5000, 5000",
        "98, SilenceTimeout=2000, unknown, 2000, 2000",
        "98, SilenceTimeout=10000, unknown, 10000, 10000"
    })
    void areDetectedByTheThresholdsAskedFor(
            String ending, String tuning, String who, int least, int most) {
        Map<String, String> told = judged(ending, "Enable", tuning);

        assertThat(told).containsEntry("AnsweredBy", who);
        assertThat(Integer.parseInt(told.get("MachineDetectionDuration"))).isBetween(least, most);
    }

    @ParameterizedTest
    @CsvSource({
        "Enable, 2400, human",
        "Enable, 1000, human machine_start",
        "DetectMessageEnd, 1000, human machine_end_silence"
    })
    void areTakenForMachinesWhereTheySpeakLonger(String mode, int threshold, String told) {
        var verdicts = new TreeSet<String>();
        for (int person = 0; person < 40; person++) {
            String ending = "%02d".formatted(person);
            verdicts.add(judged(ending, mode, "SpeechThreshold=" + threshold).get("AnsweredBy"));
        }

        assertThat(verdicts).containsExactly(told.split(" ", -1));
    }

    private Map<String, String> judged(String ending, String mode, String tuning) {
        var fields =
                Stage.asking(
                        "+120255501" + ending,
                        "Twiml",
                        LONG,
                        "MachineDetection",
                        mode,
                        "AsyncAmd",
                        "true",
                        "AsyncAmdStatusCallback",
                        "http://127.0.0.1:9/amd");
        Form.read(tuning)
                .forEach((name, value) -> fields.put("MachineDetection" + name, value.getFirst()));
        stage.create(fields);
        stage.passSeconds(30);
        return stage.application.at("/amd").getLast();
    }

    @Test
    void keepTheDocumentWaitingWhereDetectionDoesNotRunInTheBackground() {
        stage.dial(
                "+12025550140", "Url", "http://127.0.0.1:9/document", "MachineDetection", "Enable");
        stage.passSeconds(60);

        assertThat(stage.application.at("/document").getFirst())
                .containsEntry("AnsweredBy", "machine_start");
    }

    @Test
    void hangUpDuringTheFirstPrompt() {
        String prompt = "<Response><Say>" + "word ".repeat(300) + "</Say></Response>";

        String sid = stage.dial("+12025550190", "Twiml", prompt);
        stage.passSeconds(30);
        boolean talking = stage.call(sid).path("status").asString().equals("in-progress");
        stage.passSeconds(70);

        JsonNode call = stage.call(sid);
        assertThat(talking).isTrue();
        assertThat(call.path("status").asString()).isEqualTo("completed");
        assertThat(call.path("duration").asInt()).isBetween(30, 81);
    }

    @Test
    void areNotThereAtAll() {
        JsonNode refused = Stage.json(stage.create(Stage.asking("+12025550195")));

        assertThat(refused.path("code").asInt()).isEqualTo(21211);
        assertThat(stage.logged()).containsExactly("+12025550195 false");
    }

    @Test
    void vanishAfterTheAnswerUntilTheTimeLimit() {
        String sid = stage.dial("+12025550199", "TimeLimit", "600");
        stage.passSeconds(300);
        String before = stage.call(sid).path("status").asString();
        stage.passSeconds(400);

        assertThat(before).isEqualTo("in-progress");
        assertThat(stage.call(sid).path("status").asString()).isEqualTo("completed");
        assertThat(stage.told()).containsExactly("initiated 0", "ringing 1", "in-progress 2");
    }

    @Test
    void pressTheKeyASettingSaysToOptOutWith() {
        stage.carrier.optOutKey("2");
        String gather = "<Gather numDigits='1' action='http://127.0.0.1:9/keys'>%s</Gather>";
        String say = "<Say>Press 1 to go on, 2 to end, 9 to stop.</Say>";

        stage.dial("+12025550194", "Twiml", "<Response>" + gather.formatted(say) + "</Response>");
        stage.passSeconds(60);

        assertThat(stage.application.at("/keys").getFirst()).containsEntry("Digits", "2");
    }
}
