package io.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What is shown to anyone, without a key. */
class PublicPagesTest {
    private static ApiServer server;
    private static ApiClient anyone;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        anyone = server.anyone();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void saysThatItIsAlive() {
        Answer answer = anyone.get("//healthz");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("ok");
        assertThat(answer.json().at("/active_calls").asInt(-1)).isZero();
        assertThat(answer.json().at("/uptime_seconds").isIntegralNumber()).isTrue();
    }

    @Test
    void saysWhatCannotBeReached() {
        Answer answer = anyone.get("//readyz");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("/database")).isEqualTo("ok");
        assertThat(answer.at("/temporal")).isEqualTo("unreachable");
    }

    @Test
    void keepsMetricsOnTheirOwnPort() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> metrics =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + server.managementPort()
                                                            + "/actuator/prometheus"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body())
                    .contains(
                            "jvm_memory_used_bytes",
                            "carillon_events_waiting 0.0",
                            "carillon_events_oldest_age_seconds 0.0",
                            "carillon_deliveries_waiting 0.0",
                            "carillon_webhook_endpoints_disabled 0.0");
        }
        assertThat(anyone.get("//actuator/prometheus").status()).isEqualTo(404);
    }

    @Test
    void saysInOneLineWhyItCannotStart() {
        try {
            ApiApplication.application()
                    .run(
                            "--server.port=0",
                            "--management.server.port=0",
                            "--carillon.database.url=postgresql://carillon:no@127.0.0.1:1/nowhere");
            throw new AssertionError("started without a database");
        } catch (RuntimeException broken) {
            assertThat(BootFailures.line(broken))
                    .startsWith("carillon api: the database cannot be used (DATABASE_URL): ")
                    .hasLineCount(1);
        }
    }
}
