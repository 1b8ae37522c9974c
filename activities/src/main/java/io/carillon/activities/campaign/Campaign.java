package io.carillon.activities.campaign;

import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A campaign as users see it.
 *
 * @param told what the user said of it
 * @param statusReason why it is paused or stopped; null when nobody said
 * @param flow the flow its version belongs to
 * @param flowVersion the pinned version's number, from 1
 * @param revision raised by every edit, from 1
 */
public record Campaign(
        CampaignId id,
        CampaignDraft told,
        CampaignStatus status,
        @Nullable String statusReason,
        FlowId flow,
        int flowVersion,
        int revision,
        long leadsTotal,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
