package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Request;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class RefusalsTest {
    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "To, '', 21201",
        "To, 12025550101, 21211",
        "To, +1202, 21211",
        "To, +12025550195, 21211",
        "From, '', 21213",
        "From, nobody, 21212",
        "From, +13035550100, 21210",
        "To, +15005550001, 21217",
        "To, +15005550002, 21214",
        "To, +15005550003, 21215",
        "To, +15005550004, 21216",
        "Url, nowhere, 21205",
        "Twiml, '', 21200",
        "StatusCallback, nowhere, 21609",
        "StatusCallbackEvent, soon, 21626",
        "StatusCallbackEvent, initiated ringing, 21626",
        "Timeout, 601, 21200",
        "MachineDetection, Maybe, 21200",
        "SendDigits, abc, 21200"
    })
    void areTwiliosOwnDocuments(String name, String value, int code) {
        Answer answer = stage.create(Stage.asking(Stage.HUMAN, name, value));

        JsonNode document = Stage.json(answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(document.path("code").asInt()).isEqualTo(code);
        assertThat(document.path("status").asInt()).isEqualTo(400);
        assertThat(document.path("more_info").asString())
                .isEqualTo("https://www.twilio.com/docs/errors/" + code);
        assertThat(document.path("message").asString()).isNotEmpty().doesNotContain("%");
        assertThat(stage.logged()).hasSize(1).allMatch(line -> line.endsWith(" false"));
    }

    @ParameterizedTest
    @CsvSource({
        "Timeout, 2, 60",
        "SpeechThreshold, 999, 6001",
        "SpeechEndThreshold, 499, 5001",
        "SilenceTimeout, 1999, 10001"
    })
    void meetThresholdsOutOfTheirRange(String name, int below, int above) {
        for (int value : List.of(below, above)) {
            var fields = Stage.asking(Stage.HUMAN, "MachineDetection", "Enable");
            fields.put("MachineDetection" + name, Integer.toString(value));

            JsonNode document = Stage.json(stage.create(fields));

            assertThat(document.path("code").asInt()).as("%s %s", name, value).isEqualTo(21200);
        }
    }

    @Test
    void takeNoDocumentOfMoreThanFourThousandCharacters() {
        String say = "<Response><Say>" + "a".repeat(3_970) + "</Say></Response>";

        assertThat(
                        Stage.json(stage.create(Stage.asking(Stage.HUMAN, "Twiml", say)))
                                .path("code")
                                .asInt())
                .isEqualTo(32018);
    }

    @ParameterizedTest
    @CsvSource({"21219", "573005", "10004", "20003", "22005"})
    void canBeSetForTheWholeAccount(int code) {
        stage.carrier.account(
                Account.of(null, null, List.of(Stage.FROM), null, null, code, null, null));

        JsonNode document = Stage.json(stage.create(Stage.asking(Stage.HUMAN)));

        assertThat(document.path("code").asInt()).isEqualTo(code);
    }

    @Test
    void keepToTheConcurrencyOfTheAccount() {
        stage.carrier.account(
                Account.of(10.0, 1, List.of(Stage.FROM), null, null, null, null, null));
        stage.dial(Stage.HUMAN);

        JsonNode second = Stage.json(stage.create(Stage.asking("+12025550102")));
        stage.passSeconds(60);

        assertThat(second.path("code").asInt()).isEqualTo(10004);
        assertThat(stage.create(Stage.asking("+12025550102")).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "Basic bm9ib2R5Om5vdGhpbmc=, /2010-04-01/Accounts/AC00000000000000000000000000000000/Calls.json",
        "'', /2010-04-01/Accounts/AC00000000000000000000000000000000/Calls.json"
    })
    void meetWhoeverIsNotTheAccount(String authorization, String path) {
        Answer answer =
                stage.routed(
                        new Request(
                                "GET",
                                path,
                                Map.of(),
                                Map.of("authorization", authorization),
                                new byte[0]));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(Stage.json(answer).path("code").asInt()).isEqualTo(20003);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /Calls/CA00000000000000000000000000000000.json",
        "POST, /Calls/CA00000000000000000000000000000000.json",
        "GET, /Recordings/RE00000000000000000000000000000000.json",
        "DELETE, /Recordings/RE00000000000000000000000000000000.json",
        "GET, /Messages.json",
        "DELETE, /Calls.json"
    })
    void meetWhoeverAsksForNothing(String method, String path) {
        Answer answer = stage.answer(method, path, Map.of(), "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(Stage.json(answer).path("code").asInt()).isEqualTo(20404);
    }
}
