package io.carillon.dev.standin.twilio;

import java.net.URI;

/**
 * An address the application gave.
 *
 * @param url absolute, maybe with connection overrides in its fragment
 * @param method GET or POST
 */
record Hook(String url, String method) {
    /** False for what no request can be made of. */
    static boolean usable(String url) {
        try {
            URI parsed = URI.create(url);
            String scheme = parsed.getScheme();
            return parsed.getHost() != null && ("http".equals(scheme) || "https".equals(scheme));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
