package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Reply;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How hard Twilio tries to reach an address, from its page "Webhooks: connection overrides": 15
 * seconds for an answer and for all attempts together, one further attempt, and that only when no
 * connection came about ("ct"); the fragment of the address may say otherwise. {@code ct}, the time
 * for a connection, is read and stays at its 5 seconds; {@code e} and {@code sni} mean nothing on
 * one machine.
 *
 * @param retries {@code rc}
 * @param policy {@code rp}: which failures are tried again
 * @param answer {@code rt}
 * @param total {@code tt}
 */
record Overrides(int retries, List<String> policy, Duration answer, Duration total) {
    private static final int LONGEST_MILLIS = 15_000;
    private static final int SHORTEST_MILLIS = 100;
    private static final int MOST_RETRIES = 5;

    static Overrides of(@Nullable String fragment) {
        Map<String, String> given = new HashMap<>();
        for (String pair : fragment == null ? new String[0] : fragment.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                given.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return new Overrides(
                whole(given.get("rc"), 1, 0, MOST_RETRIES),
                Arrays.asList(given.getOrDefault("rp", "ct").split(",", -1)),
                millis(given.get("rt")),
                millis(given.get("tt")));
    }

    private static Duration millis(@Nullable String text) {
        return Duration.ofMillis(whole(text, LONGEST_MILLIS, SHORTEST_MILLIS, LONGEST_MILLIS));
    }

    private static int whole(@Nullable String text, int otherwise, int least, int most) {
        if (text == null || !text.matches("[0-9]{1,9}")) {
            return otherwise;
        }
        return Math.clamp(Integer.parseInt(text), least, most);
    }

    boolean triesAgainAfter(Reply reply) {
        return policy.contains("all") || policy.contains(failure(reply));
    }

    private static String failure(Reply reply) {
        return switch (reply) {
            case Reply.NotConnected refused -> "ct";
            case Reply.NoAnswer late -> "rt";
            case Reply.Answered answered -> answered.status() / 100 + "xx";
        };
    }
}
