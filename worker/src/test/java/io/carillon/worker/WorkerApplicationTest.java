package io.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** The worker process as a whole, without a Temporal server. */
class WorkerApplicationTest {
    /** Nothing listens on the discard port. */
    private static final String NOBODY = "127.0.0.1:9";

    @TempDir Path home;

    @Test
    void bootsWithoutTemporalAndSaysWhatIsMissing() throws Exception {
        try (TestDatabase database = TestDatabase.open();
                ConfigurableApplicationContext context = boot(database)) {
            HealthIndicator workers =
                    context.getBean("workersHealthIndicator", HealthIndicator.class);
            int port =
                    Integer.parseInt(
                            context.getEnvironment().getRequiredProperty("local.server.port"));

            HttpResponse<String> readiness =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + port
                                                                    + "/actuator/health/readiness"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());

            assertThat(workers.health()).extracting("status").isEqualTo(Status.DOWN);
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("missing").contains("Temporal");
        }
    }

    private ConfigurableApplicationContext boot(TestDatabase database) {
        return WorkerApplication.application()
                .run(
                        "--server.port=0",
                        "--carillon.home=" + home,
                        "--carillon.database.url=" + database.url(),
                        "--carillon.temporal.address=" + NOBODY);
    }
}
