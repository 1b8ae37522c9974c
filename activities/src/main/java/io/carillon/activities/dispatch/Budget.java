package io.carillon.activities.dispatch;

import io.carillon.activities.call.Pace;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * How many leads a campaign may claim now. An estimate made without locks: the gate is exact, this
 * only keeps claims from running into its refusals.
 *
 * <p>A claim made now meets the pace when it has reached the gate, so the instants it may look
 * forward to end {@link Pace#FURTHEST} after that. Without this no more than half a second of
 * claims would be under way, and a busy machine, where the way to the gate takes a second, would
 * dial at a third of the pace.
 */
final class Budget {
    /**
     * Longer ways to the gate are not made up for: that machine has no time for more calls, and
     * those that talk come first.
     */
    static final Duration LONGEST_WAY = Duration.ofSeconds(1);

    // Claims are made evenly, so those under way are on average half as old as they get. One whose
    // workflow waits for a sweeper says nothing about the others.
    private static final String READ =
            """
            SELECT c.settings, c.status, c.ends_at, carillon_now() AS now, lawful_floor(c) AS floor,
                (SELECT count(*) FROM calls k WHERE k.campaign_id = c.id
                    AND k.state IN ('claimed', 'dialing', 'ringing', 'in_progress')) AS live,
                w.claimed, w.way_ms,
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
            CROSS JOIN LATERAL (
                SELECT count(*) AS claimed,
                    2000 * percentile_cont(0.5) WITHIN GROUP (
                        ORDER BY extract(epoch FROM carillon_now() - k.claimed_at))
                        FILTER (WHERE k.claimed_at > carillon_now() - interval '10 seconds') AS way_ms
                FROM calls k
                WHERE k.campaign_id = c.id AND k.state = 'claimed') w
            WHERE c.id = :id AND c.organization_id = :organization
            """;

    /**
     * What may be claimed, and the settings it was judged by. {@code active} false: nothing, and
     * not soon.
     *
     * @param floor one of the campaign's accounts rings real phones
     */
    record Allowed(
            boolean active, int claims, CampaignSettings settings, Instant now, boolean floor) {}

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
        Duration horizon = Pace.FURTHEST.plus(wayToTheGate(row.getDouble("way_ms")));
        int claims =
                Math.min(
                        settings.maxConcurrent() - row.getInt("live"),
                        Pace.instantsAhead(
                                        now,
                                        instant(row, "last"),
                                        settings.callsPerSecond(),
                                        horizon)
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
                            Pace.instantsAhead(
                                            now, instant(row, "account_last"), accountPace, horizon)
                                    - claimed);
        }
        return new Allowed(
                active, active ? Math.max(0, claims) : 0, settings, now, row.getBoolean("floor"));
    }

    private static Duration wayToTheGate(double millis) {
        return Duration.ofMillis(Math.clamp((long) millis, 0, LONGEST_WAY.toMillis()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
