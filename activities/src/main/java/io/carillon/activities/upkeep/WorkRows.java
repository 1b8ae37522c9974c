package io.carillon.activities.upkeep;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.webhook.EndpointStart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Campaigns, imports and endpoints that should have a workflow. Each question opens its own short
 * transaction.
 */
final class WorkRows {
    // A direct campaign that nobody waits for needs no workflow: the next single call wakes it.
    private static final String RUNNING_CAMPAIGNS =
            """
            SELECT c.id, c.organization_id, c.kind = 'direct' AS direct
            FROM campaigns c
            WHERE c.status IN ('scheduled', 'active') AND c.archived_at IS NULL
                AND (c.kind <> 'direct'
                    OR EXISTS (SELECT FROM leads l WHERE l.campaign_id = c.id AND l.status = 'pending'))
            """;

    private static final String OPEN_IMPORTS =
            """
            SELECT id, campaign_id, organization_id
            FROM imports
            WHERE status IN ('queued', 'running')
                AND created_at < carillon_now() - INTERVAL '5 seconds'
            """;

    private static final String WAITING_ENDPOINTS =
            """
            SELECT e.id, e.organization_id
            FROM webhook_endpoints e
            WHERE e.status = 'active' AND e.deleted_at IS NULL
                AND EXISTS (SELECT 1 FROM deliveries d WHERE d.endpoint_id = e.id AND d.status = 'pending')
            """;

    private final Transactions transactions;

    WorkRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * @param direct the organization's own, for single calls
     */
    record RunningCampaign(CampaignStart start, boolean direct) {}

    List<RunningCampaign> runningCampaigns() {
        return list(
                RUNNING_CAMPAIGNS,
                row ->
                        new RunningCampaign(
                                new CampaignStart(
                                        new CampaignId(uuid(row, "id")), organization(row)),
                                row.getBoolean("direct")));
    }

    List<ImportStart> openImports() {
        return list(
                OPEN_IMPORTS,
                row ->
                        new ImportStart(
                                new ImportId(uuid(row, "id")),
                                new CampaignId(uuid(row, "campaign_id")),
                                organization(row)));
    }

    List<EndpointStart> waitingEndpoints() {
        return list(
                WAITING_ENDPOINTS,
                row -> new EndpointStart(new EndpointId(uuid(row, "id")), organization(row)));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, Reader<T> reader) {
        return transactions.system(
                () -> transactions.jdbc().sql(sql).query((row, n) -> reader.read(row)).list());
    }

    private static OrganizationId organization(ResultSet row) throws SQLException {
        return new OrganizationId(uuid(row, "organization_id"));
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
