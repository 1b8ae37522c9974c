package io.carillon.api.lead;

import io.carillon.activities.lead.Lead;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A lead as shown. */
record LeadView(
        LeadId id,
        CampaignId campaignId,
        @Nullable String externalId,
        String phone,
        List<String> phones,
        String status,
        @Nullable String outcome,
        @Nullable String waitingFor,
        @Nullable Instant nextAttemptAt,
        int attempts,
        List<String> timeZones,
        Map<String, String> variables,
        int priority,
        @Nullable String lastResult,
        @Nullable String answeredBy,
        @Nullable String goal,
        @Nullable CallId callId,
        @Nullable Instant firstAttemptAt,
        @Nullable Instant lastAttemptAt,
        int talkSeconds,
        String cost,
        Map<String, String> answers,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant doneAt) {
    static LeadView of(Lead lead) {
        return new LeadView(
                lead.id(),
                lead.campaign(),
                lead.externalId(),
                lead.phones().getFirst(),
                lead.phones(),
                lead.status(),
                lead.outcome(),
                lead.waitingFor(),
                lead.nextAttemptAt(),
                lead.attempts(),
                lead.timeZones(),
                lead.variables(),
                lead.priority(),
                lead.lastResult(),
                lead.answeredBy(),
                lead.goal(),
                lead.call(),
                lead.firstAttemptAt(),
                lead.lastAttemptAt(),
                lead.talkSeconds(),
                lead.cost().stripTrailingZeros().toPlainString(),
                lead.answers(),
                lead.createdAt(),
                lead.updatedAt(),
                lead.doneAt());
    }
}
