package io.carillon.activities.call;

import io.carillon.workflows.lead.LeadOutcome;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What the gate's rules say about one claim. */
sealed interface Verdict {
    /** The request may leave at {@code sendAt} and show {@code from}. */
    record Pass(Instant sendAt, GateFacts.CallerId from) implements Verdict {}

    /**
     * Not now.
     *
     * @param rule in wire form, as the lead's waiting_for
     * @param next when to look again; null: not by time, somebody must change something
     * @param detail one more word for people; null: none
     */
    record Wait(String rule, @Nullable Instant next, @Nullable String detail) implements Verdict {}

    /**
     * Never: the lead is done.
     *
     * @param reason for single calls, upper case as in the API: {@code NUMBER_SUPPRESSED}
     */
    record Over(LeadOutcome outcome, String rule, String reason) implements Verdict {}
}
