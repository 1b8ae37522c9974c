package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request for a call, as "Call resource: create" describes it.
 *
 * @param url where the first document is fetched; else it is {@code twiml}
 * @param fallback fetched when a document cannot be had or run
 * @param events of {@code statusCallback}: initiated, ringing, answered, completed
 * @param ringSeconds {@code Timeout}
 * @param callSeconds {@code TimeLimit}
 */
record DialRequest(
        String to,
        String from,
        @Nullable Hook url,
        @Nullable String twiml,
        @Nullable Hook fallback,
        @Nullable Hook statusCallback,
        Set<String> events,
        String sendDigits,
        int ringSeconds,
        int callSeconds,
        @Nullable Recorded recorded,
        @Nullable Detect detect) {
    private static final Set<String> EVENTS =
            Set.of("initiated", "ringing", "answered", "completed");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern DIGITS = Pattern.compile("[0-9A-D#*wW]{0,32}");

    /** "Max 4000 characters" of {@code Twiml}; what is longer is error 32018. */
    private static final int LONGEST_TWIML = 4000;

    /** Four hours, as for Dial's timeLimit; the page of the Call resource names no default. */
    private static final int LONGEST_CALL = 14_400;

    static boolean dialable(String number) {
        return NUMBER.matcher(number).matches();
    }

    /** Refusals are thrown in the order in which the parameters' pages name them. */
    static DialRequest read(Fields fields) {
        String to = number(fields, "To", TwilioError.TO_MISSING, TwilioError.TO_INVALID);
        String from = number(fields, "From", TwilioError.FROM_MISSING, TwilioError.FROM_INVALID);
        Hook url = fields.hook("Url", "Method", TwilioError.URL_INVALID);
        return new DialRequest(
                to,
                from,
                url,
                url == null ? twiml(fields) : null,
                fields.hook("FallbackUrl", "FallbackMethod", TwilioError.URL_INVALID),
                fields.hook(
                        "StatusCallback",
                        "StatusCallbackMethod",
                        TwilioError.STATUS_CALLBACK_INVALID),
                fields.several(
                        "StatusCallbackEvent",
                        "completed",
                        EVENTS,
                        TwilioError.STATUS_EVENT_INVALID),
                digits(fields),
                fields.whole("Timeout", 60, 1, 600),
                fields.whole("TimeLimit", LONGEST_CALL, 1, LONGEST_CALL * 6),
                Recorded.read(fields),
                Detect.read(fields));
    }

    private static String number(
            Fields fields, String name, TwilioError missing, TwilioError invalid) {
        String number = fields.text(name);
        if (number == null) {
            throw missing.refuse(name);
        }
        if (!dialable(number)) {
            throw invalid.refuse(number);
        }
        return number;
    }

    /** "If both twiml and url are provided then twiml will be ignored." */
    static String twiml(Fields fields) {
        String twiml = fields.text("Twiml");
        if (twiml == null) {
            throw TwilioError.CALLS_RESOURCE.refuse("No 'Url', 'Twiml' or 'ApplicationSid' given");
        }
        if (twiml.length() > LONGEST_TWIML) {
            throw TwilioError.TWIML_TOO_LARGE.refuse(twiml.length() + " characters");
        }
        return twiml;
    }

    private static String digits(Fields fields) {
        String digits = fields.text("SendDigits", "");
        if (!DIGITS.matcher(digits).matches()) {
            throw TwilioError.CALLS_RESOURCE.refuse("Invalid SendDigits: " + digits);
        }
        return digits;
    }

    /** The caller's own name of the call: the last part of the address it gave; else empty. */
    static String reference(@Nullable String address) {
        if (address == null || !Hook.usable(address)) {
            return "";
        }
        String path = URI.create(address).getPath();
        return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    }
}
