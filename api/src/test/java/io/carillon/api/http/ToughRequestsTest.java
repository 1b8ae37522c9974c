package io.carillon.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Nothing a client sends ends as a fault of ours. */
class ToughRequestsTest {
    private static final long SEED = 20_261_121L;
    private static final int ROUNDS = 1500;

    private static final List<String> PATHS =
            List.of(
                    "POST /campaigns",
                    "PATCH /campaigns/{campaign}",
                    "POST /campaigns/{campaign}/start",
                    "POST /campaigns/{campaign}/pause",
                    "POST /campaigns/{campaign}/stop",
                    "GET /campaigns/{campaign}/progress",
                    "GET /campaigns/{campaign}/why-idle",
                    "POST /campaigns/{campaign}/dry-run",
                    "POST /caller-ids",
                    "PATCH /caller-ids/cid_x",
                    "POST /suppressions",
                    "DELETE /suppressions/sup_x",
                    "POST /carrier-accounts",
                    "PATCH /carrier-accounts/acct_x",
                    "POST /api-keys",
                    "POST /api-keys/key_x/rotate",
                    "GET /audit-log",
                    "POST /organizations",
                    "PATCH /organizations/org_x",
                    "POST /agents",
                    "POST /auth/login",
                    "PUT /campaigns",
                    "GET /nowhere");

    private static final List<String> BODIES =
            List.of(
                    Tenants.campaign(
                            "\"schedule\":{\"time_zone\":\"UTC\",\"hours\":{\"monday\":[[\"09:00\",\"20:00\"]]}},"
                                    + "\"limits\":{\"max_concurrent\":5},\"retry\":{\"busy\":[\"PT1S\"]}"),
                    "{\"number\":\"+12025550100\",\"label\":\"x\",\"max_calls_per_day\":3}",
                    "{\"suppressions\":[{\"number\":\"+12025550100\"}]}",
                    "{\"carrier\":\"twilio\",\"name\":\"n\",\"credentials\":{\"account_sid\":\"a\",\"auth_token\":\"b\"}}",
                    "{\"name\":\"k\",\"scopes\":[\"admin\"],\"expires_at\":\"2030-01-01T00:00:00Z\"}",
                    "{\"reason\":\"x\",\"hang_up\":true}",
                    "{\"weight\":2,\"limits\":{\"calls_per_number\":{\"PT24H\":1}}}");

    private static final List<String> INSERTS =
            List.of(
                    "null",
                    "[]",
                    "{}",
                    "\"\"",
                    "-1",
                    "1e999",
                    "99999999999999999999",
                    "true",
                    "\\u0000",
                    "\\ud800",
                    "\"",
                    ",",
                    "}",
                    "é",
                    "\uD83D\uDE00",
                    "\"a\":1",
                    "[[[[",
                    "\t",
                    "\u0000",
                    "'");

    private static ApiServer server;
    private static ApiClient client;
    private static String campaign;

    @BeforeAll
    static void start() {
        server = ApiServer.start("--carillon.http.body-max=64KB");
        client = Tenants.ready(server, "tough");
        campaign = client.post("/campaigns", Tenants.campaign("")).at("/id");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void answersMangledBodiesWithARefusal() {
        var random = new Random(SEED);

        for (int round = 0; round < ROUNDS; round++) {
            String[] what = pick(PATHS, random).replace("{campaign}", campaign).split(" ");
            String body = mangle(pick(BODIES, random), random);
            ApiClient sender =
                    random.nextInt(4) == 0
                            ? client.with("Idempotency-Key", "k" + random.nextInt(20))
                            : client;

            Answer answer =
                    sender.send(
                            what[0],
                            what[1],
                            BodyPublishers.ofString(body),
                            random.nextInt(20) == 0 ? "text/plain" : "application/json");

            assertThat(answer.status())
                    .as(
                            "seed %d round %d: %s %s %s -> %s",
                            SEED, round, what[0], what[1], body, answer)
                    .isLessThan(500);
            if (answer.status() >= 400) {
                assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                assertThat(answer.at("/code")).matches("[A-Z_0-9]+");
            }
        }
    }

    private static String mangle(String body, Random random) {
        var text = new StringBuilder(body);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, pick(INSERTS, random));
                case 1 -> text.setLength(at);
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(9)));
                default -> replaceValue(text, random);
            }
        }
        return text.toString();
    }

    private static void replaceValue(StringBuilder text, Random random) {
        int colon = text.indexOf(":", random.nextInt(text.length() + 1));
        if (colon > 0) {
            int end = Math.min(text.length(), colon + 1 + random.nextInt(12));
            text.replace(colon + 1, end, pick(INSERTS, random));
        }
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    POST | /campaigns | {                        | application/json | 400 | JSON_MALFORMED
                    POST | /campaigns | []                       | application/json | 400 | WRONG_TYPE
                    POST | /campaigns | {"name":"a","name":"b"}  | application/json | 400 | JSON_MALFORMED
                    POST | /campaigns | {"name":"a"} {}          | application/json | 400 | -
                    POST | /campaigns | {"name":"\\u0000"}       | application/json | 400 | TEXT_INVALID
                    POST | /campaigns | {"name":"\\ud800"}       | application/json | 400 | TEXT_INVALID
                    POST | /campaigns | name=a                   | application/x-www-form-urlencoded | 415 | MEDIA_TYPE_NOT_SUPPORTED
                    POST | /campaigns | ''                       | application/json | 400 | BODY_MISSING
                    POST | /campaigns | {}                       | application/json;charset=nonsense | - | -
                    PUT  | /campaigns | {}                       | application/json | 405 | METHOD_NOT_ALLOWED
                    POST | /agents    | {}                       | application/json | 422 | NOT_AVAILABLE_YET
                    POST | /auth/login | {}                      | application/json | 422 | NOT_AVAILABLE_YET
                    GET  | /campaigns?status=%00 | ''            | -                | 400 | TEXT_INVALID
                    """)
    void refusesWithTheRightStatus(
            String method, String path, String body, String type, Integer status, String code) {
        Answer answer = client.send(method, path, BodyPublishers.ofString(body), type);

        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        if (status != null) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        }
        if (code != null) {
            assertThat(answer.at("/code")).isEqualTo(code);
        }
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        Answer answer = client.post("/campaigns", "{\"name\":\"" + "x".repeat(70_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.at("/code")).isEqualTo("TOO_LARGE");
    }

    @Test
    void answersWhatIsHardlyHttpWithAProblem() throws IOException {
        URI base = URI.create(client.base());

        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/<campaigns>?{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }
}
