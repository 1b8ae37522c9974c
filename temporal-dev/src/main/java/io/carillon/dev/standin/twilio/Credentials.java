package io.carillon.dev.standin.twilio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The account's name and secret.
 *
 * @param sid {@code AC} and 32 hexadecimal digits
 */
record Credentials(String sid, String token) {
    Credentials {
        if (!sid.matches("AC[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException(
                    "account " + sid + " (expected: AC and 32 hexadecimal digits)");
        }
    }

    /** True for the Basic authentication of this account. */
    boolean match(String authorization) {
        String pair = sid + ":" + token;
        String wanted =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8),
                authorization.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[" + sid + ", ***]";
    }
}
