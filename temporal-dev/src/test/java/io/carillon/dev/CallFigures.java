package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What whole calls cost on the production shape: {@code temporal-dev/bench calls [seconds] [--seed
 * N] [--only PART,…]}. Starts PostgreSQL and the Temporal server as docker-compose.yml does, and
 * one process that holds everything of ours and measures itself ({@link WholeCalls}). Exit status
 * 1: an aim is missed, or the ledger does not balance.
 */
public final class CallFigures {
    /** More options for the measured JVM, as for a profile. */
    private static final String JVM = "CARILLON_BENCH_JVM";

    private static final List<String> OPTIONS =
            List.of(
                    "-Xms768m",
                    "-Xmx768m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    // Those that ended would no longer be counted.
                    "-XX:-UseDynamicNumberOfCompilerThreads");

    private final Path root;
    private final Console console = new Console(false, 80, System.out);

    private CallFigures(Path root) {
        this.root = root;
    }

    public static void main(String[] words) throws Exception {
        Path root =
                Path.of(System.getProperty("carillon.dev", "temporal-dev"))
                        .resolve("..")
                        .normalize();
        Path folder = Files.createTempDirectory("carillon-calls").toRealPath();
        int status = new CallFigures(root).run(folder.resolve("home"), words);
        delete(folder);
        System.exit(status);
    }

    private int run(Path home, String[] words)
            throws IOException, InterruptedException, SQLException {
        String speed = CallOptions.of(words).speed();
        try (FreePorts ports = FreePorts.hold()) {
            Map<String, String> environment = new HashMap<>();
            environment.put("CARILLON_HOME", home.toString());
            environment.put("CARILLON_PORT", "" + ports.base());
            Settings settings = Settings.of(environment, speed);
            settings.home().prepare();
            var stack = new ServiceStack(settings, root, console);
            var interrupted = new Thread(() -> stop(stack));
            Runtime.getRuntime().addShutdownHook(interrupted);
            try {
                stack.startServers();
                environment.putAll(stack.environment("calls", "worker"));
                return measure(environment, words);
            } finally {
                Runtime.getRuntime().removeShutdownHook(interrupted);
                stack.stop();
            }
        }
    }

    private int measure(Map<String, String> environment, String[] words)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        Arrays.stream(System.getenv().getOrDefault(JVM, "").split(" "))
                .filter(option -> !option.isBlank())
                .forEach(command::add);
        command.add("-Dcarillon.root=" + root.toAbsolutePath());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(WholeCalls.class.getName());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        Process process = builder.start();
        var interrupted = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(interrupted);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(interrupted);
        return status;
    }

    private static void stop(ServiceStack stack) {
        try {
            stack.stop();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
