package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/** The recordings of one call: of its whole, if asked for, and of messages on the way. */
final class Tapes {
    /** "RecordingStatusCallback" comes once the file is there, soon after the end. */
    private static final long PROCESSED_MILLIS = 1500;

    private final LiveCall call;
    private @Nullable Recording whole;

    Tapes(LiveCall call) {
        this.call = call;
    }

    void callAnswered() {
        Recorded asked = call.request.recorded();
        if (asked != null) {
            Recording begun =
                    call.carrier.recordings.begin(call.record, "OutboundAPI", asked.channels());
            whole = begun;
            tell(begun, "in-progress", asked.callback(), asked.events());
        }
    }

    /** Null: the whole of the call was not recorded. */
    @Nullable Recording callEnded() {
        Recorded asked = call.request.recorded();
        Recording ended = whole;
        if (asked != null && ended != null) {
            stopped(ended, call.record.talked(), asked.callback(), asked.events());
        }
        return ended;
    }

    /** A recording is over; its file and its callback follow. */
    void stopped(Recording ended, Duration length, @Nullable Hook callback, Set<String> events) {
        ended.stopped(length, call.carrier.time.wall());
        long ready = call.timers.now() + PROCESSED_MILLIS;
        call.carrier.time.wakeAt(
                ready, () -> call.enter(() -> ready(ended, length, callback, events)));
    }

    private void ready(
            Recording ended, Duration length, @Nullable Hook callback, Set<String> events) {
        ended.ready(call.carrier.time.wall());
        tell(ended, length.isZero() ? "absent" : "completed", callback, events);
    }

    private void tell(Recording about, String event, @Nullable Hook callback, Set<String> events) {
        if (callback != null && events.contains(event)) {
            call.tell("recording " + event, callback, about.fields(call.carrier.url()));
        }
    }
}
