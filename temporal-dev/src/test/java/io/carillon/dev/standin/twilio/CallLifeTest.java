package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Reply;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class CallLifeTest {
    private static final String MINUTE = "<Response><Pause length=\"60\"/></Response>";
    private static final String RECORDED = "http://127.0.0.1:9/recorded";

    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder);
    }

    @Test
    void isToldWithTheFieldsOfTheDocumentation() {
        String sid = stage.dial(Stage.HUMAN, "Twiml", MINUTE);
        stage.passSeconds(120);

        List<Map<String, String>> told = stage.application.at("/callbacks/twilio/token");
        assertThat(told)
                .hasSize(4)
                .allSatisfy(
                        one ->
                                assertThat(one)
                                        .containsEntry("CallSid", sid)
                                        .containsEntry("AccountSid", Stage.CREDENTIALS.sid())
                                        .containsEntry("From", Stage.FROM)
                                        .containsEntry("To", Stage.HUMAN)
                                        .containsEntry("Direction", "outbound-api")
                                        .containsEntry("ApiVersion", "2010-04-01")
                                        .containsEntry("CallbackSource", "call-progress-events")
                                        .containsKey("Timestamp"));
        assertThat(told.getLast())
                .containsEntry("CallDuration", "60")
                .containsEntry("Duration", "1")
                .containsEntry("SipResponseCode", "200");
        assertThat(told.getFirst().get("Timestamp"))
                .matches("Mon, 23 Nov 2026 15:00:0[0-9] \\+0000");
    }

    @Test
    void isNotAnsweredWithinItsTimeout() {
        String sid = stage.dial("+12025550160", "Timeout", "20");
        stage.passSeconds(19);
        String before = stage.call(sid).path("status").asString();
        stage.passSeconds(3);

        assertThat(before).isEqualTo("ringing");
        assertThat(stage.call(sid).path("status").asString()).isEqualTo("no-answer");
    }

    @Test
    void endsAtItsTimeLimit() {
        String sid = stage.dial(Stage.HUMAN, "Twiml", MINUTE, "TimeLimit", "10");
        stage.passSeconds(60);

        assertThat(stage.call(sid).path("duration").asString()).isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource({
        "1, completed, canceled",
        "1, canceled, canceled",
        "20, canceled, in-progress",
        "20, completed, completed"
    })
    void isEndedByAnUpdate(int after, String wanted, String status) {
        String sid = stage.dial(Stage.HUMAN, "Twiml", MINUTE);
        stage.passSeconds(after);

        assertThat(Stage.json(stage.update(sid, "Status", wanted)).path("status").asString())
                .isEqualTo(status);
    }

    @Test
    void hasNoPriceUntilItIsRated() {
        String sid = stage.dial(Stage.HUMAN, "Twiml", MINUTE, "TimeLimit", "50");
        stage.passSeconds(20);
        stage.update(sid, "Status", "completed");
        JsonNode before = stage.call(sid);
        stage.passSeconds(10);

        assertThat(before.path("price").isNull()).isTrue();
        assertThat(stage.call(sid).path("price").asString()).isEqualTo("-0.01400");
    }

    @Test
    void isRecordedUntilItsEndAndTheFileIsThereAfterwards() {
        String sid =
                stage.dial(
                        Stage.HUMAN,
                        "Twiml",
                        MINUTE,
                        "Record",
                        "true",
                        "RecordingChannels",
                        "dual",
                        "RecordingStatusCallback",
                        RECORDED,
                        "RecordingStatusCallbackEvent",
                        "in-progress completed");
        stage.passSeconds(20);
        String recording = stage.application.at("/recorded").getFirst().get("RecordingSid");
        int early = stage.get("/Recordings/" + recording, Map.of()).status();
        stage.passSeconds(100);

        Map<String, String> told = stage.application.at("/recorded").getLast();
        Answer media = stage.get("/Recordings/" + recording + ".wav", Map.of());
        assertThat(early).isEqualTo(404);
        assertThat(told)
                .containsEntry("CallSid", sid)
                .containsEntry("RecordingStatus", "completed")
                .containsEntry("RecordingDuration", "60")
                .containsEntry("RecordingChannels", "2")
                .containsEntry("RecordingSource", "OutboundAPI");
        assertThat(media.contentType()).isEqualTo("audio/x-wav");
        assertThat(media.body()).hasSize(44 + 2 * 2 * 8000 * 60);
    }

    @Test
    void losesItsRecordingWhenThatIsDeleted() {
        stage.dial(
                Stage.HUMAN,
                "Twiml",
                MINUTE,
                "Record",
                "true",
                "RecordingStatusCallback",
                RECORDED);
        stage.passSeconds(120);
        String path =
                "/Recordings/" + stage.application.at("/recorded").getFirst().get("RecordingSid");

        int deleted = stage.answer("DELETE", path + ".json", Map.of(), "").status();

        assertThat(deleted).isEqualTo(204);
        assertThat(stage.get(path + ".wav", Map.of()).status()).isEqualTo(404);
        assertThat(stage.answer("DELETE", path + ".json", Map.of(), "").status()).isEqualTo(404);
    }

    @Test
    void goesOnWhenNobodyHearsOfIt() {
        stage.application.answers(
                "/callbacks/twilio/token", new Reply.NotConnected("nobody listens"));

        String sid = stage.dial(Stage.HUMAN);
        stage.passSeconds(60);

        assertThat(stage.call(sid).path("status").asString()).isEqualTo("completed");
        assertThat(stage.carrier.alerts.all())
                .extracting(Alerts.Alert::code)
                .containsExactly(15003, 15003, 15003, 15003);
    }

    @Test
    void showsWhatTheAccountOwns() {
        JsonNode numbers = Stage.json(stage.get("/IncomingPhoneNumbers.json", Map.of()));
        JsonNode callerIds = Stage.json(stage.get("/OutgoingCallerIds.json", Map.of()));
        JsonNode balance = Stage.json(stage.get("/Balance.json", Map.of()));
        JsonNode account = Stage.json(stage.get(".json", Map.of()));

        assertThat(numbers.path("incoming_phone_numbers").path(0).path("phone_number").asString())
                .isEqualTo(Stage.FROM);
        assertThat(callerIds.path("outgoing_caller_ids")).isEmpty();
        assertThat(balance.path("balance").asString()).isEqualTo("20.00");
        assertThat(account.path("status").asString()).isEqualTo("active");
    }
}
