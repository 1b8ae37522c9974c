package io.carillon.activities.flow;

import io.carillon.workflows.ids.BlobId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what is heard: say, play, pause, send_digits, in that order. */
final class SpeechReader {
    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-Dw]{1,64}");
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int LONGEST_URL = 2000;

    private SpeechReader() {}

    static List<Speech> read(Members members) {
        List<Speech> speech = prompt(members);
        if (members.has("pause") || members.has("pause_seconds")) {
            speech.add(
                    new Speech.Pause(
                            members.duration(
                                    "pause", SHORTEST_PAUSE, LONGEST_PAUSE, SHORTEST_PAUSE)));
        }
        String digits = members.text("send_digits");
        if (digits != null) {
            if (!DIGITS.matcher(digits).matches()) {
                members.problem(
                        "send_digits",
                        "BAD_DIGITS",
                        "send_digits (expected: 1 to 64 of 0-9 * # A-D, w waits half a second)");
            }
            speech.add(new Speech.SendDigits(digits));
        }
        return speech;
    }

    /** Say and play only, as in a gather. */
    static List<Speech> prompt(Members members) {
        List<Speech> prompt = new ArrayList<>();
        String text = members.text("say");
        if (text != null) {
            Texts.check(members, "say", text);
            prompt.add(new Speech.Say(text));
        }
        Speech.Play play = play(members);
        if (play != null) {
            prompt.add(play);
        }
        return prompt;
    }

    private static Speech.@Nullable Play play(Members members) {
        JsonNode value = members.take("play");
        if (value == null) {
            return null;
        }
        if (value.isString()) {
            return source(members, "play", value.stringValue(), Duration.ZERO);
        }
        if (!value.isObject()) {
            members.wrongType("play", "an audio's id, a URL, or an object with audio or url");
            return null;
        }
        Members inner = members.object("play");
        return inner == null ? null : described(members, inner);
    }

    private static Speech.@Nullable Play described(Members members, Members inner) {
        String audio = inner.text("audio");
        String url = inner.text("url");
        Duration length =
                inner.duration("length", Duration.ZERO, Duration.ofHours(1), Duration.ZERO);
        inner.refuseTheRest();
        if (audio == null && url == null) {
            members.problem("play", "REQUIRED", "play names no audio (expected: audio or url)");
            return null;
        }
        return audio != null
                ? source(inner, "audio", audio, length)
                : source(inner, "url", url == null ? "" : url, length);
    }

    private static Speech.@Nullable Play source(
            Members members, String member, String source, Duration length) {
        if (source.startsWith("https://") || source.startsWith("http://")) {
            if (source.length() > LONGEST_URL) {
                members.problem(member, "BAD_AUDIO", "a URL longer than " + LONGEST_URL);
            }
            return new Speech.Play(null, source, Duration.ZERO);
        }
        try {
            return new Speech.Play(BlobId.parse(source), null, length);
        } catch (IllegalArgumentException unreadable) {
            members.problem(
                    member,
                    "BAD_AUDIO",
                    member + " is neither an uploaded audio's id nor an http(s) URL");
            return null;
        }
    }
}
