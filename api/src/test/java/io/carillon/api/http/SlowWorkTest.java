package io.carillon.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.carillon.activities.database.Transactions;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What takes long is done before a request's transaction, so that it holds no connection. */
class SlowWorkTest {
    /** Three pieces in the blob store. */
    private static final int LONG_FILE_BYTES = 5 << 19;

    private static final List<Boolean> HELD_WHILE_FETCHED = new CopyOnWriteArrayList<>();

    private static ApiServer server;
    private static ApiClient client;
    private static HttpServer audio;

    @BeforeAll
    static void start() throws IOException {
        server = ApiServer.start("--carillon.allow-local-webhooks=true");
        client = Tenants.ready(server, "slow");
        audio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        audio.createContext(
                "/",
                exchange -> {
                    HELD_WHILE_FETCHED.add(anyTransactionStaysOpen());
                    byte[] sound = wav();
                    exchange.sendResponseHeaders(200, sound.length);
                    exchange.getResponseBody().write(sound);
                    exchange.close();
                });
        audio.start();
    }

    @AfterAll
    static void close() {
        audio.stop(0);
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"/flows, true", "/flows, false", "/campaigns, true", "/campaigns, false"})
    void fetchesAudioBeforeTheTransaction(String path, boolean withKey) {
        String flow = flow(path + withKey);
        String body =
                path.equals("/flows") ? flow : Tenants.campaign("").replace(Tenants.FLOW, flow);
        ApiClient sender = withKey ? client.with("Idempotency-Key", "fetch" + path) : client;
        HELD_WHILE_FETCHED.clear();

        Answer made = sender.post(path, body);

        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(HELD_WHILE_FETCHED).containsExactly(false);
    }

    @Test
    void copiesAnUploadInTransactionsOfItsOwnAndKeepsTheAnswerWithTheImport() {
        String campaign = client.post("/campaigns", Tenants.campaign("")).at("/id");
        String path = "/campaigns/" + campaign + "/leads";
        ApiClient once = client.with("Idempotency-Key", "upload");

        Answer first = upload(once, path);
        Answer again = upload(once, path);

        assertThat(first.status()).as(first.toString()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(
                        text(
                                """
                                SELECT count(*) || ' ' || count(DISTINCT c.xmin::text) || ' '
                                    || count(*) FILTER (WHERE c.xmin = i.xmin) || ' '
                                    || (SELECT count(*) FROM idempotency_keys k WHERE k.xmin = i.xmin)
                                FROM imports i JOIN blob_chunks c ON c.blob_id = i.blob_id
                                GROUP BY i.id, i.xmin
                                """))
                .containsExactly("3 3 0 1");
    }

    @Test
    void keepsWhatWasWrongWithASlowFetch() {
        ApiClient once = client.with("Idempotency-Key", "nothing there");
        String flow = flow("/").replace(":" + audio.getAddress().getPort(), ":1");

        Answer refused = once.post("/flows", flow);
        Answer again = once.post("/flows", flow);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/steps/a/play");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    /** Transactions of others end while we look again; the request's own would wait for us. */
    private static boolean anyTransactionStaysOpen() {
        String before = text("SELECT clock_timestamp()::text").getFirst();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            if (text("""
                            SELECT pid::text FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                              AND state <> 'idle' AND xact_start < '%s'
                            """
                            .formatted(before))
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> text(String sql) {
        Transactions transactions = server.bean(Transactions.class);
        return transactions.system(() -> transactions.jdbc().sql(sql).query(String.class).list());
    }

    private static String flow(String path) {
        return """
               {"name":"f","start":"a","steps":{"a":{"play":"http://127.0.0.1:%d%s.wav","next":"b"},"b":{"hang_up":true}}}
               """
                .formatted(audio.getAddress().getPort(), path);
    }

    private static Answer upload(ApiClient sender, String path) {
        String head = "phone,note\n2025550101,";
        String body =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"leads.csv\"\r\n\r\n"
                        + head
                        + "a".repeat(LONG_FILE_BYTES)
                        + "\r\n--x--\r\n";
        return sender.send(
                "POST", path, BodyPublishers.ofString(body), "multipart/form-data; boundary=x");
    }

    /** A second of silence: 8000 Hz, 8 bits, mono. */
    private static byte[] wav() {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 8000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 8000);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(8000);
        bytes.putShort((short) 1).putShort((short) 8);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(8000);
        return bytes.array();
    }
}
