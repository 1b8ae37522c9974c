package io.carillon.dev;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A Temporal development server: on PATH, kept from an earlier start, downloaded, or built with Go
 * from the pinned module, in this order.
 */
final class TemporalBinary {
    /** Of the command line tool; brings server 1.31.2 and Web UI 2.50.1. As in go.mod. */
    private static final String VERSION = "1.8.2";

    // Updates answer from the accepted stage and eager activities work from here on.
    private static final int SERVER_MINOR_MIN = 26;
    private static final Pattern SERVER = Pattern.compile("[Ss]erver (\\d+)\\.(\\d+)");

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);

    private final Path module;
    private final Path kept;
    private final Console console;

    /**
     * @param module the folder with go.mod
     */
    TemporalBinary(Path module, Path cache, Console console) {
        this.module = module;
        this.kept = cache.resolve("temporal-" + VERSION);
        this.console = console;
    }

    /** The user's cache folder, shared by all homes. */
    static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path folder =
                configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        return folder.resolve("carillon");
    }

    Path find() throws InterruptedException, IOException {
        Path installed = Machine.program("temporal");
        if (installed != null && usable(installed)) {
            return installed;
        }
        if (Files.isExecutable(kept)) {
            return kept;
        }
        Files.createDirectories(kept.getParent());
        if (downloaded() || built()) {
            return kept;
        }
        throw new CannotStart(
                "no Temporal server: install the temporal command (docs.temporal.io/cli) or Go 1.26 or newer, or set TEMPORAL_ADDRESS");
    }

    private boolean usable(Path program) throws InterruptedException {
        var ran = Machine.run(List.of(program.toString(), "--version"));
        Matcher server = SERVER.matcher(ran.said());
        boolean usable =
                ran.well()
                        && server.find()
                        && (Integer.parseInt(server.group(1)) > 1
                                || Integer.parseInt(server.group(2)) >= SERVER_MINOR_MIN);
        if (!usable) {
            console.say(
                    "Not using "
                            + program
                            + ": its server is older than 1."
                            + SERVER_MINOR_MIN
                            + ".");
        }
        return usable;
    }

    private boolean downloaded() throws InterruptedException, IOException {
        URI address =
                URI.create(
                        "https://temporal.download/cli/archive/v%s?platform=%s&arch=%s"
                                .formatted(
                                        VERSION,
                                        Machine.mac() ? "darwin" : "linux",
                                        Machine.arm() ? "arm64" : "amd64"));
        Path part = part();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            HttpResponse<InputStream> answer =
                    client.send(
                            HttpRequest.newBuilder(address).timeout(DOWNLOAD).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                return false;
            }
            console.say("Downloading the Temporal server (once, about 60 MB) ...");
            try (InputStream body = answer.body()) {
                return extract(body, part) && keep(part);
            }
        } catch (IOException unreachable) {
            return false;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static boolean extract(InputStream archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(archive))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                if (entry.isFile() && Path.of(entry.getName()).endsWith("temporal")) {
                    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean built() throws InterruptedException, IOException {
        @Nullable Path go = Machine.program("go");
        if (go == null) {
            return false;
        }
        console.say(
                "Building the Temporal server with Go (once, about four minutes on two cores) ...");
        Path part = part();
        Process build =
                new ProcessBuilder(
                                go.toString(),
                                "build",
                                "-v",
                                "-o",
                                part.toString(),
                                "github.com/temporalio/cli/cmd/temporal")
                        .directory(module.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader lines = build.inputReader()) {
            String last = report(lines);
            if (build.waitFor() != 0) {
                throw new CannotStart("the Temporal server cannot be built: " + last);
            }
            return keep(part);
        } finally {
            build.destroy();
            Files.deleteIfExists(part);
        }
    }

    /** A line every ten seconds or so; go prints each package it compiles. */
    private String report(BufferedReader lines) throws IOException {
        String last = "";
        int packages = 0;
        long next = System.nanoTime();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            last = line;
            packages++;
            if (System.nanoTime() >= next) {
                console.draw("  " + packages + " packages compiled");
                next =
                        System.nanoTime()
                                + Duration.ofSeconds(console.terminal() ? 1 : 15).toNanos();
            }
        }
        return last;
    }

    private boolean keep(Path part) throws InterruptedException, IOException {
        if (!part.toFile().setExecutable(true)
                || !Machine.run(List.of(part.toString(), "--version")).well()) {
            return false;
        }
        Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private Path part() {
        return kept.resolveSibling(kept.getFileName() + "." + ProcessHandle.current().pid());
    }
}
