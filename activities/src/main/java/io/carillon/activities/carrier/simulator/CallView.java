package io.carillon.activities.carrier.simulator;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A call as the carrier shows it when asked.
 *
 * @param status queued, ringing, in_progress, completed, failed
 * @param result the carrier's reading of a call nobody answered
 * @param cause null while the call lives
 * @param talkedSeconds null while the call lives
 */
record CallView(
        String callId,
        String reference,
        String status,
        boolean answered,
        @Nullable String result,
        @Nullable String cause,
        @Nullable Double talkedSeconds) {
    boolean live() {
        return cause == null;
    }

    record Listed(List<CallView> calls) {}
}
