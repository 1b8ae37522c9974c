package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;
import io.carillon.activities.media.GatherEngine;
import io.carillon.activities.media.GatherResult;
import io.carillon.activities.media.GatherRules;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One gather on a simulated call: the engine, the prompt, and the person's fingers. */
final class GatherRun {
    private final SimulatedCall call;
    private final FarParty far;
    private final ScriptPlayer player;
    private final Script.Gather gather;
    private final GatherEngine engine;
    private final String keys;
    private int pressed;
    private int attempts;

    GatherRun(SimulatedCall call, FarParty far, ScriptPlayer player, Script.Gather gather) {
        this.call = call;
        this.far = far;
        this.player = player;
        this.gather = gather;
        this.keys = far.keysFor(gather);
        this.engine = new GatherEngine(rules(gather));
    }

    /** IllegalArgumentException when a gather of the script cannot be played. */
    static void check(Script script) {
        for (Script.Verb verb : script.verbs()) {
            if (verb instanceof Script.Gather gather) {
                rules(gather);
            }
        }
    }

    private static GatherRules rules(Script.Gather gather) {
        return new GatherRules(
                gather.maxDigits(),
                gather.validDigits(),
                gather.finishOn(),
                gather.firstDigitTimeout(),
                gather.interDigitTimeout(),
                gather.tries(),
                gather.bargeIn());
    }

    void begin() {
        attempts++;
        pressed = 0;
        long prompt = Speech.millis(gather.prompt());
        if (!keys.isEmpty()) {
            pressIn(far.firstKeyAfter(gather, prompt, attempts));
        }
        if (prompt == 0) {
            follow(engine.promptEnded(now()));
        } else {
            player.speak(prompt, () -> follow(engine.promptEnded(now())));
        }
    }

    private void pressIn(long ms) {
        call.timers.in(ms, Timers.Name.KEY, this::press);
    }

    private void press() {
        char key = keys.charAt(pressed++);
        if (pressed < keys.length()) {
            pressIn(far.nextKeyAfter(gather, pressed));
        }
        follow(engine.key(key, now()));
    }

    private void follow(GatherEngine.Move move) {
        switch (move) {
            case GO_ON -> awaitDeadline();
            case STOP_PROMPT -> {
                player.stopSpeaking();
                awaitDeadline();
            }
            case PLAY_PROMPT -> {
                stop();
                begin();
            }
            case DONE -> {
                stop();
                finish();
            }
        }
    }

    private void awaitDeadline() {
        Instant deadline = engine.deadline();
        if (deadline == null) {
            call.timers.cancel(Timers.Name.GATHER);
        } else {
            call.timers.in(
                    deadline.toEpochMilli() - call.timers.now(),
                    Timers.Name.GATHER,
                    () -> follow(engine.tick(now())));
        }
    }

    private void stop() {
        player.stopSpeaking();
        call.timers.cancel(Timers.Name.KEY);
        call.timers.cancel(Timers.Name.GATHER);
    }

    private void finish() {
        GatherResult result = Objects.requireNonNull(engine.result(), "a gather that is done");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("step", gather.step());
        facts.put("digits", result.digits());
        facts.put("reason", result.reason().wire());
        facts.put("tries", result.tries());
        player.report("gathered", facts);
    }

    private Instant now() {
        return Instant.ofEpochMilli(call.timers.now());
    }
}
