package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays one script after another on an answered call, and reports how each came to its end. */
final class ScriptPlayer {
    private final SimulatedCall call;
    private final FarParty far;
    private final CallWorld world;
    private final List<String> stepsBegun = new ArrayList<>();
    private @Nullable Script script;
    private int index;
    private @Nullable String stepNow;
    private boolean running;
    private boolean speaking;
    private boolean held;
    private int spoken;
    private @Nullable OtherLeg leg;
    private Script.@Nullable Record recording;
    private long recordingSince;

    ScriptPlayer(SimulatedCall call, FarParty far, CallWorld world) {
        this.call = call;
        this.far = far;
        this.world = world;
    }

    /** Of the last script begun; -1 before the first. */
    int sequence() {
        Script last = script;
        return last == null ? -1 : last.sequence();
    }

    List<String> stepsBegun() {
        return List.copyOf(stepsBegun);
    }

    /** True when the last script had something to say and it was said to its end. */
    boolean messageSpoken() {
        Script last = script;
        long speeches = last == null ? 0 : last.verbs().stream().filter(this::isSpeech).count();
        return speeches > 0 && spoken == speeches;
    }

    private boolean isSpeech(Script.Verb verb) {
        return verb instanceof Script.Say || verb instanceof Script.Play;
    }

    void begin(Script next) {
        interrupt();
        script = next;
        index = -1;
        stepNow = null;
        spoken = 0;
        held = false;
        running = true;
        next();
    }

    /** Cuts what is running; what it has to show for itself is reported. */
    void interrupt() {
        OtherLeg cut = leg;
        if (running && cut != null) {
            cut.end();
        }
        Script.Record unfinished = recording;
        if (running && unfinished != null) {
            recorded(unfinished);
        }
        running = false;
        stopTimers();
    }

    private void stopTimers() {
        call.timers.cancel(Timers.Name.KEY);
        call.timers.cancel(Timers.Name.VERB);
        call.timers.cancel(Timers.Name.GATHER);
        call.timers.cancel(Timers.Name.LEG);
        stopSpeaking();
    }

    /** Hold music cuts the verb that is running; taken off hold, it begins again. */
    void hold(boolean on) {
        if (on == held || leg != null) {
            return;
        }
        held = on;
        if (!running) {
            return;
        }
        if (on) {
            recording = null;
            stopTimers();
        } else {
            play();
        }
    }

    private void next() {
        index++;
        play();
    }

    private void play() {
        Script now = script;
        if (now == null) {
            return;
        }
        if (index >= now.verbs().size()) {
            report("script_ended", new LinkedHashMap<>());
            return;
        }
        Script.Verb verb = now.verbs().get(index);
        switch (verb) {
            case Script.Say say -> speech(say.step(), verb);
            case Script.Play play -> speech(play.step(), verb);
            case Script.Pause pause -> {
                stepBegins(pause.step());
                after(Speech.millis(verb));
            }
            case Script.SendDigits keys -> {
                stepBegins(keys.step());
                after(Speech.millis(verb));
            }
            case Script.AwaitBeep beep -> after(Math.min(beep.limit().toMillis(), far.quietIn()));
            case Script.Gather gather -> {
                stepBegins(gather.step());
                new GatherRun(call, far, this, gather).begin();
            }
            case Script.Record record -> {
                stepBegins(record.step());
                record(record);
            }
            case Script.Transfer transfer -> {
                stepBegins(transfer.step());
                leg = new OtherLeg(call, this, world, transfer);
                leg.ring();
            }
            case Script.HangUp hangUp -> {
                stepBegins(hangUp.step());
                call.end(null, "hung_up_by_us");
            }
        }
    }

    private void stepBegins(String step) {
        if (!step.isEmpty() && !step.equals(stepNow)) {
            stepNow = step;
            stepsBegun.add(step);
        }
    }

    private void speech(String step, Script.Verb verb) {
        stepBegins(step);
        speak(
                Speech.millis(verb),
                () -> {
                    spoken++;
                    next();
                });
    }

    void speak(long length, Runnable then) {
        speaking = true;
        far.speechBegan(length);
        call.timers.in(
                length,
                Timers.Name.SPEECH,
                () -> {
                    stopSpeaking();
                    then.run();
                });
    }

    void stopSpeaking() {
        call.timers.cancel(Timers.Name.SPEECH);
        if (speaking) {
            speaking = false;
            far.speechEnded();
        }
    }

    private void after(long ms) {
        call.timers.in(ms, Timers.Name.VERB, this::next);
    }

    private void record(Script.Record record) {
        recording = record;
        recordingSince = call.timers.now() + (record.beep() ? 500 : 0);
        long spokenFor = far.speaksFor();
        boolean finishes = spokenFor > 0 && !record.finishOn().isEmpty();
        long silence = record.silence().isZero() ? Long.MAX_VALUE / 2 : record.silence().toMillis();
        long length = spokenFor + (finishes ? Math.min(1000, silence) : silence);
        call.timers.in(
                Math.min(length, record.limit().toMillis()) + (record.beep() ? 500 : 0),
                Timers.Name.VERB,
                () -> recorded(record));
    }

    private void recorded(Script.Record record) {
        recording = null;
        running = false;
        call.tellRecorded(record.step(), Math.max(0, call.timers.now() - recordingSince));
    }

    /** The script came to its end; reports that. */
    void report(String kind, Map<String, Object> facts) {
        leg = null;
        running = false;
        facts.put("script", sequence());
        call.tell(kind, facts);
    }
}
