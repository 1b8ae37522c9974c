package io.carillon.activities.upkeep;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.webhook.EndpointStart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What should have a workflow by its row. Each question opens its own short transaction. */
final class SweepRows {
    // A claim becomes a dial within a second; a live call without a workflow is dead air.
    private static final String OPEN_CALLS =
            """
            SELECT id, lead_id, campaign_id, organization_id, give_up_at < carillon_now() AS given_up
            FROM calls
            WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress')
                AND claimed_at < carillon_now() - INTERVAL '5 seconds'
            ORDER BY claimed_at
            """;

    private static final String RUNNING_CAMPAIGNS =
            """
            SELECT id, organization_id
            FROM campaigns
            WHERE status IN ('scheduled', 'active') AND archived_at IS NULL
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

    SweepRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * @param givenUp its time is over: it is to be ended whatever its workflow does
     */
    record OpenCall(CallStart start, boolean givenUp) {}

    List<OpenCall> openCalls() {
        return list(OPEN_CALLS, SweepRows::openCall);
    }

    List<CampaignStart> runningCampaigns() {
        return list(
                RUNNING_CAMPAIGNS,
                row -> new CampaignStart(new CampaignId(uuid(row, "id")), organization(row)));
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

    private static OpenCall openCall(ResultSet row) throws SQLException {
        return new OpenCall(
                new CallStart(
                        new CallId(uuid(row, "id")),
                        new LeadId(uuid(row, "lead_id")),
                        new CampaignId(uuid(row, "campaign_id")),
                        organization(row)),
                row.getBoolean("given_up"));
    }

    private static OrganizationId organization(ResultSet row) throws SQLException {
        return new OrganizationId(uuid(row, "organization_id"));
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
