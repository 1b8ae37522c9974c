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
import java.util.ArrayList;
import java.util.List;

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
    void documentsEveryPath() {
        Answer document = anyone.get("//v3/api-docs");

        assertThat(document.status()).as(document.text()).isEqualTo(200);
        List<String> paths = new ArrayList<>();
        document.json().at("/paths").properties().forEach(path -> paths.add(path.getKey()));
        assertThat(paths)
                .contains(
                        "/api/v1/campaigns",
                        "/api/v1/campaigns/{id}",
                        "/api/v1/campaigns/{id}/start",
                        "/api/v1/campaigns/{id}/pause",
                        "/api/v1/campaigns/{id}/resume",
                        "/api/v1/campaigns/{id}/stop",
                        "/api/v1/campaigns/{id}/dry-run",
                        "/api/v1/campaigns/{id}/progress",
                        "/api/v1/campaigns/{id}/why-idle",
                        "/api/v1/caller-ids",
                        "/api/v1/caller-ids/{id}",
                        "/api/v1/suppressions",
                        "/api/v1/suppressions/{id}",
                        "/api/v1/carrier-accounts",
                        "/api/v1/carrier-accounts/{id}",
                        "/api/v1/organizations",
                        "/api/v1/organizations/{id}",
                        "/api/v1/audit-log",
                        "/api/v1/api-keys",
                        "/api/v1/api-keys/{id}",
                        "/api/v1/api-keys/{id}/rotate",
                        "/healthz",
                        "/readyz");
        assertThat(anyone.get("//docs").status()).isIn(200, 302);
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
            assertThat(metrics.body()).contains("jvm_memory_used_bytes");
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
