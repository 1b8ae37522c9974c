package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One element to one verb; null where it is nothing that can be done, with a warning. */
final class VerbReader {
    /** "Say: invalid text": empty; the verb is skipped. */
    private static final int SAY_EMPTY = 13520;

    /** "Say element character limits exceeded"; the verb is skipped. */
    private static final int SAY_TOO_LONG = 13521;

    /** "The URL-encoded string cannot exceed 4500 characters", from the same page. */
    private static final int MOST_ENCODED = 4500;

    /** {@code loop="0"} goes on until the call ends, which no call outlasts this often. */
    private static final int ENDLESS = 10_000;

    private static final Set<String> SAY = Set.of("voice", "language", "loop");
    private static final Set<String> PLAY = Set.of("loop", "digits");
    private static final Set<String> PAUSE = Set.of("length");
    private static final Set<String> GATHER =
            Set.of(
                    "action",
                    "method",
                    "input",
                    "timeout",
                    "finishOnKey",
                    "numDigits",
                    "actionOnEmptyResult",
                    "bargeIn",
                    "language",
                    "hints",
                    "speechTimeout",
                    "maxSpeechTime",
                    "profanityFilter",
                    "partialResultCallback",
                    "partialResultCallbackMethod",
                    "speechModel",
                    "enhanced",
                    "debug");
    private static final Set<String> RECORD =
            Set.of(
                    "action",
                    "method",
                    "timeout",
                    "finishOnKey",
                    "maxLength",
                    "playBeep",
                    "trim",
                    "recordingStatusCallback",
                    "recordingStatusCallbackMethod",
                    "recordingStatusCallbackEvent",
                    "transcribe",
                    "transcribeCallback",
                    "recordingTrack");
    private static final Set<String> DIAL =
            Set.of(
                    "action",
                    "method",
                    "timeout",
                    "hangupOnStar",
                    "timeLimit",
                    "callerId",
                    "record",
                    "trim",
                    "recordingStatusCallback",
                    "recordingStatusCallbackMethod",
                    "recordingStatusCallbackEvent",
                    "answerOnBridge",
                    "ringTone",
                    "callReason",
                    "recordingTrack",
                    "sequential",
                    "referUrl",
                    "referMethod");

    private static final Set<String> NUMBER =
            Set.of(
                    "sendDigits",
                    "url",
                    "method",
                    "statusCallback",
                    "statusCallbackMethod",
                    "statusCallbackEvent",
                    "byoc",
                    "machineDetection",
                    "phoneNumberSid");
    private static final Set<String> CALL_EVENTS =
            Set.of("initiated", "ringing", "answered", "completed");
    private static final Set<String> TAPE_EVENTS = Set.of("in-progress", "completed", "absent");

    private final Function<Element, List<Verb>> nested;
    private final List<Twiml.Warning> warnings;

    VerbReader(Function<Element, List<Verb>> nested, List<Twiml.Warning> warnings) {
        this.nested = nested;
        this.warnings = warnings;
    }

    @Nullable Verb read(Element element) {
        return switch (element.getTagName()) {
            case "Say" -> say(element);
            case "Play" -> play(element);
            case "Pause" -> new Verb.Pause(attributes(element, PAUSE).whole("length", 1, 1));
            case "Gather" -> gather(element);
            case "Record" -> record(element);
            case "Dial" -> dial(element);
            case "Redirect" ->
                    new Verb.Redirect(
                            element.getTextContent().strip(),
                            attributes(element, Set.of("method")).method("method"));
            case "Hangup" -> new Verb.Hangup();
            case "Reject" -> new Verb.Reject();
            default -> skipped(Attributes.SCHEMA, element.getTagName() + " is no verb");
        };
    }

    private Attributes attributes(Element element, Set<String> known) {
        return new Attributes(element, known, warnings);
    }

    private @Nullable Verb skipped(int code, String about) {
        warnings.add(new Twiml.Warning(code, about));
        return null;
    }

