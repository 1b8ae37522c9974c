package io.carillon.api.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.call.Gate;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A number is proved by whoever answers it. The calls are those of the installation. */
class CodeCallsTest {
    private static final String CALL = "{\"method\":\"call\"}";

    /** The call to the number that was asked for last. */
    private static final String NEWEST =
            "FROM calls WHERE to_number = :id ORDER BY id DESC LIMIT 1";

    private static final Duration CLAIMED = Duration.ofSeconds(30);

    private static Rows installation;
    private static CampaignStart campaign;
    private static ApiServer server;
    private static int numbers;

    private ApiClient ours;
    private String number;
    private String path;

    @BeforeAll
    static void start() {
        TestDatabase database = TestDatabase.open();
        installation = Rows.in(database);
        campaign = installation.campaign("active", Rows.settings("{\"maxConcurrent\":1000}"));
        server = ApiServer.start(database, "--carillon.code-calls.campaign=" + campaign.campaign());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void pending() {
        ours = Tenants.make(server, "ours");
        number = "+1212555%04d".formatted(1000 + numbers++);
        path = pendingOf(ours);
        installation.update(
                "UPDATE campaigns SET status = 'active' WHERE organization_id = :organization",
                Map.of());
        // Claims that nobody dials take up the pace.
        installation.update(
                """
                UPDATE calls SET state = 'canceled', result = 'canceled', ended_at = carillon_now()
                WHERE state = 'claimed' AND organization_id = :organization
                """,
                Map.of());
    }

    @Test
    void provesANumberThatWasCalledAndToldTheCode() {
        Answer asked = askedForAndClaimed();
        Gate.Permit permit = ((Gate.Answer.Open) pass()).permit();
        String code = heard();

        Answer right = ours.post(path + "/verify", code(code));

        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        assertThat(asked.at("/caller_id/status")).isEqualTo("pending");
        assertThat(asked.at("/code_call/status")).isEqualTo("queued");
        assertThat(asked.at("/code_call/calls_left")).isEqualTo("2");
        assertThat(asked.text()).doesNotContain(code);
        assertThat(permit.organization()).isEqualTo(installation.organizationId());
        assertThat(permit.from().e164()).isEqualTo(Rows.CALLER_ID);
        assertThat(permit.to().e164()).isEqualTo(number);
        assertThat(right.status()).as(right.text()).isEqualTo(200);
        assertThat(right.at("/caller_id/status")).isEqualTo("verified");
        assertThat(right.at("/caller_id/verified_by")).isEqualTo("code_call");
        assertThat(ours.get("/audit-log").text()).contains("caller_id.verified", "code_call");
        assertThat(ours.post(path + "/verify", CALL).at("/code")).isEqualTo("ALREADY_VERIFIED");
    }

    @Test
    void callsOnceForARequestThatIsRepeated() {
        ApiClient repeating = ours.with("Idempotency-Key", "code");
        Answer asked = repeating.post(path + "/verify", CALL);

        Answer repeated = repeating.post(path + "/verify", CALL);

        assertThat(repeated.text()).isEqualTo(asked.text());
        assertThat(ours.get(path + "/verify").at("/code_call/calls_left")).isEqualTo("2");
    }

    @Test
    void tellsTheCodeToNobodyElse() {
        ours.post(path + "/verify", CALL);
        String code = code();

        assertThat(ours.get("/calls").json().at("/data").size()).isZero();
        assertThat(ours.get(path + "/verify").text()).doesNotContain(code);
        assertThat(ours.get("/events").text()).doesNotContain(code);
    }

    @Test
    void believesNoCodeThatNobodyHeard() {
        ours.post(path + "/verify", CALL);

        assertThat(ours.post(path + "/verify", code(code())).at("/code")).isEqualTo("CODE_MISSING");
    }

    @ParameterizedTest(name = "{0} wrong codes: {1}")
    @CsvSource({"4, verified", "5, pending"})
    void letsNobodyGuess(int wrongs, String status) {
        askedForAndClaimed();
        pass();
        String code = heard();
        for (int i = 0; i < wrongs; i++) {
            Answer wrong = ours.post(path + "/verify", code("x" + i));
            assertThat(wrong.at("/code")).isEqualTo("CODE_WRONG");
            assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/code");
        }

        ours.post(path + "/verify", code(code));

        assertThat(ours.get(path).at("/status")).isEqualTo(status);
    }

    @Test
    void forgetsACodeAfterHalfAnHour() {
        askedForAndClaimed();
        pass();
        String code = heard();
        update("UPDATE caller_id_codes SET expires_at = carillon_now() WHERE number = :number");

        assertThat(ours.post(path + "/verify", code(code)).at("/code")).isEqualTo("CODE_MISSING");
    }

    @Test
    void forgetsTheCodeOfAnEarlierCall() {
        askedForAndClaimed();
        pass();
        String code = heard();
        ours.post(path + "/verify", CALL);

        assertThat(ours.post(path + "/verify", code(code)).at("/code")).isEqualTo("CODE_MISSING");
    }

    @Test
    void callsANumberThreeTimesADayForEachOrganization() {
        for (int i = 0; i < 3; i++) {
            assertThat(ours.post(path + "/verify", CALL).status()).isEqualTo(202);
        }
        ApiClient theirs = Tenants.make(server, "theirs");

        Answer fourth = ours.post(path + "/verify", CALL);
        ours.delete(path);
        Answer addedAgain = ours.post(pendingOf(ours) + "/verify", CALL);
        Answer otherCarriers =
                ours.post(
                        "/caller-ids/"
                                + ours.post("/caller-ids", body("ilyost")).at("/id")
                                + "/verify",
                        CALL);

        assertThat(fourth.status()).isEqualTo(409);
        assertThat(fourth.at("/code")).isEqualTo("CODE_CALLS_USED_UP");
        assertThat(addedAgain.at("/code")).isEqualTo("CODE_CALLS_USED_UP");
        assertThat(otherCarriers.at("/code")).isEqualTo("CODE_CALLS_USED_UP");
        assertThat(theirs.post(pendingOf(theirs) + "/verify", CALL).status()).isEqualTo(202);

        update(
                "UPDATE caller_id_codes SET asked_at = asked_at - interval '1 day' WHERE number = :number");
        assertThat(ours.post(pendingAgain() + "/verify", CALL).status()).isEqualTo(202);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    campaign_paused ~ UPDATE campaigns SET status = 'paused' WHERE organization_id = :organization
                    number_cap      ~ UPDATE organizations SET limits = '{"calls_per_number":{"P30D":0}}' WHERE id = :organization
                    """)
    void passesTheGateAsEveryCallDoes(String rule, String statement) {
        askedForAndClaimed();
        installation.update(statement, Map.of());

        assertThat(pass()).isEqualTo(new Gate.Answer.Closed(rule));
        assertThat(ours.get(path + "/verify").at("/code_call/reason")).isEqualTo(rule);

        installation.update(
                "UPDATE organizations SET limits = '{}' WHERE id = :organization", Map.of());
    }

    @Test
    void saysOverRealCarriersWhatTheLawAsks() {
        installation.lawful(campaign);
        installation.dialsWith("twilio", null);

        Answer asked = ours.post(path + "/verify", CALL);

        installation.dialsWith("simulator", null);
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    }

    @Test
    void callsNobodyWhoMustNotBeCalled() {
        ours.post("/suppressions", "{\"number\":\"" + number + "\"}");

        Answer refused = ours.post(path + "/verify", CALL);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.at("/code")).isEqualTo("NUMBER_SUPPRESSED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    {}                                   ~ REQUIRED
                    {"method":"guess"}                   ~ NOT_ONE_OF
                    {"method":"code"}                    ~ REQUIRED
                    {"method":"code","code":"123456"}    ~ CODE_MISSING
                    """)
    void refusesWhatSaysNothing(String body, String code) {
        Answer refused = ours.post(path + "/verify", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.at("/code")).isEqualTo(code);
    }

    @Test
    void isTheInstallationsToOffer() {
        try (ApiServer without = ApiServer.start()) {
            ApiClient theirs = Tenants.make(without, "theirs");

            Answer refused = theirs.post(pendingOf(theirs) + "/verify", CALL);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.at("/code")).isEqualTo("CODE_CALLS_OFF");
        }
    }

