package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@link LeadStore}: looking and listing; changes are {@link LeadChanges}'s. */
final class JdbcLeadStore implements LeadStore {
    private static final UUID BEGINNING = new UUID(0, 0);

    private static final String CAMPAIGN =
            """
            SELECT EXISTS (
                SELECT FROM campaigns
                WHERE id = :campaign
                  AND organization_id = :organization
                  AND kind = 'campaign'
                  AND archived_at IS NULL)
            """;

    private static final String FIND = LeadRows.SELECT + "  AND l.id = :id";

    // Always a bound, never "or null": a plan made for every page alike would read the campaign's
    // leads from its first one for each.
    private static final String LIST =
            LeadRows.SELECT
                    + """
                      AND l.campaign_id = :campaign
                      AND l.id > :after
                      AND (:status::text IS NULL OR l.status = :status::text)
                      AND (:outcome::text IS NULL OR l.outcome = :outcome::text)
                      AND (:external::text IS NULL OR l.external_id = :external::text)
                      AND (:phone::text IS NULL OR :phone::text = ANY (l.phones))
                    ORDER BY l.id
                    LIMIT :limit
                    """;

    // That it was imported is in the row itself: five million decisions saying so would be told
    // twice.
    // In the order of the database's clock: ids are made by several processes, and many in a
    // millisecond.
    private static final String TRACE =
            """
            SELECT *
            FROM (
                SELECT created_at AS at, 'imported' AS decision, 'import' AS rule,
                    CASE WHEN import_id IS NULL THEN 'by request' ELSE 'record ' || (import_record + 1) || ' of the file' END AS detail,
                    NULL::uuid AS call_id, NULL::timestamptz AS next_at, 1 AS times, created_at AS last_at,
                    '00000000-0000-0000-0000-000000000000'::uuid AS id,
                    NULL::integer AS attempt, NULL AS to_number, NULL AS result, NULL AS cause, NULL AS answered_by,
                    NULL::timestamptz AS dialed_at, NULL::timestamptz AS ended_at
                FROM leads
                WHERE id = :id
                  AND organization_id = :organization
                  AND deleted_at IS NULL
                UNION ALL
                SELECT d.at, d.decision, d.rule, d.detail, d.call_id, d.next_at, d.times, d.last_at, d.id,
                    k.attempt, k.to_number, k.result, k.cause, k.answered_by, k.dialed_at, k.ended_at
                FROM lead_decisions d
                JOIN leads l ON l.id = d.lead_id
                LEFT JOIN calls k ON k.id = d.call_id AND k.lead_id = d.lead_id AND k.attempt IS NOT NULL
                WHERE d.lead_id = :id
                  AND d.organization_id = :organization
                  AND l.deleted_at IS NULL
            ) entries
            ORDER BY decision <> 'imported', at, id
            """;

    private final Transactions transactions;
    private final LeadChanges changes;
    private final Waiting waiting;

    JdbcLeadStore(Transactions transactions, LeadChanges changes, Waiting waiting) {
        this.transactions = transactions;
        this.changes = changes;
        this.waiting = waiting;
    }

    @Override
    public boolean campaignExists(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(CAMPAIGN)
                                .param("campaign", campaign.value())
                                .param("organization", organization.value())
                                .query(Boolean.class)
                                .single());
    }

    @Override
    public Optional<Lead> find(OrganizationId organization, LeadId id) {
        return transactions.within(
                organization,
                () ->
                        explained(
                                        organization,
                                        transactions
                                                .jdbc()
                                                .sql(FIND)
                                                .param("organization", organization.value())
                                                .param("id", id.value())
                                                .query(LeadRows.LEAD)
                                                .list())
                                .stream()
                                .findFirst());
    }

    @Override
    public List<Lead> list(
            OrganizationId organization,
            CampaignId campaign,
            LeadFilter filter,
            @Nullable UUID after,
            int limit) {
        return transactions.within(
                organization,
                () ->
                        explained(
                                organization,
                                transactions
                                        .jdbc()
                                        .sql(LIST)
                                        .param("organization", organization.value())
                                        .param("campaign", campaign.value())
                                        .param("after", after == null ? BEGINNING : after)
                                        .param("status", filter.status(), Types.VARCHAR)
                                        .param("outcome", filter.outcome(), Types.VARCHAR)
                                        .param("external", filter.externalId(), Types.VARCHAR)
                                        .param("phone", filter.phone(), Types.VARCHAR)
                                        .param("limit", limit)
                                        .query(LeadRows.LEAD)
                                        .list()));
    }

    /** One question for the whole page. A lead claimed since the page was read was due. */
    private List<Lead> explained(OrganizationId organization, List<Lead> leads) {
        List<LeadId> pending = leads.stream().filter(JdbcLeadStore::pending).map(Lead::id).toList();
        Map<LeadId, Waiting.Why> whys = waiting.of(organization, pending);
        return leads.stream()
                .map(lead -> pending(lead) ? explained(lead, whys.get(lead.id())) : lead)
                .toList();
    }

    private static Lead explained(Lead lead, Waiting.@Nullable Why why) {
        return why == null
                ? lead.waiting(WaitingFor.DUE.wire(), lead.nextAttemptAt())
                : lead.waiting(why.rule().wire(), why.until());
    }

    private static boolean pending(Lead lead) {
        return lead.status().equals("pending");
    }

    @Override
    public Optional<Lead> change(OrganizationId organization, LeadId id, LeadChange change) {
        return transactions.within(
                organization,
                () ->
                        changes.apply(organization, id, change)
                                ? find(organization, id)
                                : Optional.empty());
    }

    @Override
    public Optional<Lead> callBack(OrganizationId organization, LeadId id, Instant at) {
        return transactions.within(
                organization,
                () ->
                        changes.callBack(organization, id, at)
                                ? find(organization, id)
                                : Optional.empty());
    }

    @Override
    public boolean takeOut(OrganizationId organization, LeadId id) {
        return transactions.within(organization, () -> changes.takeOut(organization, id));
    }

    @Override
    public boolean erase(OrganizationId organization, LeadId id) {
        return transactions.within(organization, () -> changes.erase(organization, id));
    }

    @Override
    public List<TraceEntry> trace(OrganizationId organization, LeadId id) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(TRACE)
                                .param("organization", organization.value())
                                .param("id", id.value())
                                .query(
                                        (row, n) ->
                                                new TraceEntry(
                                                        LeadRows.instant(row, "at"),
                                                        row.getString("decision"),
                                                        row.getString("rule"),
                                                        row.getString("detail"),
                                                        call(row.getObject("call_id", UUID.class)),
                                                        LeadRows.instantOrNull(row, "next_at"),
                                                        row.getInt("times"),
                                                        LeadRows.instant(row, "last_at"),
                                                        attempt(row)))
                                .list());
    }

    private static @Nullable Attempt attempt(ResultSet row) throws SQLException {
        String number = row.getString("to_number");
        return number == null
                ? null
                : new Attempt(
                        row.getInt("attempt"),
                        number,
                        row.getString("result"),
                        row.getString("cause"),
                        row.getString("answered_by"),
                        LeadRows.instantOrNull(row, "dialed_at"),
                        LeadRows.instantOrNull(row, "ended_at"));
    }

    private static @Nullable CallId call(@Nullable UUID id) {
        return id == null ? null : new CallId(id);
    }
}
