package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The services of docker-compose.yml as processes: PostgreSQL, a Temporal server on it, its Web UI,
 * the API, two workers and the simulated carrier, each with the command and the environment the
 * file gives it; only hosts, ports and folders are this machine's.
 */
final class ServiceStack implements Stack {
    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final long STOP_SECONDS = 30;

    private final Settings settings;
    private final Home home;
    private final Ports ports;
    private final ComposeFile compose;
    private final TemporalPrograms programs;
    private final Path root;
    private final Console console;
    private final Probes probes = new Probes();
    private final Deque<Child> started = new ArrayDeque<>();

    ServiceStack(Settings settings, Path root, Console console) throws IOException {
        this.settings = settings;
        this.home = settings.home();
        this.ports = settings.ports();
        this.root = root;
        this.console = console;
        this.compose = ComposeFile.read(root.resolve("docker-compose.yml"), settings.environment());
        this.programs =
                new TemporalPrograms(root.resolve("temporal-dev"), TemporalBinary.cache(), console);
    }

    @Override
    public void start() throws IOException, InterruptedException, SQLException {
        var postgres = new Postgres(home, ports.postgresql(), console);
        started.push(postgres.start());
        temporalSchema(postgres);
        ready(temporal(), () -> probes.listens(ports.temporal()));
        Child ui = begin(temporalUi());
        Child api = begin(java("api", "api", Map.of("CARILLON_PORT", "" + ports.api()), List.of()));
        api.awaitReady(() -> probes.healthy(settings.api() + "/healthz"), BOOT);
        ready(
                java("simulator", "simulator", Map.of(), List.of()),
                () -> probes.healthy(settings.simulator() + "/health"));
        for (int i = 0; i < 2; i++) {
            int port = i == 0 ? ports.worker() : ports.secondWorker();
            ready(
                    java("worker-" + (i + 1), "worker", Map.of(), List.of("--server.port=" + port)),
                    () ->
                            probes.healthy(
                                    "http://127.0.0.1:" + port + "/actuator/health/readiness"));
        }
        ui.awaitReady(() -> probes.listens(ports.temporalUi()), BOOT);
    }

    @Override
    public void stop() throws InterruptedException {
        while (!started.isEmpty()) {
            Child child = started.pop();
            // PostgreSQL takes TERM as "when all clients have left" and INT as "now, cleanly".
            child.stop(child.name().equals("postgresql") ? "INT" : "TERM", STOP_SECONDS);
        }
    }

    /** As the config {@code temporal-schema}: both databases, with the newest schema. */
    private void temporalSchema(Postgres postgres)
            throws IOException, InterruptedException, SQLException {
        Path ready = home.temporal().resolve("schema-ready");
        if (Files.exists(ready)) {
            return;
        }
        String password =
                compose.environment("temporal-schema").getOrDefault("SQL_PASSWORD", "temporal");
        postgres.login("temporal", password, "CREATEDB");
        for (String database : List.of("temporal", "temporal_visibility")) {
            schemaTool(password, database, "create");
            schemaTool(password, database, "setup-schema", "-v", "0.0");
            schemaTool(
                    password,
                    database,
                    "update-schema",
                    "--schema-name",
                    "postgresql/v12/" + database.replaceFirst("temporal_", ""));
        }
        Files.writeString(ready, "");
    }

