package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;

import java.util.Map;

/** What the persona at the other end does once it has picked up. */
final class FarParty {
    private static final double EAGER = 0.3;

    /** In real time: an application does not decide faster because the carrier's clock does. */
    private static final double SILENCE_MS_LEAST = 10_000;

    private final SimulatedCall call;
    private long beepAt = Long.MAX_VALUE;
    private boolean prompted;
    private boolean beeped;
    private boolean spokenTo;

    FarParty(SimulatedCall call) {
        this.call = call;
    }

    void answered() {
        if (call.request.detectMachine()) {
            verdict();
        }
        switch (call.persona) {
            case VOICEMAIL -> greet();
            case FAX -> hangUpIn(call.chance.between("fax gives up", 30_000, 40_000));
            // Where nothing is said the person waits a little before hanging up.
            case HANGS_UP -> hangUpIn(call.chance.between("no prompt", 8_000, 12_000));
            default -> {}
        }
    }

    private void verdict() {
        Judged judged = Judged.of(call.persona, call.chance, call.request.tuning());
        if (judged != null) {
            call.timers.in(judged.after(), Timers.Name.VERDICT, () -> tell(judged));
        }
    }

    private void tell(Judged judged) {
        double more = call.chance.share("confidence") * 4;
        call.tell(
                "verdict",
                Map.of(
                        "answered_by",
                        judged.who(),
                        "cause",
                        judged.cause(),
                        "confidence",
                        Math.round(judged.confidence() * 100 + more) / 100.0,
                        "after_seconds",
                        call.sinceAnswer()));
    }

    private void greet() {
        long greeting = call.chance.between("greeting", 5_000, 10_000);
        beepAt = call.timers.now() + greeting;
        call.timers.in(
                greeting,
                Timers.Name.BEEP,
                () -> {
                    beeped = true;
                    waitInSilence();
                });
    }

    /** Milliseconds until what {@code await_beep} waits for, if its limit allows. */
    long quietIn() {
        return switch (call.persona) {
            case VOICEMAIL -> beeped ? 1500 : beepAt - call.timers.now();
            case FAX -> Long.MAX_VALUE;
            default -> 2000;
        };
    }

    void speechBegan(long length) {
        spokenTo = true;
        if (call.persona == Persona.HANGS_UP && !prompted) {
            prompted = true;
            hangUpIn((long) (length * (0.3 + 0.5 * call.chance.share("patience"))));
        }
        if (beeped) {
            call.timers.cancel(Timers.Name.FAR_HANG_UP);
        }
    }

    void speechEnded() {
        spokenTo = false;
        waitInSilence();
    }

    /**
     * Real voicemail records a minute or more. Divided by a high speed this would hang up before a
     * busy worker has spoken, which no real machine does.
     */
    private void waitInSilence() {
        if (beeped && !spokenTo) {
            long patience = call.chance.between("recording of silence", 90_000, 110_000);
            hangUpIn(Math.max(patience, (long) (SILENCE_MS_LEAST * call.speed)));
        }
    }

    private void hangUpIn(long ms) {
        call.timers.in(ms, Timers.Name.FAR_HANG_UP, () -> call.end(null, "hung_up_by_person"));
    }

    /** What a person types at this gather, with the finish key; empty: nothing. */
    String keysFor(Script.Gather gather) {
        if (!speaks()) {
            return "";
        }
        String keys = choice(gather);
        boolean finishes =
                !keys.isEmpty()
                        && keys.length() < gather.maxDigits()
                        && !gather.finishOn().isEmpty();
        return finishes ? keys + gather.finishOn().charAt(0) : keys;
    }

    private String choice(Script.Gather gather) {
        if (call.persona == Persona.OPTS_OUT) {
            for (String key : gather.optOutKeys()) {
                if (possible(key, gather)) {
                    return key;
                }
            }
        }
        for (String key : gather.keys()) {
            if (possible(key, gather)) {
                return key;
            }
        }
        for (int i = 0; i < gather.validDigits().length(); i++) {
            String key = gather.validDigits().substring(i, i + 1);
            if (possible(key, gather)) {
                return key;
            }
        }
        return "";
    }

    private static boolean possible(String key, Script.Gather gather) {
        return !key.isEmpty()
                && key.length() <= gather.maxDigits()
                && key.chars()
                        .allMatch(
                                one ->
                                        gather.validDigits().indexOf(one) >= 0
                                                && gather.finishOn().indexOf(one) < 0);
    }

    /** Milliseconds from the prompt's beginning to the first key. */
    long firstKeyAfter(Script.Gather gather, long prompt, int attempt) {
        if (gather.bargeIn() && prompt > 0 && call.chance.share("eager") < EAGER) {
            return (long) (prompt * (0.6 + 0.35 * call.chance.share("eager " + attempt)));
        }
        long reaction = call.chance.between("reaction " + attempt, 800, 1800);
        // Nobody is slower than the flow allows: that is what SILENT is for.
        return prompt + Math.min(reaction, gather.firstDigitTimeout().toMillis() * 6 / 10);
    }

    long nextKeyAfter(Script.Gather gather, int index) {
        long gap = call.chance.between("key " + index, 250, 600);
        return Math.min(gap, gather.interDigitTimeout().toMillis() / 2);
    }

    /** Milliseconds until the far end has said what it had to say to a recording. */
    long speaksFor() {
        return speaks() ? call.chance.between("message", 2000, 6000) : 0;
    }

    private boolean speaks() {
        return call.persona == Persona.HUMAN || call.persona == Persona.OPTS_OUT;
    }
}
