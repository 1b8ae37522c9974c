package io.carillon.dev.standin.ilyost;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stand-in takes and tells what the carrier's own examples show, member by member. */
class DocumentedExamplesTest {
    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "Example: Create a Call, /v2/create-call",
        "Example: Play Text (TTS), /v2/play-text",
        "Example: Gather DTMF with TTS, /v2/gather-text"
    })
    void takesTheRequestsOfTheDocs(String section, String path) throws IOException {
        ObjectNode body = (ObjectNode) example(section, "-d '");
        if (path.endsWith("create-call")) {
            body.put("apikey", Stage.KEY).put("to_", Stage.HUMAN);
        } else {
            body.put("call_id", stage.talkingTo(Stage.HUMAN, false));
        }

        Answer answer = stage.post(path, Json.MAPPER.convertValue(body, Map.class));

        boolean held = answer == Stage.HELD;
        assertThat(held || Stage.json(answer).path("success").asBoolean()).isTrue();
        assertThat(held).isEqualTo(path.contains("gather"));
    }

    @Test
    void answersAsTheDocsSay() throws IOException {
        Answer answer = stage.post("/v2/create-call", Stage.asking(Stage.HUMAN, false));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(shape(Stage.json(answer)))
                .isEqualTo(shape(example("Example: Create a Call", "Response:\n```json\n")));
    }

    @Test
    void refusesAsTheDocsSay() throws IOException {
        Answer answer = stage.post("/v2/create-call", Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(shape(Stage.json(answer)))
                .isEqualTo(shape(example("Error Handling", "```json\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "Call Initiated, initiated",
        "Call Answered, answered",
        "AMD Result, amd.human",
        "DTMF Gathered, dtmf.gathered"
    })
    void tellsWhatTheDocsShow(String section, String state) throws IOException {
        String call = stage.dial(Stage.HUMAN, true);
        stage.passSeconds(15);
        stage.gather(call, 1, "129", 3, Stage.MENU);
        stage.passSeconds(30);

        assertThat(shape(stage.application.last(state)))
                .isEqualTo(shape(example(section, "```json\n")));
    }

    /** In one of its two shapes: the docs' actualDuration, the server's duration. */
    @Test
    void tellsOfTheEndWhatTheDocsShow() throws IOException {
        var shapes = new java.util.HashSet<String>();
        for (int number = 0; number < 20; number++) {
            String call = stage.dial("+120255501%02d".formatted(number), false);
            stage.passSeconds(40);
            stage.post("/v2/hangup", Map.of("call_id", call));
            stage.passSeconds(1);
            shapes.add(shape(stage.application.last("completed")));
        }

        String documented = shape(example("Call Completed", "```json\n"));
        assertThat(shapes)
                .containsExactlyInAnyOrder(
                        documented, documented.replace("actualDuration", "duration"));
    }

    /** Names and kinds of members, in alphabetical order. */
    private static String shape(JsonNode object) {
        return object.properties().stream()
                .map(member -> member.getKey() + ":" + member.getValue().getNodeType())
                .sorted(java.util.Comparator.comparing(name -> name.replace("actualD", "d")))
                .toList()
                .toString();
    }

    /** The JSON behind a mark in a section. */
    private static JsonNode example(String section, String mark) throws IOException {
        String page;
        try (InputStream in =
                DocumentedExamplesTest.class.getResourceAsStream("/ilyost/voice-api-examples.md")) {
            page = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        String text = page.substring(page.indexOf("# " + section + "\n"));
        Matcher json =
                Pattern.compile(Pattern.quote(mark) + "\\s*(\\{.*?\\n\\s*\\})", Pattern.DOTALL)
                        .matcher(text);
        assertThat(json.find()).as(section).isTrue();
        return Json.MAPPER.readTree(json.group(1));
    }
}
