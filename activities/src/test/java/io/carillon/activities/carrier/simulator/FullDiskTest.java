package io.carillon.activities.carrier.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.carillon.activities.carrier.Script;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A disk that takes nothing for a while. */
@Timeout(60)
class FullDiskTest {
    @TempDir Path home;

    private final SmallDisk disk = new SmallDisk();

    /** Takes half of a line before it is full, as disks do. */
    private static final class SmallDisk implements DurableLines.Disk {
        private volatile boolean full;
        private final CompletableFuture<Void> refused = new CompletableFuture<>();

        @Override
        public int write(FileChannel file, ByteBuffer bytes) throws IOException {
            if (full) {
                file.write(bytes.duplicate().limit(bytes.position() + bytes.remaining() / 2));
                refused.complete(null);
                throw new IOException("No space left on device");
            }
            return file.write(bytes);
        }
    }

    @Test
    void linesWaitForRoomAndAreThenThereWholeOnceAndInOrder() throws Exception {
        Path path = home.resolve("lines.jsonl");
        try (var lines = new DurableLines(disk)) {
            FileChannel file = lines.open(path);
            lines.start();
            lines.await(lines.append(file, bytes("1")));
            disk.full = true;
            var waiting =
                    CompletableFuture.runAsync(() -> lines.await(lines.append(file, bytes("2"))));
            disk.refused.join();
            lines.append(file, bytes("3"));
            assertThat(waiting).isNotDone();

            disk.full = false;
            waiting.join();
            lines.await(lines.append(file, bytes("4")));

            assertThat(lines.stuck()).isFalse();
        }
        assertThat(Files.readAllLines(path)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void dialsAreTurnedAwayWhileTheLogCannotBeWrittenAndTakenAgainWhenThereIsRoom()
            throws Exception {
        try (var server = new SimulatorServer(SimulatorOptions.at(home).speed(1), disk).start();
                HttpClient client = HttpClient.newHttpClient()) {
            disk.full = true;
            var first =
                    client.sendAsync(dial(server, "call_1"), HttpResponse.BodyHandlers.ofString());
            disk.refused.join();

            HttpResponse<String> turnedAway = send(client, server, "call_2");
            assertThat(turnedAway.statusCode()).isEqualTo(503);
            assertThat(turnedAway.body()).contains("overloaded");
            assertThat(Files.readAllLines(home.resolve("calls.jsonl"))).isEmpty();

            disk.full = false;
            assertThat(first.join().statusCode()).isEqualTo(201);
            assertThat(send(client, server, "call_3").statusCode()).isEqualTo(201);
            assertThat(Files.readAllLines(home.resolve("calls.jsonl")))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("call_1"),
                            line -> assertThat(line).contains("call_3"));
        }
    }

    @Test
    void aCarrierThatIsStoppedWhileTheDiskIsFullEnds() throws Exception {
        var lines = new DurableLines(disk);
        FileChannel file = lines.open(home.resolve("lines.jsonl"));
        lines.start();
        disk.full = true;
        lines.append(file, bytes("1"));
        disk.refused.join();

        assertThatCode(lines::close).doesNotThrowAnyException();
    }

    private static HttpResponse<String> send(
            HttpClient client, SimulatorServer server, String reference)
            throws IOException, InterruptedException {
        return client.send(dial(server, reference), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest dial(SimulatorServer server, String reference) {
        var call =
                new PlaceCall(
                        reference,
                        "+12025550145",
                        "+12025550100",
                        "http://127.0.0.1:9/callbacks",
                        30,
                        60,
                        false,
                        null,
                        false,
                        new Script(0, List.of(Dialing.BYE)));
        return HttpRequest.newBuilder(URI.create(server.url() + "/v1/calls"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(SimulatorJson.bytes(call)))
                .build();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
