package io.carillon.activities.dispatch;

import io.carillon.activities.call.Pace;
import io.carillon.activities.call.ReservedSlots;
import io.carillon.activities.call.Sent;
import io.carillon.activities.call.SentRows;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many leads a campaign may claim now. An estimate made without locks: the gate is exact, this
 * only keeps claims from running into its refusals.
 *
 * <p>A claim made now meets the pace when it has reached the gate, so the instants it may look
 * forward to end {@link Pace#FURTHEST_OF_CAMPAIGNS} after that, and a little later: there it can
 * wait. Without this no more than a third of a second of claims would be under way, and a busy
 * machine, where the way to the gate takes a second, would dial at a third of the pace.
 */
final class Budget {
    /**
     * Longer ways to the gate are not made up for: that machine has no time for more calls, and
     * those that talk come first.
     */
    static final Duration LONGEST_WAY = Duration.ofSeconds(2);

    /**
     * So many claims wait at the gate, because ways differ: no instant stays empty where one takes
     * longer than the others.
     */
    private static final Duration IN_LINE = Duration.ofMillis(400);

    // Claims are made evenly, so those under way are on average half as old as they get. One whose
    // workflow waits for a sweeper, or that waits at the gate, says nothing about the others.
    private static final String READ =
            """
            SELECT c.kind, c.settings, c.status, c.ends_at, carillon_now() AS now, lawful_floor(c) AS floor,
                (SELECT count(*) FROM calls k WHERE k.campaign_id = c.id
                    AND k.state IN ('claimed', 'dialing', 'ringing', 'in_progress')) AS live,
                w.claimed, w.way_ms,
                nullif(p.last_send_at, '-infinity') AS last_send_at, p.recent_sends, p.recent_calls, p.beat_at,
                pace_now(a) AS account_pace, slots(a) AS account_concurrent,
                (SELECT bool_or(x.status = 'active') FROM carrier_accounts x
                 WHERE x.organization_id = c.organization_id
                   AND (x.id = ANY (c.accounts) OR (c.accounts = '{}' AND x.carrier = c.carrier))) AS any_active,
                nullif(q.last_send_at, '-infinity') AS account_last_send_at, q.recent_sends AS account_recent_sends,
                q.recent_calls AS account_recent_calls, q.beat_at AS account_beat_at,
                (SELECT count(*) FROM calls k WHERE k.account_id = a.id
                    AND k.state IN ('dialing', 'ringing', 'in_progress')) AS account_live
            FROM campaigns c
            LEFT JOIN LATERAL dials_with(c) a ON true
            LEFT JOIN pacers p ON p.scope = 'campaign:' || c.id
            LEFT JOIN pacers q ON q.scope = 'account:' || a.id
            CROSS JOIN LATERAL (
                SELECT count(*) AS claimed,
                    2000 * percentile_cont(0.5) WITHIN GROUP (
                        ORDER BY extract(epoch FROM carillon_now() - k.claimed_at))
                        FILTER (WHERE k.claimed_at > carillon_now() - interval '10 seconds'
                            AND k.gate_asked_at IS NULL) AS way_ms
                FROM calls k
                WHERE k.campaign_id = c.id AND k.state = 'claimed') w
            WHERE c.id = :id AND c.organization_id = :organization
            """;

    /**
     * What may be claimed, and the settings it was judged by. {@code active} false: nothing, and
     * not soon.
     *
     * @param slots false: it is not the pace that holds it
     * @param floor one of the campaign's accounts rings real phones
     */
    record Allowed(
            boolean active,
            int claims,
            boolean slots,
            CampaignSettings settings,
            Instant now,
            boolean floor) {}

    /** The next look comes in a tenth of a second. */
    private static final int MOST_OF_A_LOOK = 200;

    private final Transactions transactions;
    private final Demands demands;

    Budget(Transactions transactions, Demands demands) {
        this.transactions = transactions;
        this.demands = demands;
    }

    /** What all campaigns want is known again; before the look's transaction. */
    void renew() {
        demands.renew();
    }

    /** Joins the caller's transaction. Empty when the campaign is gone. */
    Optional<Allowed> of(CampaignStart campaign) {
        return transactions
                .jdbc()
                .sql(READ)
                .param("id", campaign.campaign().value())
                .param("organization", campaign.organization().value())
                .query((row, n) -> allowed(campaign.campaign(), row))
                .optional();
    }

    private Allowed allowed(CampaignId campaign, ResultSet row) throws SQLException {
        CampaignSettings settings = SettingsJson.read(row.getString("settings"));
        Instant now = row.getObject("now", OffsetDateTime.class).toInstant();
        Instant endsAt = instant(row, "ends_at");
        boolean active =
                row.getString("status").equals("active") && (endsAt == null || endsAt.isAfter(now));
        int slots = Math.min(slots(row, settings), wanted(row));
        int claims = active && slots > 0 ? paced(campaign, row, settings, now, slots) : 0;
        return new Allowed(
                active,
                Math.clamp(claims, 0, Math.max(0, slots)),
                slots > 0,
                settings,
                now,
                row.getBoolean("floor"));
    }

    /** Calls that may begin now, by the calls at once of campaign and account. */
    private static int slots(ResultSet row, CampaignSettings settings) throws SQLException {
        int own = settings.maxConcurrent() - row.getInt("live");
        int concurrent = row.getInt("account_concurrent");
        if (row.wasNull()) {
            return own;
        }
        boolean direct = row.getString("kind").equals("direct");
        int ofAccount = direct ? concurrent : ReservedSlots.forCampaigns(concurrent);
        return Math.min(own, ofAccount - row.getInt("account_live") - row.getInt("claimed"));
    }

    /**
     * Where no account is active the gate lets one call through as a probe, or none: more claims
     * would only be turned away. Single calls of no campaign have carriers of their own.
     */
    private static int wanted(ResultSet row) throws SQLException {
        boolean active = row.getBoolean("any_active");
        return active || row.wasNull() || row.getString("kind").equals("direct")
                ? Integer.MAX_VALUE
                : 1 - row.getInt("claimed");
    }

    /** Claims that would find an instant, by the paces of campaign and account and the share. */
    private int paced(
            CampaignId campaign, ResultSet row, CampaignSettings settings, Instant now, int slots)
            throws SQLException {
        int claimed = row.getInt("claimed");
        Duration horizon =
                Pace.FURTHEST_OF_CAMPAIGNS
                        .plus(IN_LINE)
                        .plus(wayToTheGate(row.getDouble("way_ms")));
        Sent sent = SentRows.read(row, "");
        int claims = Math.min(slots, MOST_OF_A_LOOK) + claimed;
        for (Paced paced : paces(row, sent, settings)) {
            claims = paced.sent().instantsAhead(now, Pace.perSecond(paced.rate()), horizon, claims);
        }
        int left = claims - claimed;
        OptionalInt entitled = demands.entitled(campaign, claimed, horizon);
        return Math.min(left, entitled.orElse(left));
    }

    /** A pace that holds, and what it has given out. */
    private record Paced(Sent sent, double rate) {}

    /**
     * The slowest first: counting instants costs by how many there are, so what it leaves room for
     * bounds the others. Of single calls, with no pace of their own, thousands were counted in each
     * look.
     */
    private static List<Paced> paces(ResultSet row, Sent sent, CampaignSettings settings)
            throws SQLException {
        var paces = new ArrayList<Paced>();
        paces.add(new Paced(sent, settings.callsPerSecond()));
        double accountPace = row.getDouble("account_pace");
        if (!row.wasNull()) {
            paces.add(new Paced(SentRows.read(row, "account_"), accountPace));
        }
        paces.sort(Comparator.comparingDouble(Paced::rate));
        return paces;
    }

    private static Duration wayToTheGate(double millis) {
        return Duration.ofMillis(Math.clamp((long) millis, 0, LONGEST_WAY.toMillis()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
