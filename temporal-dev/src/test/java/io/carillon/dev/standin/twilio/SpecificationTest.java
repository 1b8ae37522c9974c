package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The stand-in against Twilio's own specification. */
class SpecificationTest {
    private static final String CALLS = "/2010-04-01/Accounts/{AccountSid}/Calls.json";
    private static final String CALL = "/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json";
    private static final String OF_CALL =
            "/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings";
    private static final String RECORDINGS = "/2010-04-01/Accounts/{AccountSid}/Recordings";

    private final Specification specification = new Specification();

    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder, 100, 1);
    }

    private List<String> violations(String path, String method, Answer answer) {
        return specification.violations(
                specification.answer(path, method, answer.status()), Stage.json(answer));
    }

    @Test
    void knowsWhatDoesNotFit() {
        ObjectNode call = (ObjectNode) Stage.json(stage.create(Stage.asking(Stage.HUMAN)));
        call.put("sid", "CA1").put("status", "gone").put("duration", 3).put("colour", "red");
        call.remove("uri");
        JsonNode schema = specification.answer(CALLS, "post", 201);

        assertThat(specification.violations(schema, call))
                .extracting(violation -> violation.split(" ", -1)[0])
                .contains("/sid", "/status", "/duration", "/colour", "/uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "40", "60", "80", "96", "97", "98", "99"})
    void hasEveryCallFitAtEveryMoment(String ending) {
        Map<String, String> asked =
                Stage.asking("+120255501" + ending, "MachineDetection", "Enable");
        Answer created = stage.create(asked);
        String sid = Stage.json(created).path("sid").asString();

        assertThat(violations(CALLS, "post", created)).isEmpty();
        for (int second = 0; second < 90; second++) {
            stage.passSeconds(1);
            assertThat(violations(CALL, "get", stage.get("/Calls/" + sid + ".json", Map.of())))
                    .isEmpty();
        }
    }

    @Test
    void hasUpdatesFit() {
        String sid = stage.dial(Stage.HUMAN);

        assertThat(violations(CALL, "post", stage.update(sid, "Status", "canceled"))).isEmpty();
    }

    @Test
    void hasListsFit() {
        for (int i = 0; i < 3; i++) {
            stage.dial(Stage.HUMAN);
        }

        Answer page = stage.get("/Calls.json", Map.of("PageSize", "2"));

        assertThat(violations(CALLS, "get", page)).isEmpty();
        assertThat(Stage.json(page).path("calls")).hasSize(2);
    }

    @Test
    void hasRecordingsFit() {
        String pause = "<Response><Pause length=\"5\"/></Response>";
        String sid = stage.dial(Stage.HUMAN, "Record", "true", "Twiml", pause, "TimeLimit", "600");

        for (int second = 0; second < 40; second++) {
            stage.passSeconds(1);
            assertThat(
                            violations(
                                    OF_CALL + ".json",
                                    "get",
                                    stage.get("/Calls/" + sid + "/Recordings.json", Map.of())))
                    .isEmpty();
        }
        assertThat(violations(RECORDINGS + ".json", "get", stage.get("/Recordings.json", Map.of())))
                .isEmpty();
        String recording = recordingOf(sid);
        assertThat(
                        violations(
                                OF_CALL + "/{Sid}.json",
                                "get",
                                stage.get(
                                        "/Calls/" + sid + "/Recordings/" + recording + ".json",
                                        Map.of())))
                .isEmpty();
        assertThat(
                        violations(
                                RECORDINGS + "/{Sid}.json",
                                "get",
                                stage.get("/Recordings/" + recording + ".json", Map.of())))
                .isEmpty();
    }

    private String recordingOf(String sid) {
        return Json.MAPPER
                .readTree(stage.get("/Calls/" + sid + "/Recordings.json", Map.of()).body())
                .path("recordings")
                .path(0)
                .path("sid")
                .asString();
    }
}
