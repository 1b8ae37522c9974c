package io.carillon.activities.testing;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL 18 per test JVM, from the binaries artifact; ends with the JVM. Without fsync,
 * unless the system property {@code carillon.test.fsync} is true, as in measurements.
 */
final class TestPostgres {
    private static final String ARCHIVE =
            "/postgres-%s-%s.txz"
                    .formatted(
                            System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux",
                            System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64");

    private static final List<String> IN_A_NAMESPACE = List.of("unshare", "-U");

    // Containers forbid namespaces but leave root this capability, which nobody needs for our
    // folder.
    private static final List<String> AS_NOBODY =
            List.of(
                    "setpriv",
                    "--reuid=nobody",
                    "--regid=65534",
                    "--clear-groups",
                    "--inh-caps=+dac_override",
                    "--ambient-caps=+dac_override");

    private final int port;

    private TestPostgres(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    static TestPostgres start() {
        try {
            Path home = Files.createTempDirectory("carillon-test-postgres");
            Path archive = home.resolve("postgres.txz");
            try (InputStream packed = TestPostgres.class.getResourceAsStream(ARCHIVE)) {
                if (packed == null) {
                    throw new IllegalStateException(
                            "no PostgreSQL binaries for this platform: " + ARCHIVE);
                }
                Files.copy(packed, archive);
            }
            run(home, List.of("tar", "-xJf", archive.toString(), "-C", home.toString()));
            run(
                    home,
                    unprivileged(
                            home + "/bin/initdb",
                            "-D",
                            home + "/data",
                            "-U",
                            "postgres",
                            "--auth=trust",
                            "-E",
                            "UTF8",
                            "--locale=C",
                            "--no-sync"));
            int port = freePort();
            Process server =
                    new ProcessBuilder(
                                    unprivileged(
                                            home + "/bin/postgres",
                                            "-D",
                                            home + "/data",
                                            "-p",
                                            "" + port,
                                            "-h",
                                            "127.0.0.1",
                                            "-k",
                                            "",
                                            "-c",
                                            "fsync="
                                                    + (Boolean.getBoolean("carillon.test.fsync")
                                                            ? "on"
                                                            : "off"),
                                            "-c",
                                            "max_connections=200",
                                            "-c",
                                            "shared_buffers=128MB"))
                            .redirectErrorStream(true)
                            .redirectOutput(home.resolve("log").toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, home)));
            return new TestPostgres(port);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. */
    private static List<String> unprivileged(String... command) throws IOException {
        var whole = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            whole.addAll(namespaces() ? IN_A_NAMESPACE : AS_NOBODY);
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static boolean namespaces() throws IOException {
        try {
            return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void run(Path home, List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .directory(home.toFile())
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed: " + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void end(Process server, Path home) {
        server.destroy();
        try {
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            FileSystemUtils.deleteRecursively(home);
        } catch (InterruptedException | IOException ending) {
            server.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
