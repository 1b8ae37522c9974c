package io.carillon.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

class GuardedHttpTest {
    private static final GuardedHttp STRICT = new GuardedHttp(new WebhookSettings(false));
    private static final GuardedHttp LOCAL =
            new GuardedHttp(new WebhookSettings(true), Duration.ofSeconds(2));
    private static final AtomicInteger INSIDE = new AtomicInteger();
    private static HttpServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/inside",
                exchange -> {
                    INSIDE.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.createContext(
                "/redirect",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/inside");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.createContext(
                "/endless",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    var line = new byte[8192];
                    try (var out = exchange.getResponseBody()) {
                        while (true) {
                            out.write(line);
                        }
                    }
                });
        server.createContext(
                "/drip",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var out = exchange.getResponseBody()) {
                        while (true) {
                            out.write('.');
                            out.flush();
                            Thread.sleep(100);
                        }
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.createContext(
                "/file",
                exchange -> {
                    byte[] body = "sound".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "audio/wav");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        STRICT.close();
        LOCAL.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "localhost",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:a00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::1]",
                "[2002:7f00:1::]",
                "[2001::1]",
                "[2001:db8::1]",
                "[3fff::1]",
                "[5f00::1]",
                "[fc00::1]",
                "[fe80::1]",
                "[fec0::1]",
                "[ff02::1]"
            })
    void refusesAddressesThatAreNotTheInternets(String host) {
        assertThatThrownBy(() -> STRICT.check("https://" + host + "/hook"))
                .isInstanceOfSatisfying(
                        UrlRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("URL_ADDRESS"));
        assertThat(STRICT.post(URI.create("https://" + host + ":1/hook"), Map.of(), "{}", 10))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed ->
                                assertThat(failed.cause()).isEqualTo(Answer.Cause.ADDRESS_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "[2606:4700::1111]", "[::ffff:8.8.8.8]"})
    void permitsAddressesOfTheInternet(String host) {
        String url = "https://" + host + "/hook";

        assertThat(STRICT.check(url)).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource({
        "http://8.8.8.8/, URL_SCHEME",
        "ftp://8.8.8.8/, URL_SCHEME",
        "file:///etc/passwd, URL_INVALID",
        "https://user:secret@8.8.8.8/, URL_INVALID",
        "https://8.8.8.8/#part, URL_INVALID",
        "/hook, URL_INVALID",
        "https://, URL_INVALID",
        "https://8.8.8.8:99999/, URL_INVALID",
        "not a url, URL_INVALID",
        "https://127.1/, URL_INVALID",
    })
    void refusesUrlsThatAreNone(String url, String code) {
        assertThatThrownBy(() -> STRICT.check(url))
                .isInstanceOfSatisfying(
                        UrlRefused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void allowsLoopbackButNoOtherInnerNetworkUnderTheDevelopmentSetting() throws Exception {
        var guard = new AddressGuard(true);

        assertThat(LOCAL.check("http://127.0.0.1:9000/hook")).hasHost("127.0.0.1");
        assertThat(guard.permits(InetAddress.getByName("::1"))).isTrue();
        assertThat(guard.permits(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(guard.permits(InetAddress.getByName("169.254.169.254"))).isFalse();
    }

    @Test
    void refusesLoopbackWithoutConnecting() {
        int before = INSIDE.get();

        Answer answer = STRICT.post(url("/inside"), Map.of(), "{}", 10);

        assertThat(answer).isInstanceOf(Answer.Failed.class);
        assertThat(INSIDE).hasValue(before);
    }

    @Test
    void followsNoRedirect() {
        int before = INSIDE.get();

        Answer answer = LOCAL.post(url("/redirect"), Map.of(), "{}", 10);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Answered.class, got -> assertThat(got.status()).isEqualTo(302));
        assertThat(INSIDE).hasValue(before);
        assertThatThrownBy(() -> LOCAL.fetch(url("/redirect").toString(), 100))
                .isInstanceOf(UrlRefused.class);
    }

    @Test
    void readsNoMoreOfAnEndlessAnswerThanItWasTold() {
        Answer answer = LOCAL.post(url("/endless"), Map.of(), "{}", 65536);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        got -> {
                            assertThat(got.body()).hasSize(65536);
                            assertThat(got.cut()).isTrue();
                        });
        assertThatThrownBy(() -> LOCAL.fetch(url("/endless").toString(), 1000))
                .isInstanceOfSatisfying(
                        UrlRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("URL_TOO_LARGE"));
    }

    @Test
    void endsInTimeHoweverSlowlyTheAnswerDrips() {
        Answer answer = LOCAL.post(url("/drip"), Map.of(), "{}", 65536);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(Answer.Cause.TIMEOUT));
    }

    @Test
    void fetchesAFile() {
        GuardedHttp.Fetched file = LOCAL.fetch(url("/file").toString(), 5);

        assertThat(file.contentType()).isEqualTo("audio/wav");
        assertThat(file.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("sound");
    }

    private static URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
