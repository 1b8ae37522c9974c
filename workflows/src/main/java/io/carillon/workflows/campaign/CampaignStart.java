package io.carillon.workflows.campaign;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

/** Whose campaign it is. Everything else is in its row. */
public record CampaignStart(CampaignId campaign, OrganizationId organization) {}
