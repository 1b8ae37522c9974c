package io.carillon.dev;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processes of a home, in the order they need each other; stopped in the opposite order. */
final class EmbeddedStack implements Stack {
    private static final Duration BOOT = Duration.ofMinutes(2);

    private final Settings settings;
    private final Home home;
    private final Ports ports;
    private final Console console;
    private final Probes probes = new Probes();
    private final Processes processes = new Processes();
    private final Staging staging;

    EmbeddedStack(Settings settings, Console console) {
        this(settings, console, Staging.PLAIN);
    }

    EmbeddedStack(Settings settings, Console console, Staging staging) {
        this.staging = staging;
        this.settings = settings;
        this.home = settings.home();
        this.ports = settings.ports();
        this.console = console;
    }

    @Override
    public void start() throws IOException, InterruptedException, SQLException {
        if (settings.embedsTemporal()) {
            processes.begin(
                    "temporal", this::temporal, () -> probes.listens(ports.temporal()), BOOT);
        }
        processes.begin(
                "simulator",
                this::simulator,
                () -> probes.healthy(settings.simulator() + "/health"),
                BOOT);
        if (settings.databaseUrl() == null) {
            processes.start("postgresql", () -> postgres().start(), () -> true, BOOT);
        }
        processes.begin("api", this::api, () -> probes.healthy(settings.api() + "/healthz"), BOOT);
        processes.begin(
                "worker",
                this::worker,
                () ->
                        probes.healthy(
                                "http://127.0.0.1:"
                                        + ports.worker()
                                        + "/actuator/health/readiness"),
                BOOT);
        for (String name : List.of("temporal", "simulator", "api", "worker")) {
            if (processes.names().contains(name)) {
                processes.awaitReady(name);
            }
        }
    }

    @Override
    public void stop() throws InterruptedException {
        processes.stop();
    }

    @Override
    public Processes processes() {
        return processes;
    }

    private Postgres postgres() {
        return new Postgres(home, ports.postgresql(), console);
    }

    private String database(String name) throws IOException {
        return settings.databaseUrl() != null
                ? settings.databaseUrl()
                : postgres().url(staging.port(name, "postgresql", ports.postgresql()));
    }

    private Child temporal() throws IOException, InterruptedException {
        Path module = Path.of(System.getProperty("carillon.dev", "temporal-dev"));
        Path program = new TemporalBinary(module, TemporalBinary.cache(), console).find();
        // The command reads its own client settings from these; a server has no use for them.
        Map<String, String> environment = new HashMap<>();
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("TEMPORAL_"))
                .forEach(name -> environment.put(name, ""));
        var command =
                new ArrayList<String>(
                        List.of(
                                program.toString(),
                                "server",
                                "start-dev",
                                "--ip",
                                "127.0.0.1",
                                "--port",
                                "" + ports.temporal(),
                                "--ui-port",
                                "" + ports.temporalUi(),
                                "--http-port",
                                "" + ports.temporalHttp(),
                                "--namespace",
                                settings.namespace(),
                                "--db-filename",
                                home.temporal().resolve("temporal.db").toString(),
                                // Survives a power cut, and is twice as fast as the default.
                                "--sqlite-pragma",
                                "journal_mode=wal",
                                // A call's first activities run at once, without a detour by the
                                // queue:
                                // worth a fifth.
                                "--dynamic-config-value",
                                "system.enableActivityEagerExecution=true",
                                // One worker polls here. Over the default of four partitions a new
                                // call's
                                // first task waited for seconds in one that nobody polled just
                                // then.
                                "--dynamic-config-value",
                                "matching.numTaskqueueReadPartitions=1",
                                "--dynamic-config-value",
                                "matching.numTaskqueueWritePartitions=1",
                                "--log-level",
                                "warn"));
        staging.temporalSettings()
                .forEach(
                        (key, value) ->
                                command.addAll(
                                        List.of("--dynamic-config-value", key + "=" + value)));
        return new Child("temporal", command, environment, home, console);
    }

    private Child simulator() throws IOException {
        return java(
                "simulator",
                "io.carillon.activities.carrier.simulator.SimulatorMain",
                "128m",
                "--port",
                "" + ports.simulator(),
                "--home",
                home.simulator().toString(),
                "--speed",
                settings.speed());
    }

    private Child api() throws IOException {
        return java(
                "api",
                "io.carillon.api.ApiApplication",
                "320m",
                "--server.address=127.0.0.1",
                "--server.port=" + ports.api(),
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + ports.apiManagement());
    }

    private Child worker() throws IOException {
        return java(
                "worker",
                "io.carillon.worker.WorkerApplication",
                "384m",
                "--server.port=" + ports.worker());
    }

    private Child java(String name, String main, String heap, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        // A third of the processor time of a start and some hundred calls went
                        // into the second compiler, while the calls waited.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Duser.timezone=UTC"));
        if (Runtime.version().feature() >= 24) {
            // Netty and protobuf use both; without the flags every start prints warnings.
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(classArchive(name));
        // By this `down` knows that the process is ours.
        command.add("-Dcarillon.run=" + home.run());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return new Child(name, command, environment(name), home, console);
    }

    /**
     * The first clean stop stores the classes as they were loaded, beside the jars they came from;
     * later starts take a third of the processor time. Needs jars: a test runs from folders.
     */
    private static List<String> classArchive(String name) {
        String first = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
        if (!first.endsWith(".jar")) {
            return List.of();
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + Path.of(first).resolveSibling(name + ".jsa"),
                "-Xlog:disable",
                "-Xlog:all=error:stderr");
    }

    private Map<String, String> environment(String name) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("CARILLON_HOME", home.path().toString());
        all.put("CARILLON_PORT", "" + ports.api());
        all.put("CARILLON_PUBLIC_URL", publicUrl());
        all.put(
                "CARILLON_SIMULATOR_URL",
                "http://127.0.0.1:" + staging.port(name, "simulator", ports.simulator()));
        all.put("CARILLON_SIMULATOR_SPEED", settings.speed());
        // The simulated carrier starts before there is a database, and has no use for one.
        all.put("DATABASE_URL", name.equals("simulator") ? "unused" : database(name));
        all.put(
                "TEMPORAL_ADDRESS",
                settings.temporalAddress() == null
                        ? "127.0.0.1:" + staging.port(name, "temporal", ports.temporal())
                        : settings.temporal());
        all.put("TEMPORAL_NAMESPACE", settings.namespace());
        all.put(
                "CARILLON_ALLOW_LOCAL_WEBHOOKS",
                settings.environment().getOrDefault("CARILLON_ALLOW_LOCAL_WEBHOOKS", "true"));
        all.putAll(staging.environment(name));
        return all;
    }

    /** The address carriers are told. */
    private String publicUrl() throws IOException {
        return settings.publicUrl().equals(settings.api())
                ? "http://127.0.0.1:" + staging.port("simulator", "api", ports.api())
                : settings.publicUrl();
    }
}
