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
    // Campaigns leave one in twenty slots of an account to single calls, as the gate's
    // ReservedSlots says; a call's highest cost is as its HighestCost says.
    private static final String CAMPAIGN =
            """
            SELECT carillon_now() AS now, c.kind, c.status, c.settings, c.starts_at, lawful_floor(c) AS floor,
                o.status AS owner_status, (o.limits ->> 'max_calls_per_day')::integer AS owner_calls,
                (o.limits ->> 'max_spend_per_day')::numeric AS owner_spend,
                a.status AS account, a.reason, coalesce(a.down_until <= carillon_now(), false) AS probed, a.down_until,
                a.price_per_minute IS NOT NULL OR a.carrier = 'simulator' AS priced,
                coalesce(a.price_per_minute, 0) AS price,
                (SELECT coalesce(sum(k.counted_cost), 0) FROM calls k
                 WHERE k.organization_id = c.organization_id
                   AND k.state IN ('dialing', 'ringing', 'in_progress')) AS reserved,
                coalesce(slots(a) - CASE WHEN c.kind <> 'direct' AND slots(a) >= 10
                    THEN greatest(1, slots(a) / 20) ELSE 0 END, 0) AS account_concurrent,
                coalesce(pace_now(a), 0) AS account_pace,
                (SELECT nullif(last_send_at, '-infinity') FROM pacers WHERE scope = 'account:' || a.id) AS account_last,
                (SELECT count(*) FROM calls k
                 WHERE k.account_id = a.id AND k.state IN ('dialing', 'ringing', 'in_progress')) AS account_live,
                (SELECT count(*) FROM calls k
                 WHERE k.campaign_id = c.id AND k.state IN ('dialing', 'ringing', 'in_progress')) AS live,
                i.verified, i.free_at,
                p.day, coalesce(p.calls_today, 0) AS calls_today, coalesce(p.spent_today, 0) AS spent_today,
                nullif(p.last_send_at, '-infinity') AS last_send_at,
                q.day AS owner_day, coalesce(q.calls_today, 0) AS owner_calls_today,
                coalesce(q.spent_today, 0) AS owner_spent_today
            FROM campaigns c
            JOIN organizations o ON o.id = c.organization_id
            LEFT JOIN LATERAL dials_with(c) a ON true
            CROSS JOIN LATERAL (
                SELECT count(*) AS verified,
                    nullif(min(greatest('-infinity',
                        CASE WHEN isfinite(r.last_send_at) THEN r.last_send_at + make_interval(secs => x.cool_down_seconds) END,
                        CASE WHEN r.day = (carillon_now() AT TIME ZONE 'UTC')::date AND r.calls_today >= x.max_calls_per_day
                            THEN (r.day + 1)::timestamp AT TIME ZONE 'UTC' END)), '-infinity') AS free_at
                FROM caller_ids x
                LEFT JOIN pacers r ON r.scope = 'caller_id:' || x.id
                WHERE x.organization_id = c.organization_id AND may_show(a, x)
                  AND (x.number = ANY (c.caller_ids) OR (c.kind = 'direct' AND c.caller_ids = '{}'))) i
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
                new CampaignWait.Owner(
                        row.getString("owner_status").equals("active"),
                        row.getObject("owner_calls", Integer.class),
                        row.getBigDecimal("owner_spend"),
                        spent(row, "owner_"),
                        row.getBigDecimal("reserved")),
                account(row),
                new CampaignWait.CallerIds(
                        row.getInt("verified"), LeadRows.instantOrNull(row, "free_at")),
                row.getInt("live"),
                spent(row, ""),
                LeadRows.instantOrNull(row, "last_send_at"),
                row.getBoolean("floor"));
    }

    private static CampaignWait.@Nullable Account account(ResultSet row) throws SQLException {
        String status = row.getString("account");
        return status == null
                ? null
                : new CampaignWait.Account(
                        status,
                        row.getString("reason"),
                        row.getBoolean("probed"),
                        LeadRows.instantOrNull(row, "down_until"),
                        row.getBoolean("priced") ? row.getBigDecimal("price") : null,
                        row.getInt("account_concurrent"),
                        row.getInt("account_live"),
                        row.getDouble("account_pace"),
                        LeadRows.instantOrNull(row, "account_last"));
    }

    private static CampaignWait.Spent spent(ResultSet row, String whose) throws SQLException {
        return new CampaignWait.Spent(
                day(row, whose + "day"),
                row.getInt(whose + "calls_today"),
                row.getBigDecimal(whose + "spent_today"));
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Date day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }
}
