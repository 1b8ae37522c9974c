package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.util.Collection;
import java.util.List;

/**
 * Which answers and variables a campaign's leads have, kept where leads are written so that nobody
 * has to read them all to know. Names are added under the lock of their leads, in order of their
 * bytes: two writers of the same new names wait for each other in one direction only.
 */
final class CampaignColumns {
    private static final String ADD =
            """
            INSERT INTO campaign_columns (organization_id, campaign_id, kind, name)
            SELECT :organization, :campaign, 'variable', name
            FROM unnest(:names::text[]) name
            ORDER BY name COLLATE "C"
            ON CONFLICT DO NOTHING
            """;

    private static final String NAMES =
            """
            SELECT name
            FROM campaign_columns
            WHERE campaign_id = :campaign
              AND organization_id = :organization
              AND kind = :kind
            ORDER BY name COLLATE "C"
            """;

    private final Transactions transactions;

    CampaignColumns(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Within the current transaction. Answers are added where a call's end is written. */
    void addVariables(OrganizationId organization, CampaignId campaign, Collection<String> names) {
        if (!names.isEmpty()) {
            transactions
                    .jdbc()
                    .sql(ADD)
                    .param("organization", organization.value())
                    .param("campaign", campaign.value())
                    .param("names", names.toArray(String[]::new))
                    .update();
        }
    }

    /** Within the current transaction. */
    List<String> names(OrganizationId organization, CampaignId campaign, String kind) {
        return transactions
                .jdbc()
                .sql(NAMES)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .param("kind", kind)
                .query(String.class)
                .list();
    }
}
