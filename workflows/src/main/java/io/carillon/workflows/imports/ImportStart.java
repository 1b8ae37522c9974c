package io.carillon.workflows.imports;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

/** Whose import it is. Everything else is in its row. */
public record ImportStart(ImportId importId, CampaignId campaign, OrganizationId organization) {}
