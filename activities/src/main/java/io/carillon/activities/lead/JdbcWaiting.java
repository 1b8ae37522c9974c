package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@link Waiting} from two reads: the campaigns as wholes, then the page of leads. */
final class JdbcWaiting implements Waiting {
    private static final String CAMPAIGN =
            """
            SELECT carillon_now() AS now, c.kind, c.status, c.settings, c.starts_at,
                o.status AS owner_status, (o.limits ->> 'max_calls_per_day')::integer AS owner_calls,
                a.status AS account, a.reason, coalesce(a.max_concurrent, 0) AS account_concurrent,
                (SELECT count(*) FROM calls k
                 WHERE k.account_id = a.id AND k.state IN ('dialing', 'ringing', 'in_progress')) AS account_live,
                (SELECT count(*) FROM calls k
                 WHERE k.campaign_id = c.id AND k.state IN ('dialing', 'ringing', 'in_progress')) AS live,
                (SELECT count(*) FROM caller_ids i
                 WHERE i.organization_id = c.organization_id AND i.carrier = a.carrier AND i.status = 'verified'
                   AND (i.number = ANY (c.caller_ids) OR (c.kind = 'direct' AND c.caller_ids = '{}'))) AS caller_ids,
                p.day, coalesce(p.calls_today, 0) AS calls_today,
                nullif(p.last_send_at, '-infinity') AS last_send_at,
                q.day AS owner_day, coalesce(q.calls_today, 0) AS owner_calls_today
            FROM campaigns c
            JOIN organizations o ON o.id = c.organization_id
            LEFT JOIN LATERAL (
                SELECT x.* FROM carrier_accounts x
                WHERE x.organization_id = c.organization_id
                  AND (x.id = ANY (c.accounts) OR (c.accounts = '{}' AND x.carrier = c.carrier))
                ORDER BY (x.status = 'active') DESC, array_position(c.accounts, x.id), x.id
                LIMIT 1) a ON true
            LEFT JOIN pacers p ON p.scope = 'campaign:' || c.id
            LEFT JOIN pacers q ON q.scope = 'organization:' || c.organization_id
            WHERE c.organization_id = :organization
              AND c.id = :campaign
            """;

    private static final String LEADS =
            """
            SELECT l.id, l.campaign_id, l.phones, l.phone_index, l.time_zones, l.zone_source, l.due_at,
                l.next_attempt_at, l.held_by, l.attempts,
                EXISTS (SELECT FROM calls k
                    WHERE k.organization_id = l.organization_id
                      AND k.to_number = l.phones[l.phone_index + 1]
                      AND k.state IN ('claimed', 'dialing', 'ringing', 'in_progress')) AS in_use,
                (SELECT k.scheduled_at FROM calls k WHERE k.id = l.call_id) AS scheduled_at
            FROM leads l
            WHERE l.organization_id = :organization
              AND l.id = ANY (:leads)
              AND l.status = 'pending'
            """;

    private record Pending(
            LeadId id,
            CampaignId campaign,
            List<ZoneId> zones,
            Instant dueAt,
            @Nullable Instant nextAttemptAt,
            @Nullable String heldBy,
            int attempts,
            boolean inUse,
            @Nullable Instant scheduledAt) {}

    private final Transactions transactions;

    JdbcWaiting(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<LeadId, Why> of(OrganizationId organization, List<LeadId> leads) {
        return transactions.within(
                organization,
                () -> {
                    Map<CampaignId, Optional<CampaignWait>> campaigns = new HashMap<>();
                    Map<LeadId, Why> answers = new LinkedHashMap<>();
                    for (Pending lead : pending(organization, leads)) {
                        campaigns
                                .computeIfAbsent(lead.campaign(), id -> read(organization, id))
                                .ifPresent(campaign -> answers.put(lead.id(), why(lead, campaign)));
                    }
                    return answers;
                });
    }

    @Override
    public Optional<Why> campaign(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization, () -> read(organization, campaign).flatMap(CampaignWait::why));
    }

    private static Why why(Pending lead, CampaignWait campaign) {
        return new LeadWait(
                        campaign.now(),
                        campaign.settings(),
                        campaign.why(),
                        lead.zones(),
                        lead.dueAt(),
                        lead.nextAttemptAt(),
                        lead.heldBy(),
                        lead.attempts(),
                        lead.inUse(),
                        lead.scheduledAt())
                .why();
    }

    private List<Pending> pending(OrganizationId organization, List<LeadId> leads) {
        return transactions
                .jdbc()
                .sql(LEADS)
                .param("organization", organization.value())
                .param("leads", leads.stream().map(LeadId::value).toArray(UUID[]::new))
                .query(
                        (row, n) ->
                                new Pending(
                                        new LeadId(row.getObject("id", UUID.class)),
                                        new CampaignId(row.getObject("campaign_id", UUID.class)),
                                        zones(row),
                                        row.getObject("due_at", OffsetDateTime.class).toInstant(),
                                        instant(row, "next_attempt_at"),
                                        row.getString("held_by"),
                                        row.getInt("attempts"),
                                        row.getBoolean("in_use"),
                                        instant(row, "scheduled_at")))
                .list();
    }

    private Optional<CampaignWait> read(OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(CAMPAIGN)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .query(
                        (row, n) ->
                                new CampaignWait(
                                        row.getObject("now", OffsetDateTime.class).toInstant(),
                                        row.getString("kind").equals("direct"),
                                        CampaignStatus.ofWire(row.getString("status")),
                                        SettingsJson.read(row.getString("settings")),
                                        instant(row, "starts_at"),
                                        row.getString("owner_status").equals("active"),
                                        row.getObject("owner_calls", Integer.class),
                                        row.getString("account"),
                                        row.getString("reason"),
                                        row.getInt("account_concurrent"),
                                        row.getInt("account_live"),
                                        row.getInt("caller_ids"),
                                        row.getInt("live"),
                                        day(row, "day"),
                                        row.getInt("calls_today"),
                                        day(row, "owner_day"),
                                        row.getInt("owner_calls_today"),
                                        instant(row, "last_send_at")))
                .optional();
    }

    /** As the gate sees them: a second number has its own when the lead's came from the first. */
    private static List<ZoneId> zones(ResultSet row) throws SQLException {
        String source = row.getString("zone_source");
        int index = row.getInt("phone_index");
        if (index > 0 && (source.equals("number") || source.equals("unknown"))) {
            String[] phones = (String[]) row.getArray("phones").getArray();
            return LeadHours.zones(ZoneResolver.ofNumber(new PhoneNumber(phones[index])).zones());
        }
        return LeadHours.zones(Arrays.asList((String[]) row.getArray("time_zones").getArray()));
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Date day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
