package io.carillon.dev.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Which calls were asked for must be known exactly: the residual is what is left of it. */
class HttpTapTest {
    private static final String TOKEN = "Zk3-x_w".repeat(6) + "A";

    /** The name of the call, and the request as the carrier gets it. */
    static final List<Arguments> REQUESTS =
            List.of(
                    Arguments.of(
                            "call_01k",
                            "POST /v1/calls HTTP/1.1\r\nContent-Length: 40\r\n\r\n"
                                    + "{\"reference\":\"call_01k\",\"to\":\"+1\",\"callback_url\":\"http://127.0.0.1/callbacks/simulator/"
                                    + TOKEN
                                    + "?tag=a\"}"),
                    Arguments.of(
                            TOKEN,
                            "POST /2010-04-01/Accounts/AC1/Calls.json HTTP/1.1\r\nContent-Length: 40\r\n\r\n"
                                    + "To=%2B1&StatusCallback=http%3A%2F%2F127.0.0.1%3A8080%2Fcallbacks%2Ftwilio%2F"
                                    + TOKEN
                                    + "%3Ftag%3Da%26kind%3Dstatus"),
                    Arguments.of(
                            TOKEN,
                            "POST /v2/create-call HTTP/1.1\r\nContent-Length: 40\r\n\r\n"
                                    + "{\"to_\":\"+1\",\"callbackurl\":\"http://127.0.0.1:8080/callbacks/ilyost/"
                                    + TOKEN
                                    + "?tag=a&amd=1\"}"));

    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void namesTheCallThatIsAskedForWhereverAPacketIsCut(String call, String request) {
        for (int cut = 1; cut < request.length(); cut++) {
            asked.clear();
            HttpTap tap = tap();

            send(tap, request.substring(0, cut));
            send(tap, request.substring(cut));

            assertThat(asked).as("cut after %d", cut).contains(call).containsOnly(call);
        }
    }

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void namesItAlsoWhenItIsLostOnItsWay(String call, String request) {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);

        tap().lost(bytes, bytes.length);

        assertThat(asked).containsExactly(call);
    }

    private HttpTap tap() {
        return new HttpTap(mark -> true, asked::add, "worker-1");
    }

    private static void send(HttpTap tap, String piece) {
        byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
        tap.asked(bytes, bytes.length);
    }
}
