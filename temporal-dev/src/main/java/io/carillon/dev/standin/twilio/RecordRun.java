package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One Record, from twilio.com/docs/voice/twiml/record: it ends by silence, by its length, by a key
 * or by hanging up ("Digits: hangup"); an empty recording makes no request, and the next verb
 * follows.
 */
final class RecordRun implements Running {
    private enum Timer {
        RECORDING
    }

    private static final long BEEP_MILLIS = 500;
    private static final long THINKS_MILLIS = 1000;

    private final LiveCall call;
    private final Player player;
    private final Verb.Record record;
    private @Nullable Recording recording;
    private long since;

    RecordRun(LiveCall call, Player player, Verb.Record record) {
        this.call = call;
        this.player = player;
        this.record = record;
    }

    void begin() {
        long beep = record.beep() ? BEEP_MILLIS : 0;
        since = call.timers.now() + beep;
        recording = call.carrier.recordings.begin(call.record, "RecordVerb", 1);
        long spoken = call.person.speaksFor();
        boolean finishes = spoken > 0 && !record.finishOnKey().isEmpty();
        long silence = record.timeoutSeconds() * 1000L;
        // Whoever has spoken presses a key after a moment, if one is told of.
        long ends = spoken + (finishes ? Math.min(THINKS_MILLIS, silence) : silence);
        long longest = record.maxSeconds() * 1000L;
        boolean byKey = finishes && ends < spoken + silence && ends < longest;
        String digits = byKey ? record.finishOnKey().substring(0, 1) : "";
        call.timers.in(
                beep + Math.min(ends, longest), Timer.RECORDING, () -> done(spoken > 0, digits));
    }

    private void done(boolean heard, String digits) {
        Recording finished = stop(heard);
        if (finished == null || !heard) {
            player.next();
            return;
        }
        player.follow(record.action(), record.method(), fields(finished, digits));
    }

    private Map<String, String> fields(Recording finished, String digits) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("RecordingSid", finished.sid);
        fields.put("RecordingUrl", call.carrier.url() + finished.path());
        fields.put("RecordingDuration", Long.toString(finished.seconds()));
        if (!digits.isEmpty()) {
            fields.put("Digits", digits);
        }
        return fields;
    }

    private @Nullable Recording stop(boolean heard) {
        call.timers.cancel(Timer.RECORDING);
        Recording stopped = recording;
        recording = null;
        if (stopped != null) {
            long ms = heard ? Math.max(0, call.timers.now() - since) : 0;
            Duration length = call.carrier.time.lasting(ms);
            String callback = player.absolute(record.callback());
            Hook hook =
                    record.callback() == null || callback == null
                            ? null
                            : new Hook(callback, record.callbackMethod());
            call.tapes.stopped(stopped, length, hook, Set.of("completed"));
        }
        return stopped;
    }

    @Override
    public void cut(boolean hungUp) {
        Recording finished = stop(call.timers.now() > since);
        String action = player.absolute(record.action());
        if (hungUp && finished != null && action != null) {
            Map<String, String> fields = CallFields.of(call.record);
            fields.putAll(fields(finished, "hangup"));
            call.ask(new Hook(action, record.method()), fields, reply -> {});
        }
    }
}
