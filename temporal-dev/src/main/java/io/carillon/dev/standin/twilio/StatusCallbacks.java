package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Tells the application how a call goes on: initiated, ringing, answered, completed, each once,
 * from twilio.com/docs/voice/api/call-resource, "StatusCallback". The sequence numbers count what
 * is sent, from 0. {@code Duration} and {@code AnsweredBy} are on no page; both are in callbacks
 * that users of Twilio have published ("CallDuration=49&Duration=1&AnsweredBy=human": minutes).
 */
final class StatusCallbacks {
    private final LiveCall call;
    private int sent;

    StatusCallbacks(LiveCall call) {
        this.call = call;
    }

    void initiated() {
        Map<String, String> fields = CallFields.of(call.record);
        // The resource says queued until it rings; the callback says initiated.
        fields.put("CallStatus", "initiated");
        tell("initiated", fields);
    }

    void ringing() {
        tell("ringing", CallFields.of(call.record));
    }

    void answered() {
        tell("answered", CallFields.of(call.record));
    }

    /**
     * @param sipCode what the far network answered last
     */
    void completed(int sipCode, @Nullable Recording recording) {
        Map<String, String> fields = CallFields.of(call.record);
        fields.put("CallDuration", Long.toString(call.record.seconds()));
        fields.put("Duration", Long.toString(call.record.minutes()));
        fields.put("SipResponseCode", Integer.toString(sipCode));
        String answeredBy = call.record.answeredBy();
        if (answeredBy != null) {
            fields.put("AnsweredBy", answeredBy);
        }
        if (recording != null) {
            fields.put("RecordingSid", recording.sid);
            fields.put("RecordingUrl", call.carrier.url() + recording.path());
            fields.put("RecordingDuration", Long.toString(recording.seconds()));
        }
        tell("completed", fields);
    }

    private void tell(String event, Map<String, String> fields) {
        Hook hook = call.request.statusCallback();
        if (hook == null || !call.request.events().contains(event)) {
            return;
        }
        fields.put("Timestamp", Dates.written(call.carrier.time.wall()));
        fields.put("CallbackSource", "call-progress-events");
        fields.put("SequenceNumber", Integer.toString(sent++));
        call.tell(event, hook, fields);
    }
}
