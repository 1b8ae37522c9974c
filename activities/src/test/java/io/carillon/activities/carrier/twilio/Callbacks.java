package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Callbacks as Twilio would send and sign them. */
final class Callbacks {
    private Callbacks() {}

    /** A form of the call at its address with {@code kind} behind it. */
    static Callback form(String kind, String form) {
        return at(Twilios.ADDRESS + kind, form);
    }

    static Callback at(String url, String form) {
        String call = "CallSid=" + Twilios.CALL_SID;
        return signed(url, form.isEmpty() ? call : call + "&" + form);
    }

    static Callback signed(String url, String form) {
        return new Callback(
                url,
                Map.of(
                        "content-type",
                        "application/x-www-form-urlencoded; charset=UTF-8",
                        "x-twilio-signature",
                        signature(url, form)),
                form.getBytes(StandardCharsets.UTF_8));
    }

    static Callback get(String url) {
        return new Callback(
                url,
                Map.of("x-twilio-signature", TwilioSignature.sign(Twilios.TOKEN, url, Map.of())),
                new byte[0]);
    }

    private static String signature(String url, String form) {
        try {
            var read =
                    TwilioForm.form(
                            new Callback(url, Map.of(), form.getBytes(StandardCharsets.UTF_8)));
            return TwilioSignature.sign(Twilios.TOKEN, url, java.util.Objects.requireNonNull(read));
        } catch (CallbackRefused malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
