package io.carillon.activities.lead;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One person to reach, as shown to people.
 *
 * @param phones E.164, in the order they are tried
 * @param status {@code pending, in_call, done}
 * @param outcome null until done
 * @param waitingFor why a pending lead is not being called this instant; null when not pending
 * @param nextAttemptAt null when it waits for someone, or is not pending
 * @param timeZones IANA names, all must be open; empty: unknown
 * @param zoneSource what they were worked out from
 * @param answers gathered digits of its last call by name
 */
public record Lead(
        LeadId id,
        CampaignId campaign,
        @Nullable String externalId,
        List<String> phones,
        String status,
        @Nullable String outcome,
        @Nullable String waitingFor,
        @Nullable Instant nextAttemptAt,
        int attempts,
        List<String> timeZones,
        ZoneSource zoneSource,
        Map<String, String> variables,
        int priority,
        @Nullable String lastResult,
        @Nullable String answeredBy,
        @Nullable String goal,
        @Nullable CallId call,
        @Nullable Instant firstAttemptAt,
        @Nullable Instant lastAttemptAt,
        int talkSeconds,
        BigDecimal cost,
        Map<String, String> answers,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant doneAt) {
    /**
     * With why it is not called now, and the first instant at which it may be; null: not by time.
     */
    Lead waiting(String rule, @Nullable Instant nextAttemptAt) {
        return new Lead(
                id,
                campaign,
                externalId,
                phones,
                status,
                outcome,
                rule,
                nextAttemptAt,
                attempts,
                timeZones,
                zoneSource,
                variables,
                priority,
                lastResult,
                answeredBy,
                goal,
                call,
                firstAttemptAt,
                lastAttemptAt,
                talkSeconds,
                cost,
                answers,
                createdAt,
                updatedAt,
                doneAt);
    }
}
