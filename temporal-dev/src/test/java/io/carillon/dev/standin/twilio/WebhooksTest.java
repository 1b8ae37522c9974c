package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Letter;
import io.carillon.dev.standin.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class WebhooksTest {
    private static final String TOKEN = "one token";

    private final List<Letter> letters = new ArrayList<>();

    private Webhooks answering(Reply reply) {
        return new Webhooks(
                (letter, patience) -> {
                    letters.add(letter);
                    return reply;
                },
                Runnable::run,
                Stage.CREDENTIALS);
    }

    private static Reply failing(String how) {
        return switch (how) {
            case "refused" -> new Reply.NotConnected("refused");
            case "silent" -> new Reply.NoAnswer("timed out");
            default -> new Reply.Answered(Integer.parseInt(how), "text/plain", new byte[0]);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "'', 204, 1",
        "'', 500, 1",
        "'', silent, 1",
        "'', refused, 2",
        "#rc=0, refused, 1",
        "#rc=3&rp=5xx, 503, 4",
        "#rc=2&rp=4xx, 503, 1",
        "#rc=2&rp=rt, silent, 3",
        "#rc=9&rp=all, 404, 6"
    })
    void triesAsOftenAsTheAddressSays(String fragment, String how, int attempts)
            throws InterruptedException {
        Webhooks webhooks = answering(failing(how));

        webhooks.send(new Hook("http://127.0.0.1:9/told" + fragment, "POST"), Map.of(), TOKEN);

        assertThat(letters)
                .hasSize(attempts)
                .allSatisfy(
                        letter -> {
                            assertThat(letter.url()).hasToString("http://127.0.0.1:9/told");
                            assertThat(letter.headers())
                                    .containsEntry("I-Twilio-Idempotency-Token", TOKEN);
                        });
    }

    @Test
    void putsFieldsIntoTheAddressOfAGet() throws InterruptedException {
        Webhooks webhooks = answering(failing("204"));

        webhooks.send(
                new Hook("http://127.0.0.1:9/told?a=1", "GET"), Map.of("CallSid", "CA1"), TOKEN);

        String url = "http://127.0.0.1:9/told?a=1&CallSid=CA1";
        assertThat(letters.getFirst().url()).hasToString(url);
        assertThat(letters.getFirst().headers())
                .containsEntry(
                        "X-Twilio-Signature",
                        Signature.of(Stage.CREDENTIALS.token(), url, Map.of()));
    }
}
