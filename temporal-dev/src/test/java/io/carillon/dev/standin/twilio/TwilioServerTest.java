package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import io.carillon.dev.standin.Form;
import io.carillon.dev.standin.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The program as it runs: real sockets, real threads, time a thousand times as fast. */
class TwilioServerTest {
    private static final Credentials CREDENTIALS = Stage.CREDENTIALS;

    @TempDir Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private TwilioServer server;
    private HttpServer application;

    @BeforeEach
    void setUp() throws IOException {
        Account account =
                Account.of(100.0, null, List.of(Stage.FROM), null, null, null, null, null);
        server =
                new TwilioServer(0, folder.resolve("calls.jsonl"), 1000, 1, CREDENTIALS, account)
                        .start();
        application =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    told.addAll(Form.read(body).getOrDefault("CallStatus", List.of()));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        application.start();
    }

    @AfterEach
    void tearDown() throws IOException {
        client.close();
        application.stop(0);
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        String pair = CREDENTIALS.sid() + ":" + CREDENTIALS.token();
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        pair.getBytes(StandardCharsets.UTF_8)))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> dial() throws IOException, InterruptedException {
        String callbacks = "http://127.0.0.1:" + application.getAddress().getPort() + "/token";
        return send(
                "POST",
                "/2010-04-01/Accounts/" + CREDENTIALS.sid() + "/Calls.json",
                Form.write(
                                Map.of(
                                        "To",
                                        Stage.HUMAN,
                                        "From",
                                        Stage.FROM,
                                        "Twiml",
                                        "<Response><Hangup/></Response>",
                                        "StatusCallback",
                                        callbacks))
                        + "&StatusCallbackEvent=initiated&StatusCallbackEvent=completed");
    }

    @Test
    void placesACallAndTellsOfIt() throws Exception {
        HttpResponse<String> created = dial();

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("initiated");
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("completed");
        assertThat(Files.readString(folder.resolve("calls.jsonl")))
                .contains("\"reference\":\"token\",\"rang\":true");
    }

    @Test
    void cutsTheConnectionOfACallThatRings() throws Exception {
        HttpResponse<String> set =
                send("PUT", "/_standin/faults", "{\"next\":[\"accept_then_cut\"]}");

        assertThat(set.statusCode()).isEqualTo(200);
        assertThatThrownBy(this::dial).isInstanceOf(IOException.class);
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("initiated");
    }

    @Test
    void hasItsKnobsTurnedAndReadWhileItRuns() throws Exception {
        assertThat(send("PUT", "/_standin/people", "{\"ranges\":{\"01\":\"busy\"}}").statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", "/_standin/opt-out-key", "{\"key\":\"9\"}").statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", "/_standin/speed", "{\"speed\":500}").statusCode()).isEqualTo(200);
        assertThat(send("PUT", "/_standin/account", "{\"max_concurrent\":0}").statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", "/_standin/faults", "{\"drop\":1}").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/_standin/nothing", "").statusCode()).isEqualTo(404);
        assertThat(Json.MAPPER.readTree(send("GET", "/_standin/health", "").body()))
                .isEqualTo(
                        Json.MAPPER.readTree(
                                """
                                {"placed":0,"live":0,"ever_queued":0,"seed":1,"speed":500.0,
                                 "documents":{"count":0,"p50_ms":0,"p99_ms":0,"longest_ms":0}}
                                """));
    }
}
