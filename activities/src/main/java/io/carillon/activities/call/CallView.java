package io.carillon.activities.call;

import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;

/**
 * A call as users see it; the one place that says so. Component names are the members' names.
 *
 * @param campaignId null: a call of the organization's own, asked for by itself
 * @param attempt from 1; null: not dialed
 * @param reason why it was canceled, or waits
 * @param costAmount decimal; null: not known
 * @param recording null: none
 */
public record CallView(
        CallId id,
        @Nullable CampaignId campaignId,
        LeadId leadId,
        @Nullable Integer attempt,
        String to,
        @Nullable String from,
        @Nullable String carrier,
        @Nullable String carrierCallId,
        String status,
        @Nullable String result,
        @Nullable String cause,
        @Nullable String reason,
        @Nullable AnsweredBy answeredBy,
        Times times,
        int talkSeconds,
        JsonNode answers,
        JsonNode variables,
        JsonNode steps,
        @Nullable String goal,
        @Nullable FlowVersionId flowVersion,
        boolean messageLeft,
        @Nullable String costAmount,
        String currency,
        @Nullable BlobId recording,
        Remarks remarks) {

    /**
     * @param who {@code human | machine | fax | unknown}
     * @param confidence 0..1
     */
    public record AnsweredBy(
            String who,
            @Nullable String cause,
            @Nullable Double confidence,
            @Nullable Integer decidedAfterMs) {}

    /** Null: not yet, or never. */
    public record Times(
            @Nullable Instant scheduledAt,
            @Nullable Instant expiresAt,
            Instant queuedAt,
            @Nullable Instant dialedAt,
            @Nullable Instant ringingAt,
            @Nullable Instant answeredAt,
            @Nullable Instant endedAt) {}

    /**
     * What people noted.
     *
     * @param satisfaction 1..5
     */
    public record Remarks(
            @Nullable String disposition, @Nullable String notes, @Nullable Integer satisfaction) {}
}
