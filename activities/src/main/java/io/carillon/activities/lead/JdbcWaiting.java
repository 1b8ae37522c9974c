package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.WaitingFor;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@link Waiting} from two reads: the campaigns as wholes, then their leads, one by one or alike.
 */
final class JdbcWaiting implements Waiting {
    // Numbers the organization has called as often as it may within a window, and until when: the
    // cap-th last dial has to leave it. One that may never be called is free after a window from
    // now.
    private static final String CAPS =
            """
            WITH caps AS MATERIALIZED (
                SELECT key::interval AS span, value::integer AS most
                FROM organizations, jsonb_each_text(coalesce(limits -> 'calls_per_number', '{}'))
                WHERE id = :organization
            ), never AS MATERIALIZED (
                SELECT carillon_now() + max(span) AS free_at FROM caps WHERE most = 0
            ),
            """;

    private static final String LEADS =
            CAPS
                    + """
            called AS MATERIALIZED (
                SELECT k.to_number, coalesce((array_agg(k.dialed_at ORDER BY k.dialed_at DESC))[c.most], carillon_now())
                    + c.span AS free_at
                FROM caps c
                JOIN calls k ON k.organization_id = :organization
                    AND k.to_number IN (SELECT phones[phone_index + 1] FROM leads WHERE id = ANY (:leads))
                    AND k.dialed_at > carillon_now() - c.span
                GROUP BY c.span, c.most, k.to_number
                HAVING count(*) >= c.most
            )
            SELECT l.id, l.campaign_id, l.time_zones, l.due_at, l.next_attempt_at, l.held_by, l.attempts,
                CASE WHEN NOT l.single THEN l.last_attempt_at END AS last_attempt_at,
                CASE WHEN l.phone_index > 0 AND l.zone_source IN ('number', 'unknown')
                    THEN l.phones[l.phone_index + 1] END AS zone_number,
                EXISTS (SELECT FROM calls k
                    WHERE k.organization_id = l.organization_id
                      AND k.to_number = l.phones[l.phone_index + 1]
                      AND k.state IN ('claimed', 'dialing', 'ringing', 'in_progress')) AS in_use,
                greatest((SELECT free_at FROM never),
                    (SELECT max(f.free_at) FROM called f WHERE f.to_number = l.phones[l.phone_index + 1])) AS number_free_at,
                k.scheduled_at, l.phones[l.phone_index + 1] AS number,
                l.variables ->> 'country' AS country, l.variables ->> 'state' AS state,
                l.variables ->> 'postal_code' AS postal_code,
                EXISTS (SELECT FROM carrier_accounts a
                    WHERE a.organization_id = l.organization_id
                      AND a.carrier = k.carrier
                      AND a.lawful_floor) AS floor
            FROM leads l
            LEFT JOIN calls k ON k.id = l.call_id
            WHERE l.organization_id = :organization
              AND l.id = ANY (:leads)
              AND l.status = 'pending'
            """;

    // Leads alike in everything a LeadWait asks are one row, so a campaign of millions is a scan of
    // its pending leads and a few hundred judgements. Numbers on the line are few: joined once.
    private static final String ALIKE =
            CAPS
                    + """
            called AS MATERIALIZED (
                SELECT to_number, max(free_at) AS free_at FROM (
                    SELECT k.to_number,
                        coalesce((array_agg(k.dialed_at ORDER BY k.dialed_at DESC))[c.most], carillon_now()) + c.span AS free_at
                    FROM caps c
                    JOIN calls k ON k.organization_id = :organization AND k.dialed_at > carillon_now() - c.span
                    GROUP BY c.span, c.most, k.to_number
                    HAVING count(*) >= c.most) each
                GROUP BY to_number
            ), busy AS (
                SELECT DISTINCT to_number FROM calls
                WHERE organization_id = :organization
                  AND state IN ('claimed', 'dialing', 'ringing', 'in_progress'))
            SELECT l.campaign_id, l.time_zones, min(l.due_at) AS due_at,
                min(l.next_attempt_at) AS next_attempt_at, l.held_by, min(l.attempts) AS attempts, count(*) AS leads,
                min(l.last_attempt_at) FILTER (WHERE NOT l.single) AS last_attempt_at,
                CASE WHEN l.phone_index > 0 AND l.zone_source IN ('number', 'unknown')
                    THEN l.phones[l.phone_index + 1] END AS zone_number,
                b.to_number IS NOT NULL AS in_use,
                greatest((SELECT free_at FROM never), min(c.free_at)) AS number_free_at, min(k.scheduled_at) AS scheduled_at,
                f.floor, f.country, f.state, f.postal_code, min(l.phones[l.phone_index + 1]) AS number
            FROM leads l
            LEFT JOIN busy b ON b.to_number = l.phones[l.phone_index + 1]
            LEFT JOIN called c ON c.to_number = l.phones[l.phone_index + 1]
            LEFT JOIN calls k ON k.id = l.call_id
            CROSS JOIN LATERAL (
                SELECT k.carrier IS NOT NULL AND EXISTS (
                    SELECT FROM carrier_accounts a
                    WHERE a.organization_id = l.organization_id
                      AND a.carrier = k.carrier
                      AND a.lawful_floor) AS floor) own
            LEFT JOIN LATERAL (
                SELECT own.floor, l.variables ->> 'country' AS country, l.variables ->> 'state' AS state,
                    left(l.variables ->> 'postal_code',
                        CASE WHEN l.variables ->> 'postal_code' ~ '^[A-Za-z]' THEN 3 ELSE 5 END) AS postal_code,
                    left(l.phones[l.phone_index + 1], 5) AS area) f ON own.floor OR :floor
            WHERE l.organization_id = :organization
              AND l.campaign_id = :campaign
              AND l.status = 'pending'
            GROUP BY l.campaign_id, l.time_zones, l.held_by, zone_number, in_use, l.attempts > 0,
                l.due_at > carillon_now(), l.next_attempt_at IS NULL, l.next_attempt_at > carillon_now(),
                NOT l.single AND coalesce(l.last_attempt_at + :spacing::interval > carillon_now(), false),
                f.floor, f.country, f.state, f.postal_code, f.area,
                c.to_number IS NOT NULL, k.scheduled_at > carillon_now()
            """;

