package io.carillon.activities.carrier;

import io.carillon.workflows.call.CallResult;

import org.jspecify.annotations.Nullable;

/** What is known after a dial request. */
public sealed interface DialAnswer {
    /**
     * Certainly nothing reached the carrier, or it turned the request away before placing anything
     * (429, 503 of its own with its error document). Safe to try again.
     *
     * @param problem what the account should do about it
     */
    record NotSent(String cause, Problem problem) implements DialAnswer {}

    /**
     * The carrier said no to this number: a result ({@code INVALID_NUMBER}, {@code CONGESTION},
     * {@code BLOCKED} …).
     */
    record Refused(CallResult result, String cause) implements DialAnswer {}

    /** {@code carrierCallId} null: it took the call without naming it. */
    record Accepted(@Nullable String carrierCallId) implements DialAnswer {}

    /** Bytes left us and the answer is missing or says nothing. It may be ringing. */
    record Ambiguous(String cause) implements DialAnswer {}

    enum Problem {
        /** Only this request. */
        NONE,
        /** Slow down. */
        RATE,
        /** Unreachable. */
        DOWN,
        /** The carrier does not let the account show this caller id. */
        CALLER_ID,
        /** Credentials, balance, permission: someone must act. */
        ACCOUNT
    }
}
