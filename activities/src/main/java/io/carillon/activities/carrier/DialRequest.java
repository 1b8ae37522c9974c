package io.carillon.activities.carrier;

import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * One dial.
 *
 * @param call our reference
 * @param callbackUrl where the carrier tells what happens; carries the call's token
 * @param reason of the call, for carriers that show it to whom they ring; null: none
 * @param first begun at answer
 * @param detection what verdict to ask for
 * @param tuning thresholds of the detection; null: the carrier's own. Drivers that do not declare
 *     {@link Capabilities.Feature#MACHINE_TUNING} leave it out
 * @param lastCheck run as the last act before the first byte leaves, over a connection that stands:
 *     it waits for the turn, half a second at most. False: do not send ({@link DialAnswer.NotSent}
 *     with cause {@code late}). It also takes note of the instant
 */
public record DialRequest(
        CallId call,
        PhoneNumber to,
        PhoneNumber from,
        String callbackUrl,
        Duration ringTimeout,
        Duration maxDuration,
        Detection detection,
        @Nullable MachineTuning tuning,
        boolean record,
        @Nullable String reason,
        Script first,
        java.util.function.BooleanSupplier lastCheck) {
    /** Without a reason, and with the carrier's own thresholds. */
    public DialRequest(
            CallId call,
            PhoneNumber to,
            PhoneNumber from,
            String callbackUrl,
            Duration ringTimeout,
            Duration maxDuration,
            Detection detection,
            boolean record,
            Script first,
            java.util.function.BooleanSupplier lastCheck) {
        this(
                call,
                to,
                from,
                callbackUrl,
                ringTimeout,
                maxDuration,
                detection,
                null,
                record,
                null,
                first,
                lastCheck);
    }
}
