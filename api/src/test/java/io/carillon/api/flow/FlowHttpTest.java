package io.carillon.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

class FlowHttpTest {
    private static final String SMALL =
            """
            {"name":"small","start":"a","steps":{"a":{"gather":{"say":"?"},"on":{"9":"b","1":"b"}},"b":{"hang_up":true}}}
            """;

    private static ApiServer server;
    private static ApiClient user;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        user = server.organization("flows", "flows:read", "flows:write");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void keepsTheContractsFlowAsItWasWritten() {
        Answer made = user.post("/flows", example());
        Answer got = user.get("/flows/" + made.at("/id"));

        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.at("/id")).startsWith("flow_");
        assertThat(made.json().at("/version").asInt()).isEqualTo(1);
        assertThat(got.json()).isEqualTo(made.json());
        assertThat(got.at("/steps/stop/say")).isEqualTo("You will not be called again.");
    }

    @Test
    void keepsTheOrderOfKeys() {
        String id = user.post("/flows", SMALL).at("/id");

        assertThat(user.get("/flows/" + id).text()).contains("\"on\":{\"9\":\"b\",\"1\":\"b\"}");
    }

    @Test
    void addsVersionsAndShowsEach() {
        String id = user.post("/flows", SMALL).at("/id");

        Answer second = user.post("/flows/" + id + "/versions", SMALL.replace("small", "larger"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().at("/version").asInt()).isEqualTo(2);
        assertThat(user.get("/flows/" + id).at("/name")).isEqualTo("larger");
        assertThat(user.get("/flows/" + id + "?version=1").at("/name")).isEqualTo("larger");
        assertThat(user.get("/flows/" + id + "?version=3").status()).isEqualTo(404);
    }

    @Test
    void listsNewestFirstByPages() {
        ApiClient other = server.organization("pages", "flows:read", "flows:write");
        for (int i = 1; i <= 3; i++) {
            other.post("/flows", SMALL.replace("small", "flow " + i));
        }

        Answer first = other.get("/flows?limit=2");
        Answer second = other.get("/flows?limit=2&after=" + first.at("/next"));

        assertThat(first.json().at("/data").size()).isEqualTo(2);
        assertThat(first.at("/data/0/name")).isEqualTo("flow 3");
        assertThat(second.at("/data/0/name")).isEqualTo("flow 1");
        assertThat(second.json().at("/next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|400||WRONG_TYPE",
                "{\"name\":\"x\",\"start\":\"a\",\"steps\":{\"a\":{\"speak\":\"x\"}}}|400|/steps/a/speak|UNKNOWN_MEMBER",
                "{\"name\":\"x\",\"start\":\"a\",\"steps\":{\"a\":{\"say\":\"x\",\"next\":\"b\"}}}|422|/steps/a/next|MISSING_TARGET",
                "{\"name\":\"x\",\"start\":\"a\",\"steps\":{\"a\":{\"agent\":{}}}}|422|/steps/a/agent|NOT_AVAILABLE_YET",
                "{\"start\":\"a\",\"steps\":{\"a\":{\"say\":\"x\"}}}|422|/name|REQUIRED",
                "{\"name\":\"x\",\"start\":\"a\",\"steps\":{\"a\":{\"play\":\"http://127.0.0.1/x.wav\"}}}|422|/steps/a/play|URL_SCHEME",
                "{\"name\":\"x\",\"start\":\"a\",\"steps\":{\"a\":{\"play\":\"blob_00000000000000000000000000\"}}}|422|/steps/a/play|AUDIO_NOT_FOUND"
            })
    void refusesWithPointerAndCode(String flow, int status, String pointer, String code) {
        Answer answer = user.post("/flows", flow);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
        assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer == null ? "" : pointer);
        assertThat(answer.at("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void validatesWithoutStoring() {
        ApiClient other = server.organization("validate", "flows:read", "flows:write");

        assertThat(other.post("/flows/validate", SMALL).status()).isEqualTo(200);
        assertThat(other.post("/flows/validate", SMALL.replace("\"b\":", "\"c\":")).status())
                .isEqualTo(422);
        assertThat(other.get("/flows").json().at("/data").size()).isZero();
    }

    @Test
    void hidesFlowsOfOthers() {
        String id = user.post("/flows", SMALL).at("/id");
        ApiClient other = server.organization("other", "flows:read", "flows:write");

        assertThat(other.get("/flows/" + id).status()).isEqualTo(404);
        assertThat(other.post("/flows/" + id + "/versions", SMALL).status()).isEqualTo(404);
        assertThat(other.get("/flows/nonsense").status()).isEqualTo(404);
    }

    @Test
    void listsVoicesAndSaysWhatComesLater() {
        assertThat(user.get("/voices").at("/data/0/id")).isEqualTo("default-en");
        assertThat(user.post("/audio").at("/code")).isEqualTo("NOT_AVAILABLE_YET");
        assertThat(user.post("/voices/speech", "{}").status()).isEqualTo(422);
    }

    private static String example() {
        try (InputStream stream = FlowHttpTest.class.getResourceAsStream("/flows/example.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
