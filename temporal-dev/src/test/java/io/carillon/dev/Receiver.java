package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A user's system, in another language and with another library: receiver.py. */
final class Receiver implements AutoCloseable {
    private final Process process;
    private final int port;

    private Receiver(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Receiver start(int port, String secret, Path out) throws IOException {
        Process process =
                new ProcessBuilder(
                                python(),
                                Path.of(
                                                System.getProperty("carillon.dev", ""),
                                                "src/test/resources/receiver.py")
                                        .toString(),
                                "--secret",
                                secret,
                                "--out",
                                out.toString(),
                                "--port",
                                "" + port)
                        .redirectErrorStream(true)
                        .start();
        BufferedReader said = process.inputReader();
        assertThat(said.readLine())
                .as("python3 with the package standardwebhooks; temporal-dev/verify installs it")
                .isEqualTo("listening " + port);
        return new Receiver(process, port);
    }

    /** The one temporal-dev/verify made, else the machine's. */
    private static String python() {
        Path made = TemporalBinary.cache().resolve("python/bin/python");
        return Files.isExecutable(made) ? made.toString() : "python3";
    }

    JsonNode counts() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Api.JSON.readTree(
                    client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + port + "/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        }
    }

    JsonNode await(Predicate<JsonNode> enough, Duration limit)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        JsonNode counts = counts();
        while (!enough.test(counts) && System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IOException("the receiver ended");
            }
            Thread.sleep(200);
            counts = counts();
        }
        return counts;
    }

    /** Its exit status: 0 when all was signed and no subject had gaps. */
    int end() throws InterruptedException {
        // Process.destroy would close the pipe the receiver prints its last words to.
        process.toHandle().destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static List<String> allEvents() {
        return List.of("*");
    }
}
