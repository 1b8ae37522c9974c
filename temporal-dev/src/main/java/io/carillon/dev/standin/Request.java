package io.carillon.dev.standin;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A request made of a stand-in.
 *
 * @param path without the query, decoded, with its leading slash
 * @param query parameters of the address, in their order
 * @param headers by name in small letters; of repeated ones the first
 */
public record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body) {
    /** Null: not there. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }
}
