package io.carillon.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.Outbox;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class EndpointApiTest {
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start("--carillon.allow-local-webhooks=true");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void showsTheSecretOnceAndOnlyOnce() {
        ApiClient admin = server.organization("once", "webhooks:read", "webhooks:write");

        Answer made =
                admin.with("Idempotency-Key", "k1")
                        .post(
                                "/webhook-endpoints",
                                "{\"url\":\"http://127.0.0.1:9/hook\",\"events\":[\"call.completed\"],\"description\":\"mine\"}");
        Answer repeated =
                admin.with("Idempotency-Key", "k1")
                        .post(
                                "/webhook-endpoints",
                                "{\"url\":\"http://127.0.0.1:9/hook\",\"events\":[\"call.completed\"],\"description\":\"mine\"}");
        Answer shown = admin.get("/webhook-endpoints/" + made.at("/id"));
        Answer listed = admin.get("/webhook-endpoints");

        assertThat(made.status()).as("%s", made).isEqualTo(201);
        assertThat(made.at("/secret")).startsWith("whsec_");
        assertThat(made.at("/id")).startsWith("whe_");
        assertThat(made.at("/status")).isEqualTo("active");
        assertThat(repeated.status()).isEqualTo(409);
        assertThat(repeated.text()).contains(made.at("/id")).doesNotContain("whsec_");
        assertThat(shown.text()).doesNotContain("secret");
        assertThat(listed.at("/data/0/events/0")).isEqualTo("call.completed");
        assertThat(listed.text()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | 422 | REQUIRED           | /url",
                "{\"url\":\"ftp://example.com\"}                       | 422 | URL_SCHEME         | /url",
                "{\"url\":\"https://10.0.0.1/hook\"}                   | 422 | URL_ADDRESS        | /url",
                "{\"url\":\"https://169.254.169.254/latest\"}          | 422 | URL_ADDRESS        | /url",
                "{\"url\":\"https://u:p@example.com\"}                 | 422 | URL_INVALID        | /url",
                "{\"url\":\"no url\"}                                  | 422 | URL_INVALID        | /url",
                "{\"url\":\"http://127.0.0.1/\",\"events\":[]}         | 422 | REQUIRED           | /events",
                "{\"url\":\"http://127.0.0.1/\",\"events\":[\"nope\"]} | 422 | EVENT_TYPE_UNKNOWN | /events/0",
                "{\"url\":\"http://127.0.0.1/\",\"events\":\"*\"}      | 400 | WRONG_TYPE         | /events",
                "{\"url\":\"http://127.0.0.1/\",\"colour\":1}          | 400 | UNKNOWN_MEMBER     | /colour",
                "{\"url\":\"http://127.0.0.1/\",\"secret\":\"whsec_x\"}| 400 | UNKNOWN_MEMBER     | /secret",
            })
    void refusesWhatCannotBeAnEndpoint(String body, int status, String code, String pointer) {
        ApiClient admin = server.organization("refused", "admin");

        Answer answer = admin.post("/webhook-endpoints", body);

        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.at("/errors/0/code")).isEqualTo(code);
        assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
    }

    @Test
    void changesPausesAndDeletes() {
        ApiClient admin = server.organization("change", "admin");
        String path = "/webhook-endpoints/" + make(admin).at("/id");

        Answer changed =
                admin.patch(
                        path,
                        "{\"events\":[\"lead.finished\",\"lead.finished\"],\"description\":null,\"status\":\"paused\"}");
        Answer resumed = admin.patch(path, "{\"status\":\"active\"}");
        Answer refused = admin.patch(path, "{\"status\":\"disabled\"}");
        Answer deleted = admin.delete(path);

        assertThat(changed.at("/events/0")).isEqualTo("lead.finished");
        assertThat(changed.json().at("/events").size()).isEqualTo(1);
        assertThat(changed.at("/status")).isEqualTo("paused");
        assertThat(resumed.at("/status")).isEqualTo("active");
        assertThat(resumed.at("/events/0")).isEqualTo("lead.finished");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(admin.delete(path).status()).isEqualTo(404);
        assertThat(admin.patch(path, "{}").status()).isEqualTo(404);
        assertThat(admin.post(path + "/test").status()).isEqualTo(404);
    }

    @Test
    void anotherOrganizationsEndpointDoesNotExist() {
        ApiClient ours = server.organization("ours", "admin");
        ApiClient theirs = server.organization("theirs", "admin");
        String path = "/webhook-endpoints/" + make(ours).at("/id");

        for (Answer answer :
                List.of(
                        theirs.get(path),
                        theirs.patch(path, "{}"),
                        theirs.delete(path),
                        theirs.get(path + "/deliveries"),
                        theirs.post(path + "/rotate-secret"),
                        theirs.post(path + "/test"),
                        theirs.post(path + "/redeliver", "{\"since\":\"2026-11-01T00:00:00Z\"}"),
                        theirs.get("/webhook-endpoints/whe_nonsense"))) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(404);
        }
        assertThat(ours.get(path).status()).isEqualTo(200);
    }

    @Test
    void asksForTheScope() {
        ApiClient reader = server.organization("scope", "webhooks:read");
        ApiClient stranger = server.organization("stranger", "leads:read");

        assertThat(reader.get("/webhook-endpoints").status()).isEqualTo(200);
        assertThat(reader.post("/webhook-endpoints", "{}").status()).isEqualTo(403);
        assertThat(stranger.get("/webhook-endpoints").status()).isEqualTo(403);
        assertThat(stranger.get("/events").status()).isEqualTo(403);
        assertThat(stranger.get("/stream").status()).isEqualTo(403);
    }

    @Test
    void testsAndRotatesWithBothSignatures() throws Exception {
        ApiClient admin = server.organization("test", "admin");
        var got = new LinkedBlockingQueue<Map.Entry<Map<String, List<String>>, String>>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    var headers = new HashMap<String, List<String>>();
                    exchange.getRequestHeaders()
                            .forEach((n, v) -> headers.put(n.toLowerCase(Locale.ROOT), v));
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    got.add(Map.entry(headers, body));
                    exchange.sendResponseHeaders(202, -1);
                    exchange.close();
                });
        receiver.start();
        Answer made =
                admin.post(
                        "/webhook-endpoints",
                        "{\"url\":\"http://127.0.0.1:%d/\"}"
                                .formatted(receiver.getAddress().getPort()));
        String path = "/webhook-endpoints/" + made.at("/id");

        Answer rotated = admin.post(path + "/rotate-secret");
        Answer tested = admin.post(path + "/test");

        assertThat(tested.status()).as("%s", tested).isEqualTo(200);
        assertThat(tested.json().at("/accepted").asBoolean()).isTrue();
        assertThat(tested.json().at("/response_status").asInt()).isEqualTo(202);
        var message = got.poll(5, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        new Webhook(made.at("/secret")).verify(message.getValue(), message.getKey());
        new Webhook(rotated.at("/secret")).verify(message.getValue(), message.getKey());
        assertThat(message.getKey().get("webhook-id")).containsExactly(tested.at("/id"));
        receiver.stop(0);
    }

    @Test
    void saysWhyATestFailed() {
        ApiClient admin = server.organization("unreachable", "admin");

        Answer tested = admin.post("/webhook-endpoints/" + make(admin).at("/id") + "/test");

        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.json().at("/accepted").asBoolean()).isFalse();
        assertThat(tested.at("/error")).isEqualTo("connection_failed");
        assertThat(tested.json().at("/response_status").isNull()).isTrue();
    }

    @Test
    void listsEventsAndDeliveriesAndRedelivers() {
        ApiClient admin = server.organization("events", "admin");
        String endpoint = make(admin).at("/id");
        OrganizationId organization = organizationOf(endpoint);
        var call = new CallId(UUID.randomUUID());
        var campaign = new CampaignId(UUID.randomUUID());
        append(organization, call, campaign, "call.ringing", "call.answered", "call.completed");

        Answer first = admin.get("/events?limit=2");
        Answer rest = admin.get("/events?after=" + first.at("/next"));
        Answer behind = admin.get("/events?after=" + first.at("/data/0/id"));
        String path = "/webhook-endpoints/" + endpoint;
        Answer deliveries = admin.get(path + "/deliveries?limit=2&status=pending");
        Answer older = admin.get(path + "/deliveries?after=" + deliveries.at("/next"));
        Answer again =
                admin.post(
                        path + "/redeliver", "{\"event_id\":\"" + first.at("/data/0/id") + "\"}");
        Answer range = admin.post(path + "/redeliver", "{\"since\":\"2020-01-01T00:00:00Z\"}");

        assertThat(first.at("/data/0/type")).isEqualTo("call.ringing");
        assertThat(first.at("/data/0/subject_id")).isEqualTo(call.toString());
        assertThat(first.at("/data/0/organization_id")).isEqualTo(organization.toString());
        assertThat(first.json().at("/data/1/sequence").asInt()).isEqualTo(2);
        assertThat(rest.at("/data/0/type")).isEqualTo("call.completed");
        assertThat(rest.json().at("/next").isNull()).isTrue();
        assertThat(behind.json().at("/data").size()).isEqualTo(2);
        assertThat(admin.get("/events?call_id=" + call).json().at("/data").size()).isEqualTo(3);
        assertThat(
                        admin.get("/events?campaign_id=" + campaign + "&type=call.answered")
                                .json()
                                .at("/data")
                                .size())
                .isEqualTo(1);
        assertThat(deliveries.at("/data/0/type")).isEqualTo("call.completed");
        assertThat(older.at("/data/0/type")).isEqualTo("call.ringing");
        assertThat(again.status()).as("%s", again).isEqualTo(202);
        assertThat(range.json().at("/deliveries").asInt()).isEqualTo(3);
        assertThat(admin.get(path + "/deliveries").json().at("/data").size()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/events?type=nope          | 422",
                "/events?call_id=nope       | 400",
                "/events?since=yesterday    | 400",
                "/events?limit=0            | 422",
                "/events?after=nope         | 400",
                "/events?after=evt_nope     | 400",
                "/stream?call_id=nope       | 400",
                "/stream?type=nope          | 422",
            })
    void refusesQueriesThatMeanNothing(String path, int status) {
        assertThat(server.organization("queries", "admin").get(path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                          | 422",
                "{\"event_id\":\"evt_x\"}                                                    | 422",
                "{\"event_id\":\"evt_00000000000000000000000000\"}                           | 422",
                "{\"since\":\"2026-11-02T00:00:00Z\",\"until\":\"2026-11-01T00:00:00Z\"}     | 422",
                "{\"since\":5}                                                               | 400",
            })
    void refusesRedeliveriesThatMeanNothing(String body, int status) {
        ApiClient admin = server.organization("redeliver", "admin");
        String path = "/webhook-endpoints/" + make(admin).at("/id");

        assertThat(admin.post(path + "/redeliver", body).status()).isEqualTo(status);
    }

    private static Answer make(ApiClient client) {
        return client.post("/webhook-endpoints", "{\"url\":\"http://127.0.0.1:9/hook\"}");
    }

    private static OrganizationId organizationOf(String endpoint) {
        Transactions transactions = server.bean(Transactions.class);
        return new OrganizationId(
                transactions.system(
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(
                                                "SELECT organization_id FROM webhook_endpoints WHERE id = :id")
                                        .param(
                                                "id",
                                                io.carillon.workflows.ids.EndpointId.parse(endpoint)
                                                        .value())
                                        .query(UUID.class)
                                        .single()));
    }

    private static void append(
            OrganizationId organization, CallId call, CampaignId campaign, String... types) {
        Transactions transactions = server.bean(Transactions.class);
        for (String type : types) {
            transactions.system(
                    () ->
                            server.bean(Outbox.class)
                                    .append(
                                            new Outbox.Event(
                                                    organization,
                                                    type,
                                                    call.toString(),
                                                    Instant.now(),
                                                    campaign,
                                                    call,
                                                    Map.of())));
        }
        server.bean(EventRelay.class).relay();
    }
}
