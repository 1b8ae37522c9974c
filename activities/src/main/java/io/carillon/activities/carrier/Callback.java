package io.carillon.activities.carrier;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A callback as it came.
 *
 * @param url the address it was sent to as the carrier knows it, with its query: rebuilt from the
 *     configured public URL, never from what the request says of its host
 * @param headers lower-case names
 * @param body empty for what was fetched with GET
 * @param from network address of who sent it; null: not known
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record Callback(
        String url, Map<String, String> headers, byte[] body, @Nullable String from) {
    public Callback {
        headers = Map.copyOf(headers);
    }

    public Callback(String url, Map<String, String> headers, byte[] body) {
        this(url, headers, body, null);
    }
}
