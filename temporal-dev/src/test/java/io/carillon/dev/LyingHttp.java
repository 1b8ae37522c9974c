package io.carillon.dev;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import io.carillon.activities.testing.Lies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** An HTTP port that lies about one request in six. */
final class LyingHttp implements HttpPort.Manner {
    /** Longer than {@link LyingConfiguration} lets us wait for a carrier or a receiver. */
    static final Duration SILENCE = LyingConfiguration.PATIENCE.multipliedBy(2);

    private static final byte[] GARBAGE = "{\"call_id\": \"".getBytes(StandardCharsets.UTF_8);

    private final Lies lies;
    private final byte[] busy;

    /**
     * @param busy the document of a real refusal; half of the refusals have none, as a proxy's
     */
    LyingHttp(Lies lies, String busy) {
        this.lies = lies;
        this.busy = busy.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void take(HttpPort port, HttpPort.Asked asked, HttpExchange exchange)
            throws IOException, InterruptedException {
        switch (lies.next()) {
            case NONE -> HttpPort.answer(exchange, port.send(asked));
            case TIMEOUT -> Thread.sleep(SILENCE);
            case DONE_TIMEOUT -> {
                port.send(asked);
                Thread.sleep(SILENCE);
            }
            case BUSY ->
                    HttpPort.answer(
                            exchange,
                            new HttpPort.Answered(
                                    lies.way(2) == 0 ? 429 : 503,
                                    new Headers(),
                                    lies.way(2) == 0 ? busy : new byte[0]));
            case MALFORMED -> {
                HttpPort.Answered real = port.send(asked);
                HttpPort.answer(
                        exchange, new HttpPort.Answered(real.status(), new Headers(), GARBAGE));
            }
            case STALLED -> stall(exchange, port.send(asked));
        }
    }

    /** Half of the answer, and then nothing. */
    private static void stall(HttpExchange exchange, HttpPort.Answered real)
            throws IOException, InterruptedException {
        byte[] body = real.body().length == 0 ? GARBAGE : real.body();
        exchange.sendResponseHeaders(withBody(real), body.length);
        exchange.getResponseBody().write(Arrays.copyOf(body, body.length / 2));
        exchange.getResponseBody().flush();
        Thread.sleep(SILENCE);
    }

    /** 204 has none. */
    private static int withBody(HttpPort.Answered real) {
        return real.status() == 204 ? 200 : real.status();
    }
}
