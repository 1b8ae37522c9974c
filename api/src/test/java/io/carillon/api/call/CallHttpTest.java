package io.carillon.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

class CallHttpTest {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static ApiServer server;

    private String name;
    private ApiClient user;
    private OrganizationId organization;

    @BeforeAll
    static void start() {
        server = ApiServer.start(TestDatabase.open().at(untilNoon()));
    }

    /** The next noon where the numbers are: a single call waits for ordinary hours. */
    private static Duration untilNoon() {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("America/New_York"));
        ZonedDateTime noon = now.with(LocalTime.NOON);
        return Duration.between(now, now.isAfter(noon) ? noon.plusDays(1) : noon);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void organization() {
        name = "calls " + COUNTER.incrementAndGet();
        user = server.organization(name, "admin");
        organization =
                new OrganizationId(
                        query("SELECT id FROM organizations WHERE name = '" + name + "'"));
        update(
                "INSERT INTO carrier_accounts (id, organization_id, carrier, name, calls_per_second, max_concurrent)"
                        + " VALUES ('%s', '%s', 'simulator', 'simulator', 10, 10)");
        update(
                "INSERT INTO caller_ids (id, organization_id, number, carrier, status)"
                        + " VALUES ('%s', '%s', '+12025550100', 'simulator', 'verified')");
    }

    @Test
    void placesACallThatIsClaimedAtOnce() {
        Answer placed =
                user.post(
                        "/calls",
                        """
                        {"to":"+12025550123","message":"Hello {{name}}","context":{"name":"Ann","plan":{"days":3}},
                         "options":{"record":true,"transcribe":false,"max_duration_seconds":60,
                           "answering_machine":{"on_machine":"leave_message","message":"Call us","tuning":{"timeout_seconds":20}}}}
                        """);

        assertThat(placed.status()).as(placed.toString()).isEqualTo(202);
        assertThat(placed.at("/status")).isEqualTo("queued");
        assertThat(placed.at("/to")).isEqualTo("+12025550123");
        assertThat(placed.json().at("/campaign_id").isNull()).isTrue();
        assertThat(placed.json().at("/attempt").isNull()).isTrue();
        assertThat(placed.at("/variables/plan.days")).isEqualTo("3");
        assertThat(user.get("/calls/" + placed.at("/id")).json()).isEqualTo(placed.json());
        // Nobody dispatches here.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> "claimed".equals(row(placed.at("/id")).get("state")));
        assertThat(row(placed.at("/id")))
                .containsEntry("single", true)
                .containsEntry("priority", 9)
                .containsEntry("person_key", "c:" + placed.at("/id"))
                .containsEntry("kind", "direct")
                .containsEntry("token", 43);
    }

