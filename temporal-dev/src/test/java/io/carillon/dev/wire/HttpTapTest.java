package io.carillon.dev.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Which calls were asked for must be known exactly: the residual is what is left of it. */
class HttpTapTest {
    private static final String REQUEST =
            "POST /v1/calls HTTP/1.1\r\nContent-Length: 40\r\n\r\n{\"reference\":\"call_01k\",\"to\":\"+1\"}";

    private final List<String> asked = new ArrayList<>();

    @Test
    void namesTheCallThatIsAskedForWhereverAPacketIsCut() {
        for (int cut = 1; cut < REQUEST.length(); cut++) {
            asked.clear();
            HttpTap tap = tap();

            send(tap, REQUEST.substring(0, cut));
            send(tap, REQUEST.substring(cut));

            assertThat(asked).as("cut after %d", cut).contains("call_01k").containsOnly("call_01k");
        }
    }

    @Test
    void namesItAlsoWhenItIsLostOnItsWay() {
        byte[] bytes = REQUEST.getBytes(StandardCharsets.ISO_8859_1);

        tap().lost(bytes, bytes.length);

        assertThat(asked).containsExactly("call_01k");
    }

    private HttpTap tap() {
        return new HttpTap(mark -> true, asked::add, "worker-1");
    }

    private static void send(HttpTap tap, String piece) {
        byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
        tap.asked(bytes, bytes.length);
    }
}
