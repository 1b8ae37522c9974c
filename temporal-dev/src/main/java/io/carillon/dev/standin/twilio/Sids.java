package io.carillon.dev.standin.twilio;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Twilio's names of things: two letters and 32 hexadecimal digits. */
final class Sids {
    private Sids() {}

    static String fresh(String prefix) {
        return prefix + hex(UUID.randomUUID());
    }

    /** The same for the same thing. */
    static String of(String prefix, String thing) {
        return prefix + hex(UUID.nameUUIDFromBytes(thing.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hex(UUID uuid) {
        return uuid.toString().replace("-", "");
    }
}
