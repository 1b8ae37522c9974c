package io.carillon.activities.carrier;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A call as a carrier knows it. {@code carrierCallId} null: not known (yet); our reference may do
 * for some carriers, what was dialed for others.
 *
 * @param dialed null: not at hand; enough for a hang-up by the carrier's id
 */
public record CallOnCarrier(CallId call, @Nullable String carrierCallId, @Nullable Dialed dialed) {
    public CallOnCarrier(CallId call, @Nullable String carrierCallId) {
        this(call, carrierCallId, null);
    }

    /**
     * What was asked for.
     *
     * @param callbackUrl another spelling of the one in the dial request, as good as that
     * @param at when the request left, or was to leave; null: not known
     */
    public record Dialed(
            String callbackUrl, PhoneNumber to, @Nullable PhoneNumber from, @Nullable Instant at) {}
}