    @Test
    void schedulesACall() {
        Answer placed =
                user.post(
                        "/calls",
                        "{\"to\":\"+12025550123\",\"message\":\"x\",\"scheduled_at\":\"2099-01-01T12:00:00Z\","
                                + "\"expires_at\":\"2099-01-02T12:00:00Z\"}");

        assertThat(placed.at("/status")).isEqualTo("scheduled");
        assertThat(user.get("/calls?status=scheduled").json().at("/data").size()).isEqualTo(1);
        assertThat(user.get("/calls?status=queued").json().at("/data").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|422|/to|REQUIRED",
                "{\"to\":5,\"message\":\"x\"}|400|/to|WRONG_TYPE",
                "{\"to\":\"+12025550123\"}|422|/flow_id|REQUIRED",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"why\":1}|400|/why|UNKNOWN_MEMBER",
                "{\"to\":\"12\",\"message\":\"x\"}|422|/to|PHONE_INVALID",
                "{\"to\":\"911\",\"message\":\"x\"}|422|/to|PHONE_NOT_ALLOWED",
                "{\"to\":\"+19005550123\",\"message\":\"x\"}|422|/to|PHONE_NOT_ALLOWED",
                "{\"to\":\"+12025550123\",\"from\":\"+12025550199\",\"message\":\"x\"}|422|/from|CALLER_ID_NOT_OWNED",
                "{\"to\":\"+12025550123\",\"flow_id\":\"flow_1\"}|422|/flow_id|FLOW_NOT_FOUND",
                "{\"to\":\"+12025550123\",\"flow_id\":\"flow_00000000000000000000000000\"}|422|/flow_id|FLOW_NOT_FOUND",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"campaign_id\":\"camp_00000000000000000000000000\"}|422|/campaign_id|CAMPAIGN_NOT_FOUND",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"flow_id\":\"flow_00000000000000000000000000\"}|422|/message|CONTRADICTION",
                "{\"to\":\"+12025550123\",\"agent_id\":\"agent_1\"}|422|/agent_id|NOT_AVAILABLE_YET",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"options\":{\"transcribe\":true}}|422|/options/transcribe|NOT_AVAILABLE_YET",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"options\":{\"max_duration_seconds\":0}}|422|/options/max_duration_seconds|OUT_OF_RANGE",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"options\":{\"answering_machine\":{\"tuning\":{\"speech_threshold_ms\":999}}}}|422|/options/answering_machine/tuning/speech_threshold_ms|OUT_OF_RANGE",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"options\":{\"answering_machine\":{\"tuning\":{\"speech\":1}}}}|400|/options/answering_machine/tuning/speech|UNKNOWN_MEMBER",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"options\":{\"answering_machine\":{\"detect\":false,\"tuning\":{}}}}|422|/options/answering_machine/tuning|CONTRADICTION",
                "{\"to\":\"+12025550123\",\"message\":\" \"}|422|/message|EMPTY_TEXT",
                "{\"to\":\"+12025550123\",\"message\":\"Hi {{name}}\"}|422|/context/name|VARIABLE_MISSING",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"context\":{\"a\":[1]}}|400|/context/a|WRONG_TYPE",
                "{\"to\":\"+12025550123\",\"message\":\"x\",\"expires_at\":\"2020-01-01T00:00:00Z\"}|422|/expires_at|ALREADY_EXPIRED",
                "{\"to\":\"+12025550123\",\"flow\":{\"start\":\"a\",\"steps\":{\"a\":{\"say\":\"x\",\"next\":\"b\"}}}}|422|/flow/steps/a/next|MISSING_TARGET"
            })
    void refusesWithPointerAndCode(String body, int status, String pointer, String code) {
        Answer answer = user.post("/calls", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(answer.at("/errors/0/code")).isEqualTo(code);
        assertThat(user.get("/calls").json().at("/data").size()).isZero();
    }

    @Test
    void refusesANumberThatIsSuppressed() {
        update(
                "INSERT INTO suppressions (id, organization_id, number, reason)"
                        + " VALUES ('%s', '%s', '+12025550123', 'opt_out')");

        Answer answer = place("+12025550123");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/code")).isEqualTo("NUMBER_SUPPRESSED");
        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/to");
    }

    @Test
    void runsAnInlineFlowThatIsNotListed() {
        Answer answer =
                user.post(
                        "/calls",
                        "{\"to\":\"+12025550123\",\"from\":\"+12025550100\",\"flow\":{\"start\":\"a\",\"steps\":{\"a\":{\"say\":\"x\"}}}}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.at("/from")).isEqualTo("+12025550100");
        assertThat(user.get("/flows").json().at("/data").size()).isZero();
    }

    @Test
    void answersARepeatedRequestWithTheSameCall() {
        ApiClient repeating = user.with("Idempotency-Key", "one");
        String body = "{\"to\":\"+12025550123\",\"message\":\"x\"}";

        String first = repeating.post("/calls", body).at("/id");

        assertThat(repeating.post("/calls", body).at("/id")).isEqualTo(first).startsWith("call_");
        assertThat(user.get("/calls").json().at("/data").size()).isEqualTo(1);
    }

    @Test
    void listsCallsNewestFirstByPagesAndFilters() {
        String first = place("+12025550121").at("/id");
        String second = place("+12025550122").at("/id");

        Answer page = user.get("/calls?limit=1");

        assertThat(page.at("/data/0/id")).isEqualTo(second);
        assertThat(user.get("/calls?limit=1&after=" + page.at("/next")).at("/data/0/id"))
                .isEqualTo(first);
        assertThat(ids("to=%2B12025550121")).containsExactly(first);
        assertThat(ids("to=+12025550121")).containsExactly(first);
        assertThat(ids("status=queued&date_from=2020-01-01")).containsExactly(second, first);
        assertThat(ids("date_to=2020-01-01")).isEmpty();
        assertThat(ids("result=human")).isEmpty();
        assertThat(ids("lead_id=" + user.get("/calls/" + first).at("/lead_id")))
                .containsExactly(first);
        assertThat(user.get("/calls?status=over").status()).isEqualTo(422);
        assertThat(user.get("/calls/active").json().at("/data").size()).isZero();
    }

    @Test
    void showsNoClaimOfACampaign() {
        String id = place("+12025550121").at("/id");
        update(
                "UPDATE calls SET state = 'claimed', single = false WHERE id <> '%s' AND organization_id = '%s'");

        assertThat(user.get("/calls/" + id).status()).isEqualTo(404);
        assertThat(ids("limit=5")).isEmpty();
    }

    @Test
    void notesWhatPeopleSay() {
        String id = place("+12025550121").at("/id");

        user.patch("/calls/" + id, "{\"disposition\":\"interested\",\"satisfaction\":4}");
        Answer answer =
                user.patch("/calls/" + id, "{\"notes\":\"call again\",\"disposition\":null}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/disposition").isNull()).isTrue();
        assertThat(answer.at("/notes")).isEqualTo("call again");
        assertThat(answer.json().at("/satisfaction").asInt()).isEqualTo(4);
        assertThat(user.patch("/calls/" + id, "{\"satisfaction\":6}").status()).isEqualTo(422);
        assertThat(user.patch("/calls/" + id, "{\"status\":\"x\"}").status()).isEqualTo(400);
    }

    @Test
    void streamsARecordingWholeOrByRange() throws IOException {
        String id = place("+12025550121").at("/id");
        assertThat(user.get("/calls/" + id + "/recording").status()).isEqualTo(404);
        BlobId blob =
                server.bean(Blobs.class)
                        .write(
                                organization,
                                BlobPurpose.RECORDING,
                                "audio/wav",
                                new ByteArrayInputStream(
                                        "0123456789"
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                                100);
        update(
                "UPDATE calls SET recording_blob_id = '"
                        + blob.value()
                        + "' WHERE id <> '%s' AND organization_id = '%s'");

        Answer whole = user.get("/calls/" + id + "/recording");
        Answer part = user.with("Range", "bytes=2-4").get("/calls/" + id + "/recording");

        assertThat(whole.text()).isEqualTo("0123456789");
        assertThat(whole.header("Content-Type")).isEqualTo("audio/wav");
        assertThat(whole.header("Content-Length")).isEqualTo("10");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("234");
    }

    @Test
    void hidesCallsOfOthers() {
        String id = place("+12025550121").at("/id");
        ApiClient other = server.organization("other of " + name, "admin");

        assertThat(other.get("/calls/" + id).status()).isEqualTo(404);
        assertThat(other.get("/calls/" + id + "/events").status()).isEqualTo(404);
        assertThat(other.patch("/calls/" + id, "{}").status()).isEqualTo(404);
        assertThat(user.get("/calls/" + id + "/events").json().at("/data").size()).isZero();
    }

    @Test
    void needsAScopeOfItsOwnToDial() {
        ApiClient reader = server.organization("reader of " + name, "calls:read");

        assertThat(reader.post("/calls", "{}").status()).isEqualTo(403);
        assertThat(reader.get("/calls").status()).isEqualTo(200);
    }

    private Answer place(String to) {
        return user.post("/calls", "{\"to\":\"" + to + "\",\"message\":\"x\"}");
    }

    private java.util.List<String> ids(String query) {
        var ids = new java.util.ArrayList<String>();
        user.get("/calls?" + query)
                .json()
                .at("/data")
                .forEach(call -> ids.add(call.at("/id").asString()));
        return ids;
    }

    private static Map<String, Object> row(String id) {
        Transactions transactions = server.bean(Transactions.class);
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(
                                        """
                                        SELECT k.state, k.single, l.priority, l.person_key, c.kind, length(k.callback_token) AS token
                                        FROM calls k JOIN leads l ON l.id = k.lead_id JOIN campaigns c ON c.id = k.campaign_id
                                        WHERE k.id = :id AND l.call_id = k.id
                                        """)
                                .param("id", CallId.parse(id).value())
                                .query()
                                .singleRow());
    }

    private static UUID query(String sql) {
        Transactions transactions = server.bean(Transactions.class);
        return transactions.system(() -> transactions.jdbc().sql(sql).query(UUID.class).single());
    }

    /** The first blank is a new id, the second the organization. */
    private void update(String sql) {
        server.database().asSuperuser(sql.formatted(UuidV7.next(), organization.value()));
    }
}
