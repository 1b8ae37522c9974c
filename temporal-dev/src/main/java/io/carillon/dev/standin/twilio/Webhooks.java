package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Form;
import io.carillon.dev.standin.Letter;
import io.carillon.dev.standin.Reply;
import io.carillon.dev.standin.Waits;
import io.carillon.dev.standin.Web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Every request Twilio makes of the application, signed. */
final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final Web web;
    private final Executor threads;
    private final Credentials credentials;
    private final Waits waits = new Waits();

    Webhooks(Web web, Executor threads, Credentials credentials) {
        this.web = web;
        this.threads = threads;
        this.credentials = credentials;
    }

    /** Asks without keeping the call waiting for the machine. */
    void ask(Hook hook, Map<String, String> fields, Consumer<Reply> then) {
        try {
            threads.execute(
                    () -> {
                        try {
                            long began = System.nanoTime();
                            Reply document = send(hook, fields, UUID.randomUUID().toString());
                            waits.add(System.nanoTime() - began);
                            then.accept(document);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("standin.fetch.closed");
        }
    }

    /** For documents, while somebody is on the line. */
    Waits.Told waited() {
        return waits.told();
    }

    /**
     * Tells or asks, again where the address says so.
     *
     * @param token the same in every attempt: twilio.com/docs/usage/webhooks names the header
     *     {@code I-Twilio-Idempotency-Token} for telling repeated requests apart from new ones
     */
    Reply send(Hook hook, Map<String, String> fields, String token) throws InterruptedException {
        URI given = URI.create(hook.url());
        Overrides overrides = Overrides.of(given.getFragment());
        Letter letter = letter(hook, fields, token);
        long began = System.nanoTime();
        Reply reply = web.send(letter, patience(overrides, began));
        for (int retry = 0; retry < overrides.retries(); retry++) {
            Duration left = patience(overrides, began);
            if (!overrides.triesAgainAfter(reply) || !left.isPositive()) {
                break;
            }
            reply = web.send(letter, left);
        }
        return reply;
    }

    private static Duration patience(Overrides overrides, long began) {
        Duration left = overrides.total().minusNanos(System.nanoTime() - began);
        return left.compareTo(overrides.answer()) < 0 ? left : overrides.answer();
    }

    /** With GET the fields are part of the address, and so of what is signed. */
    private Letter letter(Hook hook, Map<String, String> fields, String token) {
        int fragment = hook.url().indexOf('#');
        String url = fragment < 0 ? hook.url() : hook.url().substring(0, fragment);
        boolean get = hook.method().equals("GET");
        if (get && !fields.isEmpty()) {
            url += (url.indexOf('?') < 0 ? "?" : "&") + Form.write(fields);
        }
        Map<String, String> posted = get ? Map.of() : fields;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Twilio-Signature", Signature.of(credentials.token(), url, posted));
        headers.put("I-Twilio-Idempotency-Token", token);
        headers.put("User-Agent", "TwilioProxy/1.1");
        if (!get) {
            headers.put("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        }
        return new Letter(hook.method(), URI.create(url), headers, Form.write(posted));
    }
}
