package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.CarrierTime;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The account's recordings, the newest first, until they are deleted. */
final class Recordings {
    private final Map<String, Recording> bySid = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Recording> newestFirst = new ConcurrentLinkedDeque<>();

    private final CarrierTime time;

    Recordings(CarrierTime time) {
        this.time = time;
    }

    /**
     * @param source OutboundAPI for a whole call, RecordVerb for a message, DialVerb for a Dial
     */
    Recording begin(CallRecord call, String source, int channels) {
        Recording recording = new Recording(call, source, channels, time.wall());
        bySid.put(recording.sid, recording);
        newestFirst.addFirst(recording);
        return recording;
    }

    @Nullable Recording find(String sid) {
        return bySid.get(sid);
    }

    /**
     * @param callSid null: of all calls
     */
    List<Recording> of(@Nullable String callSid) {
        return newestFirst.stream()
                .filter(recording -> callSid == null || recording.callSid.equals(callSid))
                .toList();
    }

    /** False: there is none any more. */
    boolean delete(String sid) {
        Recording gone = bySid.remove(sid);
        return gone != null && newestFirst.remove(gone);
    }
}
