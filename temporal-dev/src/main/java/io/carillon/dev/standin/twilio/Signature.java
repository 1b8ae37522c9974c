package io.carillon.dev.standin.twilio;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code X-Twilio-Signature}, from twilio.com/docs/usage/security: the whole address, then every
 * posted name and value without anything between, sorted by name; HMAC-SHA1 with the account's
 * token; base64.
 */
final class Signature {
    private static final String ALGORITHM = "HmacSHA1";

    private Signature() {}

    /**
     * @param url with its query, without a fragment
     * @param posted fields of the body; empty for GET
     */
    static String of(String token, String url, Map<String, String> posted) {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(posted).forEach((name, value) -> signed.append(name).append(value));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
