package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Wav;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A recording, as its resource shows it; its sound is a tone of its length. */
final class Recording {
    final String sid = Sids.fresh("RE");
    final String callSid;
    final int channels;
    private final String accountSid;
    private final String source;
    private final Instant began;
    private volatile String status = "in-progress";
    private volatile Duration length = Duration.ZERO;
    private volatile Instant updated;

    /**
     * @param source OutboundAPI for a whole call, RecordVerb for a message, DialVerb for a Dial
     */
    Recording(CallRecord call, String source, int channels, Instant began) {
        this.callSid = call.sid;
        this.accountSid = call.accountSid;
        this.source = source;
        this.channels = channels;
        this.began = began;
        this.updated = began;
    }

    /** Nothing more is said; the file is not there yet. */
    void stopped(Duration recorded, Instant at) {
        length = recorded;
        status = "processing";
        updated = at;
    }

    void ready(Instant at) {
        status = length.isZero() ? "absent" : "completed";
        updated = at;
    }

    boolean canBeFetched() {
        return status.equals("completed");
    }

    byte[] sound() {
        return Wav.tone(length, channels);
    }

    long seconds() {
        return (length.toMillis() + 999) / 1000;
    }

    /** Of the media; with {@code .json} of the resource. */
    String path() {
        return "/" + CallRecord.API_VERSION + "/Accounts/" + accountSid + "/Recordings/" + sid;
    }

    /** twilio.com/docs/voice/api/recording, "Recording status callback parameters". */
    Map<String, String> fields(String url) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AccountSid", accountSid);
        fields.put("CallSid", callSid);
        fields.put("RecordingSid", sid);
        fields.put("RecordingUrl", url + path());
        fields.put("RecordingStatus", status.equals("processing") ? "completed" : status);
        fields.put("RecordingDuration", Long.toString(seconds()));
        fields.put("RecordingChannels", Integer.toString(channels));
        fields.put("RecordingStartTime", Dates.written(began));
        fields.put("RecordingSource", source);
        fields.put("RecordingTrack", "both");
        fields.put("ErrorCode", "0");
        return fields;
    }

    /** Every member of the specification's {@code api.v2010.account.call.call_recording}. */
    Map<String, @Nullable Object> ofCall() {
        Map<String, @Nullable Object> recording = common();
        recording.put("track", "both");
        recording.put(
                "uri",
                path().replace("/Recordings/", "/Calls/" + callSid + "/Recordings/") + ".json");
        return recording;
    }

    /** Every member of the specification's {@code api.v2010.account.recording}. */
    Map<String, @Nullable Object> resource(String url) {
        Map<String, @Nullable Object> recording = common();
        recording.put("uri", path() + ".json");
        Map<String, String> uris = new LinkedHashMap<>();
        uris.put("add_on_results", path() + "/AddOnResults.json");
        uris.put("transcriptions", path() + "/Transcriptions.json");
        recording.put("subresource_uris", uris);
        recording.put("media_url", url + path());
        return recording;
    }

    private Map<String, @Nullable Object> common() {
        Map<String, @Nullable Object> recording = new LinkedHashMap<>();
        recording.put("account_sid", accountSid);
        recording.put("api_version", CallRecord.API_VERSION);
        recording.put("call_sid", callSid);
        recording.put("conference_sid", null);
        recording.put("date_created", Dates.written(began));
        recording.put("date_updated", Dates.written(updated));
        recording.put("start_time", Dates.written(began));
        recording.put("duration", canBeFetched() ? Long.toString(seconds()) : null);
        recording.put("sid", sid);
        recording.put("price", null);
        recording.put("price_unit", "USD");
        recording.put("status", status);
        recording.put("channels", channels);
        recording.put("source", source);
        recording.put("error_code", null);
        recording.put("encryption_details", null);
        return recording;
    }
}
