package io.carillon.dev.standin.ilyost;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What create-call was asked (Ilyost docs, "Create a Call").
 *
 * @param callback decoded, as it will be sent to
 */
record Dial(String to, String from, String callback, boolean detects) {
    /** In the order in which the server looks (Ilyost server, POST /v2/create-call). */
    static Dial read(JsonNode body) {
        String to = body.path("to_").asString("");
        String from = body.path("from_").asString("");
        String callback = body.path("callbackurl").asString("");
        if (to.isEmpty() || from.isEmpty() || callback.isEmpty() || apiKey(body).isEmpty()) {
            throw new Refusal(400, "Missing required parameters");
        }
        return new Dial(to, from, decoded(callback), detects(body.path("amd")));
    }

    static String apiKey(JsonNode body) {
        return body.path("apikey").asString("");
    }

    /** decodeURIComponent leaves a plus as it is. */
    private static String decoded(String url) {
        try {
            String decoded = URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (new URI(decoded).getHost() != null) {
                return decoded;
            }
        } catch (IllegalArgumentException | URISyntaxException e) {
            throw new Refusal(400, "Invalid callback URL format");
        }
        throw new Refusal(400, "Invalid callback URL format");
    }

    private static boolean detects(JsonNode amd) {
        if (amd.isString()) {
            return amd.asString().equalsIgnoreCase("true");
        }
        if (amd.isMissingNode() || amd.isBoolean()) {
            return amd.asBoolean(false);
        }
        throw new Refusal(
                400, "AMD must be a boolean value (true, false, \"True\", or \"False\").");
    }

    /** The last part of the callback's path. */
    static String reference(String callback) {
        int query = callback.indexOf('?');
        String path = query < 0 ? callback : callback.substring(0, query);
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