    private void schemaTool(String password, String database, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("env", "SQL_PASSWORD=" + password));
        command.add(programs.schemaTool().toString());
        command.addAll(
                List.of(
                        "--plugin",
                        "postgres12",
                        "--ep",
                        "127.0.0.1",
                        "-p",
                        "" + ports.postgresql(),
                        "-u",
                        "temporal",
                        "--db",
                        database));
        command.addAll(List.of(words));
        var ran = Machine.run(command);
        if (!ran.well()) {
            throw new CannotStart("Temporal's schema cannot be made: " + ran.said());
        }
    }

    private Child temporal() throws IOException, InterruptedException {
        Path dynamic = home.temporal().resolve("settings.yaml");
        Files.writeString(dynamic, compose.config("temporal-settings"));
        Map<String, String> environment = here(compose.environment("temporal"));
        environment.put("POSTGRES_SEEDS", "127.0.0.1");
        environment.put("DB_PORT", "" + ports.postgresql());
        environment.put("BIND_ON_IP", "127.0.0.1");
        environment.put("DYNAMIC_CONFIG_FILE_PATH", dynamic.toString());
        environment.put("LOG_LEVEL", "warn");
        int inner = ports.temporalInner();
        for (String service : List.of("FRONTEND", "HISTORY", "MATCHING", "WORKER")) {
            environment.put(
                    service + "_GRPC_PORT",
                    "" + (service.equals("FRONTEND") ? ports.temporal() : inner++));
            environment.put(service + "_MEMBERSHIP_PORT", "" + inner++);
        }
        environment.put("FRONTEND_HTTP_PORT", "" + ports.temporalHttp());
        return new Child(
                "temporal",
                List.of(inHome(programs.server()), "--allow-no-auth", "start"),
                environment,
                home,
                console);
    }

    private Child temporalUi() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(home.temporal().resolve("ui"));
        boolean reset =
                !Boolean.parseBoolean(
                        compose.environment("temporal-ui").get("TEMPORAL_WORKFLOW_RESET_DISABLED"));
        Files.writeString(
                folder.resolve("carillon.yaml"),
                """
                temporalGrpcAddress: 127.0.0.1:%d
                host: 127.0.0.1
                port: %d
                enableUi: true
                workflowResetDisabled: %s
                """
                        .formatted(ports.temporal(), ports.temporalUi(), !reset));
        return new Child(
                "temporal-ui",
                List.of(
                        inHome(programs.ui()),
                        "--root",
                        folder.toString(),
                        "--config",
                        ".",
                        "--env",
                        "carillon",
                        "start"),
                Map.of(),
                home,
                console);
    }

    private Child java(
            String name, String service, Map<String, String> more, List<String> arguments)
            throws IOException {
        var command = new ArrayList<String>();
        for (String word : compose.command(service)) {
            command.add(here(word));
        }
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                1,
                List.of(
                        "-Xmx384m",
                        // Half a dozen of them on one machine: what the second compiler and a
                        // concurrent collector take is missing to the calls.
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // By this `down` knows that the process is ours.
                        "-Dcarillon.run=" + home.run()));
        command.addAll(arguments);
        Map<String, String> environment = here(compose.environment(service));
        environment.putAll(more);
        environment.put("CARILLON_SIMULATOR_SPEED", settings.speed());
        environment.put("CARILLON_ALLOW_LOCAL_WEBHOOKS", "true");
        environment.put("DATABASE_URL", new Postgres(home, ports.postgresql(), console).url());
        if (name.equals("simulator")) {
            command.addAll(List.of("--speed", settings.speed()));
        }
        return new Child(name, command, environment, home, console);
    }

    /** A link in the home: by the path a process was started with `down` knows that it is ours. */
    private String inHome(Path program) throws IOException {
        Path link = home.temporal().resolve(String.valueOf(program.getFileName()));
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, program).toString();
    }

    private Map<String, String> here(Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            all.put(variable.getKey(), here(variable.getValue()));
        }
        return all;
    }

    /** Names of the composed network and folders of its images, as they are on this machine. */
    private String here(String word) throws IOException {
        return word.replace("/opt/carillon/api.jar", jar("api"))
                .replace("/opt/carillon/worker.jar", jar("worker"))
                .replace("/var/lib/carillon", home.path().toString())
                .replace("0.0.0.0", "127.0.0.1")
                .replace("http://api:8080", settings.api())
                .replace("http://simulator:8092", settings.simulator())
                .replace("8092", "" + ports.simulator())
                .replace("temporal:7233", settings.temporal());
    }

    private String jar(String module) throws IOException {
        try (var jars =
                Files.newDirectoryStream(
                        root.resolve(module + "/target"), "carillon-" + module + "-*-exec.jar")) {
            for (Path jar : jars) {
                return jar.toString();
            }
        }
        throw new CannotStart(
                "there is no " + module + "/target/carillon-" + module + "-*-exec.jar");
    }

    private void ready(Child child, Child.Probe probe) throws InterruptedException {
        begin(child).awaitReady(probe, BOOT);
    }

    private Child begin(Child child) {
        child.start();
        started.push(child);
        return child;
    }
}
