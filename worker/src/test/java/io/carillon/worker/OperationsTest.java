package io.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.testing.Runbook;
import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Alerts, dashboard and runbook beside a worker's real metrics; Temporal is away. */
class OperationsTest {
    private static final Path FOLDER = Path.of("..", ".github", "operations");

    /** Added by whoever scrapes. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

    /** The SDK hands its metrics over every ten seconds. */
    private static final Duration UNTIL_REPORTED = Duration.ofSeconds(60);

    @TempDir static Path home;

    private static TestDatabase database;
    private static ConfigurableApplicationContext worker;
    private static Scrape scrape;

    private final Runbook runbook = Runbook.read();

    @BeforeAll
    static void scrape() {
        database = TestDatabase.open();
        worker =
                WorkerApplication.application()
                        .run(
                                "--server.port=0",
                                "--carillon.home=" + home,
                                "--carillon.database.url=" + database.url(),
                                "--carillon.temporal.patience=PT0.2S",
                                "--carillon.temporal.address=127.0.0.1:9");
        int port =
                Integer.parseInt(worker.getEnvironment().getRequiredProperty("local.server.port"));
        scrape =
                await().atMost(UNTIL_REPORTED)
                        .until(
                                () -> Scrape.of(port),
                                seen -> seen.has("temporal_request_failure_total"));
    }

    @AfterAll
    static void close() {
        worker.close();
        database.close();
    }

    @Test
    void everyMetricAskedForIsMeasuredWithItsLabels() throws IOException {
        assertThat(Stream.concat(alertExpressions(), panelExpressions()).toList())
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        expression -> PromQl.read(expression).metrics().forEach(this::isMeasured));
    }

    private void isMeasured(String metric, Set<String> asked) {
        if (metric.equals("up")) {
            return;
        }
        assertThat(scrape.labels().keySet()).contains(metric);
        var labels = new TreeSet<>(scrape.labels().getOrDefault(metric, Set.of()));
        labels.addAll(OF_THE_TARGET);
        assertThat(labels).as(metric).containsAll(asked);
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhereToReadOn() throws IOException {
        Set<String> anchors =
                runbook.headings().stream().map(OperationsTest::anchor).collect(Collectors.toSet());

        assertThat(alerts())
                .allSatisfy(
                        alert -> {
                            assertThat(alert.severity()).isIn("page", "ticket");
                            assertThat(alert.summary()).isNotBlank();
                            assertThat(alert.url())
                                    .isEqualTo(
                                            ".github/operations/runbook.md#"
                                                    + anchor(alert.name()));
                            assertThat(anchors).contains(anchor(alert.name()));
                        });
    }

    @Test
    void theRunbookHasAPageForEveryAlertAndForNoOther() throws IOException {
        assertThat(runbook.headings().stream().filter(heading -> heading.matches("Carillon\\w+")))
                .containsExactlyInAnyOrderElementsOf(alerts().stream().map(Alert::name).toList());
    }

    @Test
    void theRunbookExplainsEveryMetricOfOurs() {
        assertThat(ours()).isNotEmpty().allSatisfy(metric -> assertThat(said(metric)).isTrue());
    }

    private boolean said(String metric) {
        return runbook.text().contains("`" + metric + "`")
                || runbook.text().contains("`" + metric + "{");
    }

    @Test
    void theDashboardShowsEveryMetricOfOurs() throws IOException {
        Set<String> shown =
                panelExpressions()
                        .flatMap(expression -> PromQl.read(expression).metrics().keySet().stream())
                        .collect(Collectors.toSet());

        assertThat(shown).containsAll(ours());
    }

    @Test
    void theDashboardAsksWhichPrometheusAndCanBeImported() throws IOException {
        JsonNode dashboard = dashboard();

        assertThat(dashboard.path("templating").path("list").path(0).path("type").asString(""))
                .isEqualTo("datasource");
        var ids = new TreeSet<Integer>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).as("%s", panel).isTrue();
            assertThat(panel.path("title").asString("")).isNotBlank();
            if (!panel.path("type").asString("").equals("row")) {
                assertThat(panel.path("datasource").path("uid").asString(""))
                        .isEqualTo("${datasource}");
                assertThat(panel.path("description").asString("")).isNotBlank();
                assertThat(panel.path("targets").size()).isPositive();
            }
        }
    }

    private static Set<String> ours() {
        return scrape.labels().keySet().stream()
                .filter(metric -> metric.startsWith("carillon_"))
                .collect(Collectors.toSet());
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT);
    }

    private static Stream<String> alertExpressions() throws IOException {
        return alerts().stream().map(Alert::expression);
    }

    private static Stream<String> panelExpressions() throws IOException {
        return dashboard()
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString());
    }

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("dashboard.json")));
    }

    private record Alert(
            String name, String expression, String severity, String summary, String url) {}

    private static List<Alert> alerts() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml")));
        var alerts = new ArrayList<Alert>();
        JsonNode read = JsonMapper.shared().valueToTree(file);
        for (JsonNode group : read.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                alerts.add(
                        new Alert(
                                rule.path("alert").asString(""),
                                rule.path("expr").asString(""),
                                rule.path("labels").path("severity").asString(""),
                                rule.path("annotations").path("summary").asString(""),
                                rule.path("annotations").path("runbook_url").asString("")));
            }
        }
        return alerts;
    }
}
