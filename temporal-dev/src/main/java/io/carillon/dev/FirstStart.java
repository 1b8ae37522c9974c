package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;

/** Makes what one needs to begin: an organization, its admin key, and a caller id. */
final class FirstStart {
    static final String CALLER_ID = "+12025550100";

    private final Settings settings;

    FirstStart(Settings settings) {
        this.settings = settings;
    }

    /** The admin key, made at the first start. */
    String key() throws IOException, InterruptedException {
        Home home = settings.home();
        if (!Files.exists(home.apiKey())) {
            var operator = new Api(settings.api(), Files.readString(home.operatorKey()).strip());
            JsonNode made =
                    operator.post(
                            "/organizations",
                            Map.of("name", "My organization"),
                            UUID.randomUUID().toString());
            Home.writeSecret(home.apiKey(), secret(made) + "\n");
        }
        String key = Files.readString(home.apiKey()).strip();
        ensureCallerId(new Api(settings.api(), key));
        return key;
    }

    private static void ensureCallerId(Api api) throws InterruptedException {
        for (JsonNode known : api.get("/caller-ids?limit=200").path("data")) {
            if (known.path("number").asString("").equals(CALLER_ID)) {
                return;
            }
        }
        api.post(
                "/caller-ids",
                Map.of("number", CALLER_ID, "carrier", "simulator", "label", "First caller id"),
                UUID.randomUUID().toString());
    }

    /** Shown this once: {@code key} is the key's object, with the secret in its own {@code key}. */
    private static String secret(JsonNode made) {
        JsonNode key = made.path("key");
        JsonNode shown = key.isObject() ? key.path("key") : key;
        if (shown.isString()) {
            return shown.asString();
        }
        throw new CannotStart("the API made an organization without showing its key");
    }
}
