package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CallbackAddress;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.voice.Voices;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A verb as one request (Ilyost docs, "Play Text", "Gather DTMF"; Ilyost server, the others). */
final class IlyostScript {
    // Keys it is not told to take it tells of and forgets, and when nothing else comes it ends
    // without a word (Ilyost server, gatherText: a timeout after an invalid digit). So it takes
    // all.
    private static final String ALL_KEYS = "0123456789*#";

    // A gather without anything to play is refused.
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final CallbackAddress address;
    private final Duration greeting;

    IlyostScript(CallOnCarrier.Dialed dialed, Duration greeting) {
        this.address = new CallbackAddress(dialed.callbackUrl());
        this.greeting = greeting;
    }

    /**
     * @param held it is answered when it is over
     */
    record Asked(String path, Map<String, Object> body, boolean held) {}

    /** Of several verbs only texts are one request. */
    Asked asked(String call, Script script) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("call_id", call);
        return switch (script.verbs().getLast()) {
            case Script.Gather gather -> gather(body, gather);
            // The number as create-call hands it to the switch, which takes off the plus; transfer
            // does not (Ilyost server, createCall and transferCall).
            case Script.Transfer transfer -> {
                body.put("forward", transfer.to().substring(1));
                yield new Asked("/v2/transfer", body, false);
            }
            case Script.HangUp last -> new Asked("/v2/hangup", body, false);
            default -> new Asked(played(body, script.verbs(), "play"), body, false);
        };
    }

    private Asked gather(Map<String, Object> body, Script.Gather gather) {
        String path = played(body, gather.prompt(), "gather");
        // Compared with what was gathered by type and value: "4" would never be reached (Ilyost
        // server, gatherText).
        body.put("maxDigits", gather.maxDigits());
        body.put("validDigits", ALL_KEYS);
        body.put("maxTries", gather.tries());
        body.put("timeoutMillis", gather.firstDigitTimeout().toMillis());
        return new Asked(path, body, true);
    }

    private String played(Map<String, Object> body, List<Script.Verb> verbs, String what) {
        if (!verbs.isEmpty() && verbs.getFirst() instanceof Script.Say first) {
            body.put(
                    "text",
                    verbs.stream()
                            .map(verb -> ((Script.Say) verb).text())
                            .collect(Collectors.joining(" ")));
            body.put("voice", Voices.on(IlyostDriver.CARRIER, first.voice(), first.language()));
            return "/v2/" + what + "-text";
        }
        body.put("audioUrl", verbs.isEmpty() ? address.silence(MOMENT) : audio(verbs.getFirst()));
        return "/v2/" + what + "-audio";
    }

    private String audio(Script.Verb verb) {
        return switch (verb) {
            case Script.Play play -> address.audio(play.audio());
            case Script.Pause pause -> address.silence(pause.length());
            case Script.AwaitBeep beep ->
                    address.silence(greeting.compareTo(beep.limit()) < 0 ? greeting : beep.limit());
            default ->
                    throw new IllegalStateException(
                            "Ilyost cannot do this; a flow that asks for it is not started");
        };
    }
}