    /** What a lead, or each of some that are alike, is judged by. */
    private record Pending(
            CampaignId campaign,
            List<ZoneId> zones,
            Instant dueAt,
            @Nullable Instant nextAttemptAt,
            @Nullable String heldBy,
            int attempts,
            @Nullable Instant lastAttemptAt,
            boolean inUse,
            @Nullable Instant numberFreeAt,
            @Nullable Instant scheduledAt,
            boolean floor,
            PhoneNumber number,
            LeadPlaces.Told told) {
        Why why(CampaignWait wait) {
            return new LeadWait(
                            wait,
                            zones,
                            dueAt,
                            nextAttemptAt,
                            heldBy,
                            attempts,
                            lastAttemptAt,
                            inUse,
                            numberFreeAt,
                            scheduledAt,
                            floor || wait.floor() ? LeadPlaces.of(number, told) : null)
                    .why();
        }
    }

    private record One(LeadId id, Pending lead) {}

    private record Alike(Pending lead, long leads) {}

    private final Transactions transactions;
    private final CampaignWaits campaigns;

    JdbcWaiting(Transactions transactions) {
        this.transactions = transactions;
        this.campaigns = new CampaignWaits(transactions);
    }

    @Override
    public Map<LeadId, Why> of(OrganizationId organization, List<LeadId> leads) {
        return leads.isEmpty()
                ? Map.of()
                : transactions.within(organization, () -> judge(organization, leads));
    }

    private Map<LeadId, Why> judge(OrganizationId organization, List<LeadId> leads) {
        var known = new HashMap<CampaignId, Optional<CampaignWait>>();
        var answers = new LinkedHashMap<LeadId, Why>();
        for (One one : pending(organization, leads)) {
            known.computeIfAbsent(one.lead().campaign(), id -> campaigns.find(organization, id))
                    .ifPresent(campaign -> answers.put(one.id(), one.lead().why(campaign)));
        }
        return answers;
    }

    @Override
    public List<Held> held(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () ->
                        campaigns
                                .find(organization, campaign)
                                .map(wait -> held(wait, alike(organization, campaign, wait)))
                                .orElse(List.of()));
    }

    private static List<Held> held(CampaignWait campaign, List<Alike> groups) {
        var byRule = new EnumMap<WaitingFor, Held>(WaitingFor.class);
        for (Alike group : groups) {
            Why why = group.lead().why(campaign);
            byRule.merge(why.rule(), new Held(why.rule(), group.leads(), why.until()), Held::and);
        }
        return byRule.values().stream()
                .sorted(Comparator.comparingLong(Held::leads).reversed())
                .toList();
    }

    @Override
    public Optional<Why> campaign(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () -> campaigns.find(organization, campaign).flatMap(CampaignWait::why));
    }

    private List<One> pending(OrganizationId organization, List<LeadId> leads) {
        return transactions
                .jdbc()
                .sql(LEADS)
                .param("organization", organization.value())
                .param("leads", leads.stream().map(LeadId::value).toArray(UUID[]::new))
                .query((row, n) -> new One(new LeadId(row.getObject("id", UUID.class)), read(row)))
                .list();
    }

    private List<Alike> alike(OrganizationId organization, CampaignId campaign, CampaignWait wait) {
        return transactions
                .jdbc()
                .sql(ALIKE)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .param("floor", wait.floor())
                .param("spacing", wait.settings().minBetweenAttempts().toString())
                .query((row, n) -> new Alike(read(row), row.getLong("leads")))
                .list();
    }

    private static Pending read(ResultSet row) throws SQLException {
        return new Pending(
                new CampaignId(row.getObject("campaign_id", UUID.class)),
                zones(row),
                LeadRows.instant(row, "due_at"),
                LeadRows.instantOrNull(row, "next_attempt_at"),
                row.getString("held_by"),
                row.getInt("attempts"),
                LeadRows.instantOrNull(row, "last_attempt_at"),
                row.getBoolean("in_use"),
                LeadRows.instantOrNull(row, "number_free_at"),
                LeadRows.instantOrNull(row, "scheduled_at"),
                row.getBoolean("floor"),
                new PhoneNumber(row.getString("number")),
                new LeadPlaces.Told(
                        row.getString("country"),
                        row.getString("state"),
                        row.getString("postal_code")));
    }

    /** As the gate sees them: a second number has its own when the lead's came from the first. */
    private static List<ZoneId> zones(ResultSet row) throws SQLException {
        String number = row.getString("zone_number");
        return LeadHours.zones(
                number == null
                        ? LeadRows.strings(row, "time_zones")
                        : ZoneResolver.ofNumber(new PhoneNumber(number)).zones());
    }
}