    @Test
    void isOfOnesOwnNumbersOnly() {
        ApiClient theirs = Tenants.make(server, "theirs");

        assertThat(theirs.post(path + "/verify", CALL).status()).isEqualTo(404);
        assertThat(theirs.get(path + "/verify").status()).isEqualTo(404);
    }

    private String pendingOf(ApiClient client) {
        return "/caller-ids/" + client.post("/caller-ids", body("twilio")).at("/id");
    }

    private String pendingAgain() {
        return "/caller-ids/"
                + ours.get("/caller-ids").json().at("/data").get(0).at("/id").asString();
    }

    private String body(String carrier) {
        return "{\"number\":\"%s\",\"carrier\":\"%s\"}".formatted(number, carrier);
    }

    private static String code(String digits) {
        return "{\"method\":\"code\",\"code\":\"" + digits + "\"}";
    }

    /** It is claimed beside the answer to whoever asks for it. */
    private Answer askedForAndClaimed() {
        Answer asked = ours.post(path + "/verify", CALL);
        await().atMost(CLAIMED)
                .until(
                        () ->
                                installation
                                        .value(String.class, "SELECT state " + NEWEST, number)
                                        .equals("claimed"));
        return asked;
    }

    private Gate.Answer pass() {
        UUID call = installation.value(UUID.class, "SELECT id " + NEWEST, number);
        return server.bean(Gate.class).pass(new CallId(call));
    }

    private String code() {
        return installation
                .value(String.class, "SELECT variables ->> 'code' " + NEWEST, number)
                .replace(", ", "");
    }

    /** Somebody answered and was told. */
    private String heard() {
        update("UPDATE calls SET answered_at = carillon_now() WHERE to_number = :number");
        return code();
    }

    private void update(String statement) {
        installation.update(statement, Map.of("number", number));
    }
}
