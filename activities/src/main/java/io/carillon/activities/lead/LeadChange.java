package io.carillon.activities.lead;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What to change of a pending lead; null: leave.
 *
 * @param phones 1 to 9, different
 * @param timeZones IANA names; empty: unknown again
 * @param externalId another id of the same person; the lead is known by it from now on
 * @param nextAttemptAt not before this; what is past means now
 * @param variables these are set; a null value takes one away
 */
public record LeadChange(
        @Nullable List<PhoneNumber> phones,
        @Nullable List<String> timeZones,
        @Nullable Map<String, @Nullable String> variables,
        @Nullable Integer priority,
        @Nullable String externalId,
        @Nullable Instant nextAttemptAt) {
    /** Nothing is to be changed. */
    public boolean none() {
        return phones == null
                && timeZones == null
                && variables == null
                && priority == null
                && externalId == null
                && nextAttemptAt == null;
    }
}
