package io.carillon.activities.upkeep;

import io.carillon.activities.call.FollowedCall;
import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.call.Impression;
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
    // Asking Temporal about every live call every minute would cost more than the calls. A workflow
    // lived when it dialed and when it took news; one that gave no sign for half a minute is asked
    // about. With a sweep a minute, a terminated one is found within 90 seconds. A claim becomes a
    // dial, and news is taken, within a second: five seconds more are a sign of their own.
    private static final String SILENT_CALLS =
            """
            SELECT k.id, k.lead_id, k.campaign_id, k.organization_id, k.give_up_at < carillon_now() AS given_up
            FROM calls k
            WHERE k.state IN ('claimed', 'dialing', 'ringing', 'in_progress')
                AND k.claimed_at < carillon_now() - INTERVAL '5 seconds'
                AND (
                    k.state = 'claimed'
                    OR k.give_up_at < carillon_now()
                    OR EXISTS (
                        SELECT FROM carrier_news n
                        WHERE n.call_id = k.id AND n.told_at IS NULL
                            AND n.received_at < carillon_now() - INTERVAL '5 seconds')
                    OR greatest(k.claimed_at, k.send_at, k.dialed_at) < carillon_now() - INTERVAL '30 seconds'
                        AND NOT EXISTS (
                            SELECT FROM carrier_news n
                            WHERE n.call_id = k.id AND n.news IS NOT NULL
                                AND n.told_at >= carillon_now() - INTERVAL '30 seconds'))
            ORDER BY k.claimed_at
            """;

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
    private final FollowedCalls calls;

    SweepRows(Transactions transactions) {
        this.transactions = transactions;
        this.calls = new FollowedCalls(transactions);
    }

    /**
     * @param givenUp its time is over: it is to be ended whatever its workflow does
     */
    record OpenCall(CallStart start, boolean givenUp) {}

    /**
     * @param direct the organization's own, for single calls
     */
    record RunningCampaign(CampaignStart start, boolean direct) {}

    /** Live calls whose workflows have given no sign of life for a while, or whose time is over. */
    List<OpenCall> silentCalls() {
        return list(SILENT_CALLS, SweepRows::openCall);
    }

    /** What callbacks have told of it. */
    Impression known(CallId call) {
        return transactions.system(
                () -> calls.find(call).map(FollowedCall::impression).orElse(Impression.NONE));
    }

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
