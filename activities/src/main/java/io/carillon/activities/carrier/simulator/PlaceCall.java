package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.MachineTuning;

import org.jspecify.annotations.Nullable;

/**
 * The dial request as it travels.
 *
 * @param reference the caller's own name of the call
 * @param tuning of the detection; null: as Twilio's is where nothing is said
 * @param script begun at answer; null: silence until one is given
 */
record PlaceCall(
        String reference,
        String to,
        String from,
        String callbackUrl,
        int ringTimeoutSeconds,
        int maxDurationSeconds,
        boolean detectMachine,
        @Nullable MachineTuning tuning,
        boolean record,
        @Nullable Script script) {
    PlaceCall {
        if (ringTimeoutSeconds < 1 || maxDurationSeconds < 1) {
            throw new IllegalArgumentException(
                    "ring_timeout_seconds and max_duration_seconds (expected: at least 1)");
        }
        require("reference", reference);
        require("to", to);
        require("from", from);
        require("callback_url", callbackUrl);
        Postman.Box.check(callbackUrl);
        if (script != null) {
            GatherRun.check(script);
        }
    }

    @SuppressWarnings("ConstantValue") // what is read from outside may be null all the same
    private static void require(String member, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(member + " is missing");
        }
    }

    /** Numbers of people are not printed. */
    @Override
    public String toString() {
        return "PlaceCall[" + reference + "]";
    }
}
