package io.carillon.activities.webhook;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends one event once, signed as Standard Webhooks 1.0.0. */
final class WebhookSender {
    /** Of a receiver's answer only the status matters; more than this is not even read. */
    private static final int ANSWER_MAX = 64 * 1024;

    private final GuardedHttp http;
    private final InstantSource clock;

    WebhookSender(GuardedHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * @param secrets one signature each; two while an old secret is being replaced
     * @param id of the event, the same at every try
     */
    Answer send(String url, List<SigningSecret> secrets, String id, String body) {
        long seconds = clock.instant().getEpochSecond();
        String signatures =
                secrets.stream()
                        .map(secret -> secret.sign(id, seconds, body))
                        .collect(Collectors.joining(" "));
        return http.post(
                URI.create(url),
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", Long.toString(seconds),
                        "webhook-signature", signatures),
                body,
                ANSWER_MAX);
    }
}
