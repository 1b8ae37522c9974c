package io.carillon.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.organization.ApiKeyStore;
import io.carillon.activities.organization.Secrets;
import io.carillon.api.testing.ApiServer;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class StreamTest {
    private static ApiServer server;

    private final OrganizationId organization = new OrganizationId(UuidV7.next());
    private final String key = Secrets.newKey();

    @BeforeAll
    static void start() {
        server = ApiServer.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    StreamTest() {
        Transactions transactions = server.bean(Transactions.class);
        transactions.system(
                () -> {
                    transactions
                            .jdbc()
                            .sql("INSERT INTO organizations (id, name) VALUES (:id, 'stream')")
                            .param("id", organization.value())
                            .update();
                    server.bean(ApiKeyStore.class)
                            .insert(organization, "test", key, List.of("calls:read"), null);
                });
    }

    @Test
    void showsEventsAsTheyHappenAndNoneOfAnotherOrganization() throws Exception {
        append(new CallId(UuidV7.next()), null, "call.ringing");
        try (var reader = new Reader("/stream", null)) {
            var call = new CallId(UuidV7.next());
            new StreamTest().append(new CallId(UuidV7.next()), null, "call.answered");
            append(call, null, "call.answered", "call.completed");

            List<Block> blocks = reader.next(2);

            assertThat(blocks)
                    .extracting(Block::type)
                    .containsExactly("call.answered", "call.completed");
            assertThat(blocks)
                    .allSatisfy(
                            block ->
                                    assertThat(block.data())
                                            .contains(
                                                    "\"" + call + "\"", "\"" + block.id() + "\""));
        }
    }

    @Test
    void resumesBehindTheLastIdAndSkipsNoneWhileWritersCommitOutOfOrder() throws Exception {
        int writers = 4;
        int each = 50;
        String first;
        try (var reader = new Reader("/stream", null)) {
            append(new CallId(UuidV7.next()), null, "call.ringing");
            first = reader.next(1).getFirst().id();
        }
        var seen = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var jobs = new ArrayList<Future<Void>>();
            for (int writer = 0; writer < writers; writer++) {
                jobs.add(threads.submit(writer(each)));
            }
            String last = first;
            while (seen.size() < writers * each) {
                // Each connection is cut after a few events.
                try (var reader = new Reader("/stream", last)) {
                    int some = Math.min(37, writers * each - seen.size());
                    for (Block block : reader.next(some)) {
                        seen.add(block.id());
                        last = block.id();
                    }
                }
            }
            for (Future<Void> job : jobs) {
                job.get();
            }
        }

        assertThat(seen).doesNotHaveDuplicates().hasSize(writers * each).doesNotContain(first);
    }

    @Test
    void resumesFromBeforeItsFirstEvent() throws Exception {
        append(new CallId(UuidV7.next()), null, "call.ringing");
        String present;
        try (var reader = new Reader("/stream", null)) {
            present = reader.idAtStart();
        }
        append(new CallId(UuidV7.next()), null, "call.completed");

        try (var reader = new Reader("/stream", present)) {
            assertThat(reader.next(1)).extracting(Block::type).containsExactly("call.completed");
        }
    }

    @Test
    void filtersByCallAndCampaign() throws Exception {
        var call = new CallId(UuidV7.next());
        var campaign = new CampaignId(UuidV7.next());
        append(new CallId(UuidV7.next()), null, "call.initiated");
        try (var ofCall = new Reader("/stream?call_id=" + call, null);
                var ofCampaign = new Reader("/stream?campaign_id=" + campaign, null)) {
            append(new CallId(UuidV7.next()), campaign, "call.ringing");
            append(call, null, "call.answered");
            append(call, campaign, "call.completed");

            assertThat(ofCall.next(2))
                    .extracting(Block::type)
                    .containsExactly("call.answered", "call.completed");
            assertThat(ofCampaign.next(2))
                    .extracting(Block::type)
                    .containsExactly("call.ringing", "call.completed");
        }
    }

    @Test
    void aReaderThatDoesNotReadHoldsUpNobody() throws Exception {
        try (var stuck = new Reader("/stream", null);
                var reader = new Reader("/stream", null)) {
            String large = "x".repeat(20_000);
            for (int i = 0; i < 400; i++) {
                append(new CallId(UuidV7.next()), null, Map.of("text", large), "call.digits");
            }

            assertThat(reader.next(400)).hasSize(400);
            assertThat(stuck).isNotNull();
        }
    }

    @Test
    void refusesAnIdItCannotGoOnFrom() {
        assertThat(
                        server.as(key)
                                .with("Last-Event-ID", "evt_00000000000000000000000000")
                                .get("/stream")
                                .status())
                .isEqualTo(422);
        assertThat(server.as(key).with("Last-Event-ID", "7").get("/stream").status())
                .isEqualTo(422);
    }

    @Test
    void saysThatTheSocketIsOfALaterVersion() {
        var answer = server.anyone().get("//ws/events");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/code")).isEqualTo("NOT_AVAILABLE_YET");
    }

    @Test
    void refusesMoreStreamsThanOneOrganizationMayHave() throws Exception {
        var readers = new ArrayList<Reader>();
        try {
            for (int i = 0; i < OpenStreams.MOST; i++) {
                readers.add(new Reader("/stream", null));
            }

            var refused = server.as(key).get("/stream");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isNotEmpty();
        } finally {
            for (Reader reader : readers) {
                reader.close();
            }
        }
    }

    private Callable<Void> writer(int count) {
        return () -> {
            for (int i = 0; i < count; i++) {
                append(new CallId(UuidV7.next()), null, "call.ringing");
            }
            return null;
        };
    }

    private void append(CallId call, @Nullable CampaignId campaign, String... types) {
        for (String type : types) {
            append(call, campaign, Map.of(), type);
        }
    }

    private void append(
            CallId call, @Nullable CampaignId campaign, Map<String, Object> data, String type) {
        Transactions transactions = server.bean(Transactions.class);
        transactions.system(
                () ->
                        server.bean(Outbox.class)
                                .append(
                                        new Outbox.Event(
                                                organization,
                                                type,
                                                call.toString(),
                                                Instant.now(),
                                                campaign,
                                                call,
                                                data)));
        server.bean(EventRelay.class).relay();
    }

    private record Block(String id, String type, String data) {}

    /** Speaks HTTP by hand, so that it can stop reading. */
    private final class Reader implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;
        private String id = "";

        Reader(String path, @Nullable String lastId) throws IOException {
            URI base = URI.create(server.anyone().base());
            socket = new Socket(base.getHost(), base.getPort());
            socket.setSoTimeout(20_000);
            String request =
                    "GET /api/v1%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n"
                            .formatted(
                                    path,
                                    key,
                                    lastId == null ? "" : "Last-Event-ID: " + lastId + "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).contains(" 200");
            awaitLine("retry: ");
            String next = line();
            if (next.startsWith("id: ")) {
                id = next.substring(4);
            }
        }

        String idAtStart() {
            return id;
        }

        List<Block> next(int count) throws IOException {
            var blocks = new ArrayList<Block>();
            while (blocks.size() < count) {
                String id = awaitLine("id: ");
                blocks.add(new Block(id, awaitLine("event: "), awaitLine("data: ")));
            }
            return blocks;
        }

        private String awaitLine(String prefix) throws IOException {
            for (String line = line(); ; line = line()) {
                if (line.startsWith(prefix)) {
                    return line.substring(prefix.length());
                }
            }
        }

        private String line() throws IOException {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the stream ended");
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