    /** Marks of SSML do not count and are not spoken. */
    private @Nullable Verb say(Element element) {
        Attributes attributes = attributes(element, SAY);
        String text = element.getTextContent().strip();
        if (text.isEmpty()) {
            return skipped(SAY_EMPTY, "Say has no text");
        }
        if (bytes(text) > longest(attributes.text("voice", "")) || encoded(text) > MOST_ENCODED) {
            return skipped(SAY_TOO_LONG, "Say has " + text.length() + " characters");
        }
        return new Verb.Say(text, times(attributes));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).length();
    }

    /** "UTF-8 single byte characters", from the page of error 13521. */
    private static int longest(String voice) {
        if (voice.startsWith("Polly.")) {
            return 3000;
        }
        return voice.startsWith("Google.") ? 5000 : 4096;
    }

    private static int times(Attributes attributes) {
        int loop = attributes.whole("loop", 1, 0);
        return loop == 0 ? ENDLESS : loop;
    }

    private @Nullable Verb play(Element element) {
        Attributes attributes = attributes(element, PLAY);
        String url = element.getTextContent().strip();
        String digits = attributes.text("digits", "");
        if (url.isEmpty() && digits.isEmpty()) {
            return skipped(Attributes.SCHEMA, "Play has neither an address nor digits");
        }
        return new Verb.Play(url.isEmpty() ? null : url, digits, times(attributes));
    }

    private Verb gather(Element element) {
        Attributes attributes = attributes(element, GATHER);
        return new Verb.Gather(
                nested.apply(element),
                attributes.text("action"),
                attributes.method("method"),
                attributes.text("input", "dtmf").contains("dtmf"),
                attributes.whole("timeout", 5, 1),
                attributes.text("finishOnKey", "#"),
                attributes.whole("numDigits", 0, 1),
                attributes.truth("actionOnEmptyResult", false));
    }

    private Verb record(Element element) {
        Attributes attributes = attributes(element, RECORD);
        return new Verb.Record(
                attributes.text("action"),
                attributes.method("method"),
                attributes.whole("timeout", 5, 0),
                attributes.whole("maxLength", 3600, 1),
                attributes.text("finishOnKey", "1234567890*#"),
                attributes.truth("playBeep", true),
                attributes.text("recordingStatusCallback"),
                attributes.method("recordingStatusCallbackMethod"));
    }

    /** Of several numbers the first is called. */
    private @Nullable Verb dial(Element element) {
        Attributes attributes = attributes(element, DIAL);
        String number = element.getTextContent().strip();
        Verb.Told told = null;
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element noun) {
                if (!noun.getTagName().equals("Number")) {
                    return skipped(
                            Attributes.SCHEMA, "Dial of " + noun.getTagName() + " is not known");
                }
                number = noun.getTextContent().strip();
                told = told(attributes(noun, NUMBER));
                break;
            }
        }
        return new Verb.Dial(
                number,
                attributes.text("callerId"),
                attributes.whole("timeout", 30, 1),
                attributes.whole("timeLimit", 14_400, 1),
                attributes.text("action"),
                attributes.method("method"),
                told,
                tape(attributes));
    }

    private static Verb.@Nullable Told told(Attributes attributes) {
        String url = attributes.text("statusCallback");
        return url == null
                ? null
                : new Verb.Told(
                        url,
                        attributes.method("statusCallbackMethod"),
                        attributes.words("statusCallbackEvent", "completed", CALL_EVENTS));
    }

    /** "true" is as "record-from-answer". */
    private static Verb.@Nullable Tape tape(Attributes attributes) {
        String record = attributes.text("record", "do-not-record");
        if (record.equals("do-not-record") || record.equals("false")) {
            return null;
        }
        return new Verb.Tape(
                record.endsWith("-dual") ? 2 : 1,
                record.startsWith("record-from-ringing"),
                attributes.text("recordingStatusCallback"),
                attributes.method("recordingStatusCallbackMethod"),
                attributes.words("recordingStatusCallbackEvent", "completed", TAPE_EVENTS));
    }
}
