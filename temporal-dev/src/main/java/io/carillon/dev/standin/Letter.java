package io.carillon.dev.standin;

import java.net.URI;
import java.util.Map;

/**
 * A request the stand-in makes of the application.
 *
 * @param method GET or POST
 * @param body empty for GET
 */
public record Letter(String method, URI url, Map<String, String> headers, String body) {
    public Letter {
        headers = Map.copyOf(headers);
    }
}
