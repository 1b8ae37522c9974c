package io.carillon.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class IdempotencyTest {
    private static ApiServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        client = Tenants.ready(server, "idempotent");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void repeatsTheStoredAnswerAndNotTheEffect() {
        ApiClient once = client.with("Idempotency-Key", "one");

        Answer first = once.post("/campaigns", Tenants.campaign("\"default_country\":\"US\""));
        Answer again = once.post("/campaigns", Tenants.campaign("\"default_country\":\"US\""));

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void refusesTheSameKeyForAnotherBody() {
        ApiClient once = client.with("Idempotency-Key", "two");
        once.post("/caller-ids", "{\"number\":\"+12025550101\"}");

        Answer other = once.post("/caller-ids", "{\"number\":\"+12025550102\"}");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void keepsRefusalsOfMeaningAndState() {
        ApiClient once = client.with("Idempotency-Key", "three");

        Answer refused = once.post("/caller-ids", "{\"number\":\"12\"}");
        Answer again = once.post("/caller-ids", "{\"number\":\"12\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(again.text()).isEqualTo(refused.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void doesNotKeepWhatCouldNotBeParsed() {
        ApiClient once = client.with("Idempotency-Key", "four");

        assertThat(once.post("/caller-ids", "{\"numbre\":1}").status()).isEqualTo(400);
        assertThat(once.post("/caller-ids", "{\"number\":\"+12025550103\"}").status())
                .isEqualTo(201);
    }

    @Test
    void storesNoSecretAndNamesWhatWasMade() {
        ApiClient once = client.with("Idempotency-Key", "five");
        String body = "{\"name\":\"k\",\"scopes\":[\"campaigns:read\"]}";

        Answer made = once.post("/api-keys", body);
        Answer again = once.post("/api-keys", body);

        assertThat(made.at("/key")).as(made.toString()).startsWith("ck_");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains(made.at("/id")).doesNotContain(made.at("/key"));
    }

    @Test
    void holdsForTheOperatorToo() {
        ApiClient once = server.operator().with("Idempotency-Key", "six");

        Answer made = once.post("/organizations", "{\"name\":\"six\"}");
        Answer again = once.post("/organizations", "{\"name\":\"six\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains(made.at("/id"));
    }

    @Test
    void hasOneEffectHoweverManyComeAtOnce() throws Exception {
        ApiClient once = client.with("Idempotency-Key", "seven");
        List<Future<Answer>> answers = new ArrayList<>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                answers.add(
                        threads.submit(
                                () ->
                                        once.post(
                                                "/campaigns",
                                                Tenants.campaign("\"keep_open\":true"))));
            }
        }

        var made = new java.util.HashSet<String>();
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isIn(201, 409);
            if (answer.get().status() == 201) {
                made.add(answer.get().at("/id"));
            } else {
                assertThat(answer.get().at("/code")).isEqualTo("IDEMPOTENCY_KEY_RUNNING");
            }
        }
        assertThat(made).hasSize(1);
    }

    @Test
    void switchesOnceAndAnswersAlike() {
        String id = client.post("/campaigns", Tenants.campaign("\"keep_open\":true")).at("/id");
        client.post("/campaigns/" + id + "/start");
        ApiClient once = client.with("Idempotency-Key", "eight");

        Answer paused = once.post("/campaigns/" + id + "/pause");
        client.post("/campaigns/" + id + "/resume");
        Answer again = once.post("/campaigns/" + id + "/pause");

        assertThat(paused.at("/status")).isEqualTo("paused");
        assertThat(again.text()).isEqualTo(paused.text());
        assertThat(client.get("/campaigns/" + id).at("/status")).isEqualTo("active");
    }

    @Test
    void forgetsAfterADay() {
        ApiClient once = client.with("Idempotency-Key", "nine");
        Answer first = once.post("/caller-ids", "{\"number\":\"+12025550109\"}");
        server.database()
                .asSuperuser(
                        "UPDATE idempotency_keys SET created_at = created_at - interval '25 hours' WHERE key = 'nine'");

        Answer later = once.post("/caller-ids", "{\"number\":\"+12025550109\"}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(later.status()).isEqualTo(409);
        assertThat(later.at("/code")).isEqualTo("ALREADY_EXISTS");
    }
}
