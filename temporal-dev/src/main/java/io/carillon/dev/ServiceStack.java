package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Settings settings;
    private final Home home;
    private final Ports ports;
    private final ComposeFile compose;
    private final TemporalPrograms programs;
    private final Path root;
    private final Console console;
    private final Probes probes = new Probes();
    private final Processes processes = new Processes();
    private final Staging staging;

    ServiceStack(Settings settings, Path root, Console console) throws IOException {
        this(settings, root, console, Staging.PLAIN);
    }

    ServiceStack(Settings settings, Path root, Console console, Staging staging)
            throws IOException {
        this.settings = settings;
        this.home = settings.home();
        this.ports = settings.ports();
        this.root = root;
        this.console = console;
        this.staging = staging;
        this.compose = ComposeFile.read(root.resolve("docker-compose.yml"), settings.environment());
        this.programs =
                new TemporalPrograms(root.resolve("temporal-dev"), TemporalBinary.cache(), console);
    }

    @Override
    public void start() throws IOException, InterruptedException, SQLException {
        startServers();
        processes.begin(
                "temporal-ui", this::temporalUi, () -> probes.listens(ports.temporalUi()), BOOT);
        processes.start(
                "api",
                () -> java("api", "api", Map.of("CARILLON_PORT", "" + ports.api()), List.of()),
                () -> probes.healthy(settings.api() + "/healthz"),
                BOOT);
        processes.start(
                "simulator",
                () -> java("simulator", "simulator", Map.of(), List.of()),
                () -> probes.healthy(settings.simulator() + "/health"),
                BOOT);
        worker("worker-1", ports.worker());
        worker("worker-2", ports.secondWorker());
        processes.awaitReady("temporal-ui");
    }

    /** PostgreSQL and the Temporal server alone: the program itself is somebody else's to run. */
    void startServers() throws IOException, InterruptedException, SQLException {
        var postgres = new Postgres(home, ports.postgresql(), console);
        processes.start("postgresql", postgres::start, () -> true, BOOT);
        temporalSchema(postgres);
        processes.start("temporal", this::temporal, () -> probes.listens(ports.temporal()), BOOT);
    }

    private void worker(String name, int port)
            throws IOException, InterruptedException, SQLException {
        processes.start(
                name,
                () -> java(name, "worker", Map.of(), List.of("--server.port=" + port)),
                () -> probes.healthy("http://127.0.0.1:" + port + "/actuator/health/readiness"),
                BOOT);
    }

    /** What the file gives a service's process, with the addresses this one is to use. */
    Map<String, String> environment(String name, String service) throws IOException {
        Map<String, String> environment = here(name, compose.environment(service));
        environment.put("CARILLON_SIMULATOR_SPEED", settings.speed());
        environment.put("CARILLON_ALLOW_LOCAL_WEBHOOKS", "true");
        environment.put(
                "DATABASE_URL",
                new Postgres(home, ports.postgresql(), console)
                        .url(staging.port(name, "postgresql", ports.postgresql())));
        return environment;
    }

    @Override
    public void stop() throws InterruptedException {
        processes.stop();
    }

    @Override
    public Processes processes() {
        return processes;
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
        var settings = new StringBuilder(compose.config("temporal-settings"));
        staging.temporalSettings()
                .forEach(
                        (key, value) ->
                                settings.append("%s:\n  - value: %s\n".formatted(key, value)));
        Files.writeString(dynamic, settings);
        Map<String, String> environment = here("temporal", compose.environment("temporal"));
        environment.put("POSTGRES_SEEDS", "127.0.0.1");
        environment.put("DB_PORT", "" + staging.port("temporal", "postgresql", ports.postgresql()));
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
            command.add(here(name, word));
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
        Map<String, String> environment = environment(name, service);
        environment.putAll(more);
        environment.putAll(staging.environment(name));
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

    private Map<String, String> here(String name, Map<String, String> environment)
            throws IOException {
        Map<String, String> all = new HashMap<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            all.put(variable.getKey(), here(name, variable.getValue()));
        }
        return all;
    }

    /** Names of the composed network and folders of its images, as they are on this machine. */
    private String here(String name, String word) throws IOException {
        String packed = word;
        for (String module : List.of("api", "worker")) {
            // What runs no jar needs none.
            String inImage = "/opt/carillon/" + module + ".jar";
            packed = packed.contains(inImage) ? packed.replace(inImage, jar(name, module)) : packed;
        }
        return packed.replace("/var/lib/carillon", home.path().toString())
                .replace("0.0.0.0", "127.0.0.1")
                // The address carriers are told.
                .replace("http://api:8080", way("simulator", "api", ports.api()))
                .replace("http://simulator:8092", way(name, "simulator", ports.simulator()))
                .replace("8092", "" + ports.simulator())
                .replace(
                        "temporal:7233",
                        settings.temporalAddress() == null
                                ? "127.0.0.1:" + staging.port(name, "temporal", ports.temporal())
                                : settings.temporalAddress());
    }

    private String way(String from, String to, int port) throws IOException {
        return "http://127.0.0.1:" + staging.port(from, to, port);
    }

    private String jar(String name, String module) throws IOException {
        try (var jars =
                Files.newDirectoryStream(
                        root.resolve(module + "/target"), "carillon-" + module + "-*-exec.jar")) {
            for (Path jar : jars) {
                return staging.jar(name, jar).toString();
            }
        }
        throw new CannotStart(
                "there is no " + module + "/target/carillon-" + module + "-*-exec.jar");
    }
}
