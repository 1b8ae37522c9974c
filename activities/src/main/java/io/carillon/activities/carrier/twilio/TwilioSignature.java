package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a callback is Twilio's: X-Twilio-Signature is the base 64 of HMAC-SHA1, with the auth
 * token, over the address followed by every parameter of the form and its value, sorted by name
 * (Twilio docs, Webhooks security). Over other bodies it is the address alone, whose {@code
 * bodySHA256} then vouches for the body. The SDK's own validator takes the query apart and writes
 * it anew, so that an address with an encoded colon or plus sign would never match.
 */
final class TwilioSignature {
    private static final String HEADER = "x-twilio-signature";
    private static final String BODY_DIGEST = "bodySHA256";

    private TwilioSignature() {}

    /**
     * Returns when the callback is authentic.
     *
     * @param authToken null: the account has none, so nothing can be
     * @param form null: the body is no form
     * @throws CallbackRefused when it is not
     */
    static void check(
            @Nullable String authToken, Callback callback, @Nullable Map<String, String> form)
            throws CallbackRefused {
        String signature = callback.headers().get(HEADER);
        if (authToken == null || authToken.isBlank() || signature == null) {
            throw forged();
        }
        if (form == null && !vouchedFor(callback)) {
            throw forged();
        }
        Map<String, String> parameters = form == null ? Map.of() : form;
        // Twilio's servers have signed both ways; its SDKs accept both.
        boolean authentic = false;
        for (String spelling : spellings(callback.url())) {
            authentic |= matches(signature, sign(authToken, spelling, parameters));
        }
        if (!authentic) {
            throw forged();
        }
    }

    private static CallbackRefused forged() {
        return new CallbackRefused("a callback without Twilio's signature", true);
    }

    private static boolean vouchedFor(Callback callback) throws CallbackRefused {
        String digest = TwilioForm.query(callback.url()).get(BODY_DIGEST);
        return digest != null
                && matches(
                        digest.toLowerCase(Locale.ROOT),
                        HexFormat.of().formatHex(sha256(callback.body())));
    }

    private static boolean matches(String given, String expected) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** With the port and without it. */
    private static List<String> spellings(String url) {
        URI uri = URI.create(url);
        String authority = String.valueOf(uri.getRawAuthority());
        String host =
                uri.getPort() < 0 ? authority : authority.substring(0, authority.lastIndexOf(':'));
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        String behind = url.substring(url.indexOf(authority) + authority.length());
        String scheme = uri.getScheme() + "://";
        return List.of(scheme + host + behind, scheme + host + ":" + port + behind);
    }

    static String sign(String authToken, String url, Map<String, String> parameters) {
        var signed = new StringBuilder(url);
        new TreeMap<>(parameters).forEach((name, value) -> signed.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("a JDK without HmacSHA1", missing);
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("a JDK without SHA-256", missing);
        }
    }
}
