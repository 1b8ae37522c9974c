package io.carillon.activities.carrier;

import java.util.Set;

/**
 * What a carrier can do. A flow that needs more is refused when its campaign starts, naming the
 * step.
 */
public record Capabilities(Set<Feature> features) {
    public Capabilities {
        features = Set.copyOf(features);
    }

    public enum Feature {
        SAY,
        PLAY,
        PAUSE,
        SEND_DIGITS,
        GATHER,
        FINISH_KEY,
        BARGE_IN,
        RECORD,
        TRANSFER,
        HOLD,
        MACHINE_DETECTION,
        BEEP_DETECTION,
        LIVE_SCRIPT,
        LOOK_UP_BY_REFERENCE,
        LIST_LIVE
    }
}
