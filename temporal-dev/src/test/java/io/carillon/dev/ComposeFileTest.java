package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** docker-compose.yml, read as Compose would read it: no engine is needed to see what it says. */
class ComposeFileTest {
    private static final Path FILE = Path.of("..", "docker-compose.yml");

    @Test
    void startsEveryServiceTheProgramNeeds() throws IOException {
        Map<String, Map<String, Object>> services = member(file(), "services");

        assertThat(services)
                .containsOnlyKeys(
                        "postgresql",
                        "temporal-schema",
                        "temporal",
                        "temporal-ui",
                        "api",
                        "worker",
                        "simulator",
                        "prometheus",
                        "grafana");
        assertThat(services.values())
                .allSatisfy(
                        service ->
                                assertThat(
                                                service.containsKey("image")
                                                        || service.containsKey("build"))
                                        .isTrue());
    }

    @Test
    void givesTheProcessesOfTheServicesTheirCommandAndEnvironment() throws IOException {
        ComposeFile compose = ComposeFile.read(FILE, Map.of("TEMPORAL_NAMESPACE", "calls"));

        assertThat(compose.command("api")).startsWith("java", "-jar", "/opt/carillon/api.jar");
        assertThat(compose.environment("worker"))
                .containsEntry("TEMPORAL_NAMESPACE", "calls")
                .containsEntry(
                        "DATABASE_URL", "postgresql://carillon:carillon@postgresql:5432/carillon");
        assertThat(compose.config("temporal-schema")).contains("$tool create");
    }

    @Test
    void passesOnWhatIsSetOutsideOnly() throws IOException {
        ComposeFile compose =
                ComposeFile.read(FILE, Map.of("CARILLON_ILYOST_URL", "https://voice.example"));

        assertThat(compose.environment("api"))
                .containsEntry("CARILLON_ILYOST_URL", "https://voice.example")
                .doesNotContainKey("CARILLON_TWILIO_URL");
    }

    @Test
    void mountsFilesThatExistAndTellsPrometheusOfEachProcess() throws IOException {
        Map<String, Map<String, Object>> services = member(file(), "services");

        for (String service : List.of("prometheus", "grafana")) {
            assertThat((Iterable<?>) services.getOrDefault(service, Map.of()).get("volumes"))
                    .filteredOn(volume -> volume.toString().startsWith("./"))
                    .isNotEmpty()
                    .allSatisfy(
                            volume ->
                                    assertThat(
                                                    FILE.resolveSibling(
                                                            volume.toString().split(":", 2)[0]))
                                            .isRegularFile());
        }
        Map<String, Object> scrapes =
                new Yaml().load(ComposeFile.read(FILE, Map.of()).config("prometheus"));
        assertThat(scrapes.toString()).contains("carillon-api", "carillon-worker", "alerts.yaml");
    }

    @Test
    void waitsOnlyForServicesThatExist() throws IOException {
        Map<String, Map<String, Object>> services = member(file(), "services");

        services.values().stream()
                .filter(service -> service.containsKey("depends_on"))
                .forEach(
                        service ->
                                assertThat(services)
                                        .containsKeys(
                                                ComposeFileTest.<Object>member(
                                                                service, "depends_on")
                                                        .keySet()
                                                        .toArray(String[]::new)));
    }

    @Test
    void runsClassesThatExist() throws Exception {
        String simulator =
                member(member(file(), "services"), "simulator")
                        .getOrDefault("command", "")
                        .toString();

        String main = simulator.replaceAll("(?s).*loader\\.main=([\\w.]+).*", "$1");

        assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
    }

    @Test
    void switchesResetOff() throws IOException {
        Map<String, Object> ui = member(member(file(), "services"), "temporal-ui");

        assertThat(ComposeFileTest.<Object>member(ui, "environment"))
                .containsEntry("TEMPORAL_WORKFLOW_RESET_DISABLED", "true");
    }

    @Test
    void exposesNothingBeyondThisMachine() throws IOException {
        Map<String, Map<String, Object>> services = member(file(), "services");

        services.values().stream()
                .filter(service -> service.containsKey("ports"))
                .forEach(
                        service ->
                                assertThat((Iterable<?>) service.get("ports"))
                                        .allSatisfy(
                                                port ->
                                                        assertThat(port.toString())
                                                                .startsWith("127.0.0.1:")));
    }

    private static Map<String, Object> file() throws IOException {
        return new Yaml().load(Files.readString(FILE));
    }

    @SuppressWarnings("unchecked")
    private static <V> Map<String, V> member(Map<String, ?> of, String name) {
        Object value = of.get(name);
        assertThat(value).as(name).isInstanceOf(Map.class);
        return (Map<String, V>) Objects.requireNonNull(value);
    }
}
