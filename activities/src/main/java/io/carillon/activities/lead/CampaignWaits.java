package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads what a {@link CampaignWait} is judged by, in the caller's transaction. */
final class CampaignWaits {
    private static final String CAMPAIGN =
            """
            SELECT carillon_now() AS now, c.kind, c.status, c.settings, c.starts_at, lawful_floor(c) AS floor,
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

    private final Transactions transactions;

    CampaignWaits(Transactions transactions) {
        this.transactions = transactions;
    }

    Optional<CampaignWait> find(OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(CAMPAIGN)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .query((row, n) -> read(row))
                .optional();
    }

    private static CampaignWait read(ResultSet row) throws SQLException {
        return new CampaignWait(
                row.getObject("now", OffsetDateTime.class).toInstant(),
                row.getString("kind").equals("direct"),
                CampaignStatus.ofWire(row.getString("status")),
                SettingsJson.read(row.getString("settings")),
                LeadRows.instantOrNull(row, "starts_at"),
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
                LeadRows.instantOrNull(row, "last_send_at"),
                row.getBoolean("floor"));
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Date day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }
}
