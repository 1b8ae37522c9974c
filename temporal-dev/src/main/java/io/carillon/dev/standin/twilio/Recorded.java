package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * How a call is to be recorded.
 *
 * @param channels 1 (mono) or 2 (dual)
 * @param events in-progress, completed, absent
 */
record Recorded(int channels, @Nullable Hook callback, Set<String> events) {
    private static final Set<String> EVENTS = Set.of("in-progress", "completed", "absent");
    private static final TwilioError WRONG = TwilioError.CALLS_RESOURCE;

    Recorded {
        events = Set.copyOf(events);
    }

    /** Null: it is not. */
    static @Nullable Recorded read(Fields fields) {
        if (!fields.truth("Record")) {
            return null;
        }
        String channels = fields.oneOf("RecordingChannels", "mono", "mono", "dual");
        return new Recorded(
                channels.equals("dual") ? 2 : 1,
                fields.hook("RecordingStatusCallback", "RecordingStatusCallbackMethod", WRONG),
                fields.spaced("RecordingStatusCallbackEvent", "completed", EVENTS, WRONG));
    }
}
