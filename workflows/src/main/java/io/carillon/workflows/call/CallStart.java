package io.carillon.workflows.call;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

/** Whose call it is. Everything else is in the call's row. */
public record CallStart(
        CallId call, LeadId lead, CampaignId campaign, OrganizationId organization) {}
