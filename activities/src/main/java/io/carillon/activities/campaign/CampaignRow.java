package io.carillon.activities.campaign;

import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What control and dispatch need of a campaign's row, read under its lock. */
record CampaignRow(
        CampaignId id,
        OrganizationId organization,
        boolean direct,
        CampaignStatus status,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        boolean keepOpen,
        long leadsTotal,
        Instant now) {}
