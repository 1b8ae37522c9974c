package io.carillon.activities.lead;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key of a person with an external id. */
final class PersonKey {
    // An index entry of PostgreSQL holds 2,700 bytes; longer ids are known by their digest.
    private static final int PLAIN_MAX = 200;

    private PersonKey() {}

    static String of(String externalId) {
        return externalId.length() <= PLAIN_MAX ? "x:" + externalId : "x:#" + digest(externalId);
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
