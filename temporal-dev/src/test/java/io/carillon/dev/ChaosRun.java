package io.carillon.dev;

import io.carillon.dev.wire.Aims;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/**
 * {@code temporal-dev/chaos}: real processes are killed, frozen and cut off from each other while a
 * campaign runs, and at the end everything must be true. Exit status 1: something is not.
 */
public final class ChaosRun {
    private static final String SPEED = "30";

    /** An API that starts for ten seconds is away for most of a call's life at a higher one. */
    private static final String SPEED_OF_UPDATES = "4";

    private static final Duration RESUMES_LIMIT = Duration.ofSeconds(60);
    private static final Duration ENDS_LIMIT = Duration.ofMinutes(4);

    private final ChaosOptions options;
    private final Findings findings;
    private final ChaosReport report;
    private final Random random;
    private final Aims aims = new Aims();
    private final ChaosCarrier carrier;
    private final ChaosNetwork network;
    private final long began = System.nanoTime();
    private List<ChaosBlows.Death> deaths = List.of();

    private ChaosRun(
            ChaosOptions options, ChaosClock clock, ChaosCarrier carrier, Findings findings) {
        this.carrier = carrier;
        this.network = new ChaosNetwork(aims, clock, carrier);
        this.options = options;
        this.findings = findings;
        this.report = new ChaosReport(findings, options.resumes());
        this.random = new Random(options.seed());
    }

    public static void main(String[] words) throws Exception {
        System.exit(run(ChaosOptions.of(words), System.out) ? 0 : 1);
    }

    /** True: everything held. */
    static boolean run(ChaosOptions options, PrintStream out) throws Exception {
        var findings = new Findings(out);
        findings.say(
                "chaos: seed %d, %d kills in at most %d min, %s; %d cores, JDK %s",
                options.seed(),
                options.kills(),
                options.limit().toMinutes(),
                options.embedded() ? "the embedded default" : "the services",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        Path folder = Files.createTempDirectory("carillon-chaos").toRealPath();
        Files.setPosixFilePermissions(
                folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        ChaosClock clock = ChaosClock.in(folder);
        findings.say("%s", clock.told());
        try (FreePorts ports = FreePorts.hold();
                ChaosCarrier carrier = ChaosCarrier.of(options, folder)) {
            new ChaosRun(options, clock, carrier, findings).on(folder, ports.base());
        }
        if (findings.broken().isEmpty()) {
            Machine.run(List.of("rm", "-r", "--one-file-system", folder.toString()));
            findings.say("everything held");
        } else {
            findings.say("%d did not hold: %s", findings.broken().size(), findings.broken());
        }
        return findings.broken().isEmpty();
    }

    private void on(Path folder, int port) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("CARILLON_HOME", folder.resolve("home").toString());
        environment.put("CARILLON_PORT", "" + port);
        String speed = options.rolling() ? SPEED_OF_UPDATES : SPEED;
        Settings settings = Settings.of(environment, speed);
        var console = new Console(false, 80, System.out);
        Path root =
                Path.of(System.getProperty("carillon.dev", "temporal-dev"))
                        .resolve("..")
                        .normalize();
        var disk = ChaosDisk.at(settings.home().path());
        findings.say("home on %s, %s", disk.told(), carrier.told(speed));
        settings.home().prepare();
        Stack stack =
                options.embedded()
                        ? new EmbeddedStack(settings, console, network)
                        : new ServiceStack(settings, root, console, network);
        try (disk;
                var receiver = new ChaosReceiver();
                network) {
            startAndEnd(stack, settings, folder, receiver, disk);
        }
    }

    private void startAndEnd(
            Stack stack, Settings settings, Path folder, ChaosReceiver receiver, ChaosDisk disk)
            throws Exception {
        // Ctrl-C is to leave no process and no mount behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack, disk)));
        try {
            if (options.rolling()) {
                ChaosRolling.startOld(network, options.old());
            }
            stack.start();
            during(stack, settings, folder, receiver, disk);
        } catch (CannotStart why) {
            findings.hold(false, "%s", String.valueOf(why.getMessage()));
        } finally {
            stack.stop();
            keepLogs(settings.home().logs(), folder);
        }
    }

    private static void end(Stack stack, ChaosDisk disk) {
        try {
            stack.stop();
            disk.close();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** The home may be in memory. */
    private void keepLogs(Path logs, Path folder) throws InterruptedException {
        if (!findings.broken().isEmpty()) {
            Machine.run(List.of("cp", "-R", logs.toString(), folder.toString()));
            findings.say("what the processes said: %s", folder.resolve("logs"));
        }
    }

    private void during(
            Stack stack, Settings settings, Path folder, ChaosReceiver receiver, ChaosDisk disk)
            throws Exception {
        String key = new FirstStart(settings).key();
        carrier.ready(settings, network);
        OrganizationCaps.set(settings);
        int hook = network.port("workers", "receiver", receiver.port());
        var scene = new ChaosScene(new Api(settings.api(), key), folder, hook, carrier);
        Path carrierLog = carrier.log(settings);
        var work = new ChaosWork(aims, carrierLog);
        work.resumes(RESUMES_LIMIT);
        if (options.rolling()) {
            new ChaosRolling(stack.processes(), network, work, report).run();
        } else {
            var blows = new ChaosBlows(stack, network, carrier, aims, random);
            var others = new ChaosOthers(stack.processes(), blows, disk, work, report);
            var faults = new ChaosFaults(network, random);
            new ChaosKilling(blows, faults, others, scene, work, report, findings, random)
                    .kill(options.kills(), began + options.killing().toNanos());
            deaths = blows.deaths();
        }
        report.resumed();
        scene.pauseOnceAtLeast();
        boolean ended = scene.finish(ENDS_LIMIT);
        findings.hold(ended, "everything ends within %s", ENDS_LIMIT);
        if (!ended) {
            findings.say("left: %s", scene.left());
        }
        judge(settings, scene, carrierLog, receiver);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        findings.say("all of it took %.1f min", took.toSeconds() / 60.0);
        findings.hold(took.compareTo(options.limit()) <= 0, "it ends within %s", options.limit());
    }

    private void judge(Settings settings, ChaosScene scene, Path carrierLog, ChaosReceiver receiver)
            throws SQLException, IOException, InterruptedException {
        var passwords = new Properties();
        try (var reader =
                Files.newBufferedReader(settings.home().postgresql().resolve("passwords"))) {
            passwords.load(reader);
        }
        try (Connection database =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/carillon"
                                .formatted(settings.ports().postgresql()),
                        "postgres",
                        passwords.getProperty("superuser", ""))) {
            var judge = new ChaosJudge(database, findings);
            long patience = System.nanoTime() + ENDS_LIMIT.toNanos();
            while (judge.count("SELECT count(*) FROM deliveries WHERE status = 'pending'") > 0
                    && System.nanoTime() < patience) {
                Thread.sleep(500);
            }
            judge.ledger(
                    new StackLedger(settings, new Console(false, 80, System.out))
                            .examine(carrierLog, carrier.name()));
            judge.judge(scene, carrier, carrierLog, receiver);
            new ChaosResidual(database, findings).count(carrierLog, aims.requested(), deaths);
            findings.hold(
                    !options.rolling()
                            || judge.count("SELECT count(*) FROM calls WHERE result = 'unknown'")
                                    == 0,
                    "a call was lost in an update");
            findings.hold(scene.refused().isEmpty(), "the API turned away: %s", scene.refused());
        }
    }
}
