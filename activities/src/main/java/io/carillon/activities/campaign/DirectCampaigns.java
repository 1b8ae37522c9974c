package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.util.List;
import java.util.UUID;

/**
 * The campaign every organization has for its single calls; made with it, or when it is first
 * needed.
 */
public final class DirectCampaigns {
    private static final String FIND =
            "SELECT id FROM campaigns WHERE organization_id = :organization AND kind = 'direct'";

    private static final String MAKE =
            """
            INSERT INTO campaigns (id, organization_id, kind, name, status, caller_ids, settings, keep_open,
                created_at, started_at)
            VALUES (:id, :organization, 'direct', 'Single calls', 'active', '{}', :settings::jsonb, true,
                carillon_now(), carillon_now())
            ON CONFLICT (organization_id) WHERE kind = 'direct' DO NOTHING
            """;

    private final Transactions transactions;

    DirectCampaigns(Transactions transactions) {
        this.transactions = transactions;
    }

    public static DirectCampaigns over(Transactions transactions) {
        return new DirectCampaigns(transactions);
    }

    /** Within the current transaction. */
    public CampaignId of(OrganizationId organization) {
        List<UUID> found = find(organization);
        if (found.isEmpty()) {
            transactions
                    .jdbc()
                    .sql(MAKE)
                    .param("id", UuidV7.next())
                    .param("organization", organization.value())
                    .param("settings", SettingsJson.write(DirectCampaign.settings()))
                    .update();
            found = find(organization);
        }
        return new CampaignId(found.getFirst());
    }

    private List<UUID> find(OrganizationId organization) {
        return transactions
                .jdbc()
                .sql(FIND)
                .param("organization", organization.value())
                .query(UUID.class)
                .list();
    }
}
