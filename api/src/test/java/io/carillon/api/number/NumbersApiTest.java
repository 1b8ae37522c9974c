package io.carillon.api.number;

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

import java.util.List;

class NumbersApiTest {
    private static ApiServer server;
    private static ApiClient ours;
    private static ApiClient theirs;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        ours = Tenants.make(server, "ours");
        theirs = Tenants.make(server, "theirs");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void verifiesCallerIdsOfTheSimulatorAtOnceAndOthersLater() {
        Answer simulated = ours.post("/caller-ids", "{\"number\":\"+12025550110\"}");
        Answer real =
                ours.post("/caller-ids", "{\"number\":\"+12025550110\",\"carrier\":\"twilio\"}");

        assertThat(simulated.at("/status")).isEqualTo("verified");
        assertThat(real.at("/status")).isEqualTo("pending");
        assertThat(ours.post("/caller-ids", "{\"number\":\"+12025550110\"}").status())
                .isEqualTo(409);
        assertThat(ours.post("/caller-ids", "{\"number\":\"2025550110\"}").at("/code"))
                .isEqualTo("PHONE_INVALID");
        assertThat(ours.post("/caller-ids", "{}").at("/errors/0/pointer")).isEqualTo("/number");
    }

    @Test
    void editsAndRetiresCallerIds() {
        String path =
                "/caller-ids/"
                        + ours.post("/caller-ids", "{\"number\":\"+12025550111\"}").at("/id");

        Answer edited = ours.patch(path, "{\"label\":\"desk\",\"max_calls_per_day\":5}");

        assertThat(edited.at("/label")).isEqualTo("desk");
        assertThat(
                        ours.patch(path, "{\"max_calls_per_day\":null}")
                                .json()
                                .at("/max_calls_per_day")
                                .isNull())
                .isTrue();
        assertThat(theirs.get(path).status()).isEqualTo(404);
        assertThat(theirs.delete(path).status()).isEqualTo(404);
        assertThat(ours.delete(path).status()).isEqualTo(204);
        assertThat(ours.get(path).status()).isEqualTo(404);
    }

