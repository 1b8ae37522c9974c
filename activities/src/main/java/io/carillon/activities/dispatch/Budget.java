package io.carillon.activities.dispatch;

import io.carillon.activities.call.Pace;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * How many leads a campaign may claim now. An estimate made without locks: the gate is exact, this
 * only keeps claims from running into its refusals.
 */
final class Budget {
    private static final String READ =
            """
            SELECT c.settings, c.status, c.ends_at, carillon_now() AS now,
                (SELECT count(*) FROM calls k WHERE k.campaign_id = c.id
                    AND k.state IN ('claimed', 'dialing', 'ringing', 'in_progress')) AS live,
                (SELECT count(*) FROM calls k WHERE k.campaign_id = c.id AND k.state = 'claimed') AS claimed,
                (SELECT last_send_at FROM pacers WHERE scope = 'campaign:' || c.id AND isfinite(last_send_at)) AS last,
                a.calls_per_second AS account_pace, a.max_concurrent AS account_concurrent,
                (SELECT last_send_at FROM pacers WHERE scope = 'account:' || a.id AND isfinite(last_send_at))
                    AS account_last,
                (SELECT count(*) FROM calls k WHERE k.account_id = a.id
                    AND k.state IN ('dialing', 'ringing', 'in_progress')) AS account_live
            FROM campaigns c
            LEFT JOIN LATERAL (
                SELECT x.id, x.calls_per_second, x.max_concurrent FROM carrier_accounts x
                WHERE x.organization_id = c.organization_id AND x.status = 'active'
                  AND (x.id = ANY (c.accounts) OR (c.accounts = '{}' AND x.carrier = c.carrier))
                ORDER BY array_position(c.accounts, x.id), x.id
                LIMIT 1) a ON true
            WHERE c.id = :id AND c.organization_id = :organization
            """;

    /**
     * What may be claimed, and the settings it was judged by. {@code active} false: nothing, and
     * not soon.
     */
    record Allowed(boolean active, int claims, CampaignSettings settings, Instant now) {}

    private final Transactions transactions;

    Budget(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Joins the caller's transaction. Empty when the campaign is gone. */
    Optional<Allowed> of(CampaignStart campaign) {
        return transactions
                .jdbc()
                .sql(READ)
                .param("id", campaign.campaign().value())
                .param("organization", campaign.organization().value())
                .query((row, n) -> allowed(row))
                .optional();
    }

    private static Allowed allowed(ResultSet row) throws SQLException {
        CampaignSettings settings = SettingsJson.read(row.getString("settings"));
        Instant now = row.getObject("now", OffsetDateTime.class).toInstant();
        Instant endsAt = instant(row, "ends_at");
        boolean active =
                row.getString("status").equals("active") && (endsAt == null || endsAt.isAfter(now));
        int claimed = row.getInt("claimed");
        int claims =
                Math.min(
                        settings.maxConcurrent() - row.getInt("live"),
                        Pace.instantsAhead(now, instant(row, "last"), settings.callsPerSecond())
                                - claimed);
        double accountPace = row.getDouble("account_pace");
        if (!row.wasNull()) {
            claims =
                    Math.min(
                            claims,
                            row.getInt("account_concurrent")
                                    - row.getInt("account_live")
                                    - claimed);
            claims =
                    Math.min(
                            claims,
                            Pace.instantsAhead(now, instant(row, "account_last"), accountPace)
                                    - claimed);
        }
        return new Allowed(active, active ? Math.max(0, claims) : 0, settings, now);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
