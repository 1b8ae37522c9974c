package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the application is told of the call a Dial made, from twilio.com/docs/voice/twiml/number,
 * "statusCallbackEvent", and the recording of both, from twilio.com/docs/voice/twiml/dial,
 * "record". The recording belongs to the call that dialed.
 */
final class LegReports {
    private final LiveCall call;
    private final Player player;
    private final Verb.Dial dial;
    private final CallRecord leg;
    private @Nullable Recording recording;
    private @Nullable Instant began;
    private int sent;

    LegReports(LiveCall call, Player player, Verb.Dial dial, CallRecord leg) {
        this.call = call;
        this.player = player;
        this.dial = dial;
        this.leg = leg;
    }

    void dialed() {
        Map<String, String> fields = fields();
        fields.put("CallStatus", "initiated");
        tell("initiated", fields);
    }

    void rings() {
        tell("ringing", fields());
        Verb.Tape tape = dial.tape();
        if (tape != null && tape.fromRinging()) {
            record(tape);
        }
    }

    void answered() {
        tell("answered", fields());
        Verb.Tape tape = dial.tape();
        if (tape != null && recording == null) {
            record(tape);
        }
    }

    private void record(Verb.Tape tape) {
        recording = call.carrier.recordings.begin(call.record, "DialVerb", tape.channels());
        began = call.carrier.time.wall();
    }

    /** What Dial's action is told of the recording too. */
    Map<String, String> ended() {
        Map<String, String> fields = fields();
        fields.put("CallDuration", Long.toString(leg.seconds()));
        fields.put("Duration", Long.toString(leg.minutes()));
        tell("completed", fields);
        Recording recorded = recording;
        Instant since = began;
        Verb.Tape tape = dial.tape();
        if (recorded == null || tape == null || since == null) {
            return Map.of();
        }
        recording = null;
        String callback = player.absolute(tape.callback());
        call.tapes.stopped(
                recorded,
                Duration.between(since, call.carrier.time.wall()),
                tape.callback() == null || callback == null
                        ? null
                        : new Hook(callback, tape.method()),
                tape.events());
        return Map.of(
                "RecordingUrl",
                call.carrier.url() + recorded.path(),
                "RecordingSid",
                recorded.sid,
                "RecordingDuration",
                Long.toString(recorded.seconds()));
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>(CallFields.of(leg));
        fields.put("ParentCallSid", call.record.sid);
        return fields;
    }

    private void tell(String event, Map<String, String> fields) {
        Verb.Told told = dial.told();
        String url = told == null ? null : player.absolute(told.url());
        if (told == null || url == null || !told.events().contains(event)) {
            return;
        }
        fields.put("Timestamp", Dates.written(call.carrier.time.wall()));
        fields.put("CallbackSource", "call-progress-events");
        fields.put("SequenceNumber", Integer.toString(sent++));
        call.tell("leg " + event, new Hook(url, told.method()), fields);
    }
}
