package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Request;

import org.jspecify.annotations.Nullable;

/** The Recordings resource, and the media behind it: as WAV, whatever the ending asks for. */
final class RecordingRoutes {
    private final TwilioCarrier carrier;

    RecordingRoutes(TwilioCarrier carrier) {
        this.carrier = carrier;
    }

    Answer ofCall(Request request, String callSid) {
        return Page.of(
                request,
                "recordings",
                carrier.recordings.of(callSid),
                recording -> recording.sid,
                Recording::ofCall);
    }

    Answer list(Request request) {
        @Nullable String callSid = new Fields(request.query()).text("CallSid");
        return Page.of(
                request,
                "recordings",
                carrier.recordings.of(callSid),
                recording -> recording.sid,
                recording -> recording.resource(carrier.url()));
    }

    /**
     * @param callSid null: by the address that names no call
     */
    Answer one(Request request, @Nullable String callSid, String sid) {
        Recording recording = found(request, callSid, sid);
        return switch (request.method()) {
            case "GET" ->
                    Answer.json(
                            200,
                            callSid == null
                                    ? recording.resource(carrier.url())
                                    : recording.ofCall());
            case "DELETE" -> {
                carrier.recordings.delete(sid);
                yield Answer.nothing();
            }
            default -> throw TwilioError.NOT_FOUND.refuse(request.path());
        };
    }

    /** "Media": there is none before the recording is completed. */
    Answer media(Request request, String sid) {
        Recording recording = found(request, null, sid);
        if (!request.method().equals("GET") || !recording.canBeFetched()) {
            throw TwilioError.NOT_FOUND.refuse(request.path());
        }
        return Answer.of(200, "audio/x-wav", recording.sound());
    }

    private Recording found(Request request, @Nullable String callSid, String sid) {
        Recording recording = carrier.recordings.find(sid);
        if (recording == null || (callSid != null && !recording.callSid.equals(callSid))) {
            throw TwilioError.NOT_FOUND.refuse(request.path());
        }
        return recording;
    }
}