    @Test
    void theOperatorApprovesACallerIdOnEvidence() {
        ApiClient client = Tenants.make(server, "approved");
        String organization = client.get("/organizations").at("/data/0/id");
        String id =
                client.post("/caller-ids", "{\"number\":\"+12025550112\",\"carrier\":\"ilyost\"}")
                        .at("/id");
        String approve = "/organizations/%s/caller-ids/%s/approve".formatted(organization, id);
        String evidence = "{\"evidence\":\"invoice 4711\"}";

        assertThat(client.post(approve, evidence).status()).isEqualTo(403);
        assertThat(server.operator().post(approve, "{}").at("/errors/0/pointer"))
                .isEqualTo("/evidence");
        assertThat(client.get("/caller-ids/" + id).at("/status")).isEqualTo("pending");
        Answer approved =
                server.operator().with("Idempotency-Key", "approve").post(approve, evidence);
        Answer repeated =
                server.operator().with("Idempotency-Key", "approve").post(approve, evidence);

        assertThat(approved.status()).as(approved.text()).isEqualTo(200);
        assertThat(approved.at("/status")).isEqualTo("verified");
        assertThat(approved.at("/verified_by")).isEqualTo("operator");
        assertThat(approved.at("/approval")).isEqualTo("invoice 4711");
        assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeated.text()).isEqualTo(approved.text());
        assertThat(client.get("/audit-log").text()).contains("caller_id.verified", "invoice 4711");
        String elsewhere = ours.get("/organizations").at("/data/0/id");
        assertThat(
                        server.operator()
                                .post(approve.replace(organization, elsewhere), evidence)
                                .status())
                .isEqualTo(404);
    }

    @Test
    void aNumberThatAnAccountProvedMustBeProvedAnewWhenItReachesAnother() {
        ApiClient client = Tenants.make(server, "turned");
        String account =
                client.post(
                                "/carrier-accounts",
                                "{\"carrier\":\"twilio\",\"name\":\"t\",\"credentials\":{\"account_sid\":\"AC1\",\"auth_token\":\"a\"}}")
                        .at("/id");
        String path =
                "/caller-ids/"
                        + client.post(
                                        "/caller-ids",
                                        "{\"number\":\"+12025550113\",\"carrier\":\"twilio\"}")
                                .at("/id");
        for (String edit :
                List.of(
                        "{\"base_url\":\"http://127.0.0.1:8092\"}",
                        "{\"credentials\":{\"account_sid\":\"AC2\",\"auth_token\":\"a\"}}")) {
            server.database()
                    .asSuperuser(
                            """
                            UPDATE caller_ids i
                            SET status = 'verified', verified_at = carillon_now(), verified_by = 'carrier', accounts = ARRAY[a.id]
                            FROM carrier_accounts a
                            WHERE i.number = '+12025550113' AND a.organization_id = i.organization_id AND a.carrier = 'twilio'
                            """);
            client.patch("/carrier-accounts/" + account, "{\"name\":\"renamed\"}");
            client.patch(
                    "/carrier-accounts/" + account,
                    "{\"credentials\":{\"account_sid\":\"AC1\",\"auth_token\":\"b\"}}");
            assertThat(client.get(path).at("/accounts/0")).isEqualTo(account);
            assertThat(client.get(path).at("/status")).isEqualTo("verified");

            client.patch("/carrier-accounts/" + account, edit);

            assertThat(client.get(path).at("/status")).as(edit).isEqualTo("pending");
            client.patch("/carrier-accounts/" + account, "{\"base_url\":null}");
        }
    }

    @Test
    void saysHowOftenACallerIdIsAnswered() {
        String path =
                "/caller-ids/"
                        + ours.post("/caller-ids", "{\"number\":\"+12025550114\"}").at("/id");

        Answer none = ours.get(path + "/statistics");

        assertThat(none.status()).as(none.text()).isEqualTo(200);
        assertThat(none.at("/calls")).isEqualTo("0");
        assertThat(none.json().at("/answer_rate").isNull()).isTrue();
        assertThat(none.json().at("/days").size()).isZero();
        for (String days : List.of("0", "91", "x")) {
            assertThat(ours.get(path + "/statistics?days=" + days).status()).isIn(400, 422);
        }
        assertThat(theirs.get(path + "/statistics").status()).isEqualTo(404);
    }

    @Test
    void keepsTheAttestationThatIsExpected() {
        String path =
                "/caller-ids/"
                        + ours.post(
                                        "/caller-ids",
                                        "{\"number\":\"+12025550115\",\"expected_attestation\":\"A\"}")
                                .at("/id");

        assertThat(ours.patch(path, "{\"label\":\"desk\"}").at("/expected_attestation"))
                .isEqualTo("A");
        assertThat(ours.patch(path, "{\"expected_attestation\":\"D\"}").status()).isEqualTo(422);
        assertThat(
                        ours.patch(path, "{\"expected_attestation\":null}")
                                .json()
                                .at("/expected_attestation")
                                .isNull())
                .isTrue();
    }

    @Test
    void suppressesNumbersAndPrefixesAlone() {
        Answer one =
                ours.post("/suppressions", "{\"number\":\"+12025550120\",\"reason\":\"asked\"}");
        Answer batch =
                ours.post(
                        "/suppressions",
                        "{\"suppressions\":[{\"number\":\"+12025550121\"},{\"prefix\":\"+1900\"}]}");

        assertThat(one.status()).as(one.text()).isEqualTo(201);
        assertThat(one.at("/id")).startsWith("sup_");
        assertThat(batch.status()).as(batch.text()).isEqualTo(201);
        assertThat(batch.json().at("/data").size()).isEqualTo(2);
        assertThat(ours.get("/suppressions").json().at("/data").size()).isEqualTo(3);
        assertThat(theirs.get("/suppressions").json().at("/data").size()).isZero();
        assertThat(theirs.delete("/suppressions/" + one.at("/id")).status()).isEqualTo(404);
        assertThat(ours.delete("/suppressions/" + one.at("/id")).status()).isEqualTo(204);
    }

    @Test
    void refusesABatchWholeNamingTheElement() {
        Answer refused =
                theirs.post(
                        "/suppressions",
                        "{\"suppressions\":[{\"number\":\"+12025550130\"},{\"number\":\"+12025550131\",\"prefix\":\"+1\"}]}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/suppressions/1/number");
        assertThat(theirs.get("/suppressions").json().at("/data").size()).isZero();
    }

    @Test
    void neverShowsCredentials() {
        Answer made =
                ours.post(
                        "/carrier-accounts",
                        "{\"carrier\":\"twilio\",\"name\":\"t\",\"credentials\":{\"account_sid\":\"AC1\",\"auth_token\":\"hush\"},"
                                + "\"limits\":{\"calls_per_second\":2.5,\"max_concurrent\":20},\"price_per_minute\":\"0.0140\"}");
        String path = "/carrier-accounts/" + made.at("/id");

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text()).doesNotContain("hush");
        assertThat(made.json().at("/has_credentials").asBoolean()).isTrue();
        assertThat(made.at("/price_per_minute")).isEqualTo("0.014");
        assertThat(ours.get(path).text()).doesNotContain("hush");
        assertThat(ours.patch(path, "{\"status\":\"paused\",\"reason\":\"bill\"}").at("/reason"))
                .isEqualTo("bill");
        assertThat(ours.patch(path, "{\"status\":\"active\"}").json().at("/reason").isNull())
                .isTrue();
        assertThat(theirs.get(path).status()).isEqualTo(404);
        assertThat(ours.delete(path).status()).isEqualTo(204);
    }

    @Test
    void showsHowAnAccountIsAndLetsItBeginAnew() {
        String path =
                "/carrier-accounts/"
                        + ours.post(
                                        "/carrier-accounts",
                                        "{\"carrier\":\"simulator\",\"name\":\"unwell\",\"limits\":{\"calls_per_second\":8}}")
                                .at("/id");
        server.database()
                .asSuperuser(
                        """
                        UPDATE carrier_accounts
                        SET status = 'down', reason = 'silent', failures = 4, breaker_seconds = 4,
                            down_until = '2100-01-01T00:00:00Z', pace_share = 0.5, slowed_at = '2100-01-01T00:00:00Z'
                        WHERE name = 'unwell'
                        """);

        Answer down = ours.get(path);
        Answer renamed = ours.patch(path, "{\"name\":\"still unwell\"}");
        Answer anew = ours.patch(path, "{\"status\":\"active\"}");

        for (Answer answer : List.of(down, renamed)) {
            assertThat(answer.at("/status")).isEqualTo("down");
            assertThat(answer.at("/reason")).isEqualTo("silent");
            assertThat(answer.at("/slowed_to")).isEqualTo("4");
            assertThat(answer.at("/down_until")).isEqualTo("2100-01-01T00:00:00Z");
        }
        assertThat(anew.at("/status")).isEqualTo("active");
        for (String member : List.of("/reason", "/slowed_to", "/down_until")) {
            assertThat(anew.json().at(member).isNull()).as(member).isTrue();
        }
    }

    @Test
    void asksForTheCredentialsTheCarrierNeeds() {
        Answer refused = ours.post("/carrier-accounts", "{\"carrier\":\"ilyost\",\"name\":\"i\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/credentials");
        assertThat(
                        ours.post("/carrier-accounts", "{\"carrier\":\"sip\",\"name\":\"s\"}")
                                .at("/code"))
                .isEqualTo("NOT_AVAILABLE_YET");
    }

    /** One of what Ilyost allows is never used. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    twilio | {"account_sid":"AC1","auth_token":"t"} | 1 | 201
                    ilyost | {"api_key":"k"}                        | 1 | 422
                    ilyost | {"api_key":"k"}                        | 2 | 201
                    """)
    void leavesRoomWhereACarrierEndsCallsToMakeRoom(
            String carrier, String credentials, int atOnce, int status) {
        Answer made =
                ours.post(
                        "/carrier-accounts",
                        """
                        {"carrier":"%s","name":"%s %d","credentials":%s,"limits":{"max_concurrent":%d}}
                        """
                                .formatted(carrier, carrier, atOnce, credentials, atOnce));

        assertThat(made.status()).as(made.toString()).isEqualTo(status);
        assertThat(made.at("/errors/0/pointer"))
                .isEqualTo(status == 422 ? "/limits/max_concurrent" : "");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com,         201",
        "https://api.example.com:8443/v1, 201",
        "http://127.0.0.1:8092,           201",
        "http://localhost:8092,           201",
        "http://[::1]:8092,               201",
        "http://api.example.com,          422",
        "http://127.0.0.1.example.com,    422",
        "https://me:secret@example.com,   422",
        "https://example.com?key=1,       422",
        "https://example.com:99999,       422",
        "ftp://example.com,               422",
        "api.example.com,                 422",
        "//api.example.com,               422",
        "https:///v1,                     422",
        "https://exa mple.com,            422"
    })
    void takesOnlyAddressesThatMayBeTrustedWithCredentials(String url, int status) {
        Answer made =
                ours.post(
                        "/carrier-accounts",
                        "{\"carrier\":\"simulator\",\"name\":\"%s\",\"base_url\":\"%s\"}"
                                .formatted(url, url));

        assertThat(made.status()).as(made.toString()).isEqualTo(status);
        assertThat(made.at("/errors/0/pointer")).isEqualTo(status == 422 ? "/base_url" : "");
    }

    @Test
    void takesAFileOfSuppressionsAndFindsThem() {
        Answer done =
                theirs.send(
                        "POST",
                        "/suppressions",
                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dnc.csv\"\r\n\r\n"
                                        + "phone,reason\n2025550171,dnc\nnobody,dnc\n\r\n--b--\r\n"),
                        "multipart/form-data; boundary=b");

        assertThat(done.status()).as(done.toString()).isEqualTo(200);
        assertThat(done.at("/added")).isEqualTo("1");
        assertThat(done.at("/errors/0/code")).isEqualTo("PHONE_INVALID");
        assertThat(theirs.get("/suppressions?number=%2B12025550171").at("/data/0/reason"))
                .isEqualTo("dnc");
        assertThat(theirs.get("/suppressions?reason=other").json().at("/data").size()).isZero();
        assertThat(theirs.get("/suppressions?number=12").status()).isEqualTo(422);
        assertThat(ours.get("/suppressions?number=%2B12025550171").json().at("/data").size())
                .isZero();
    }
}
