package io.carillon.activities.dispatch;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What dispatching campaigns want, of all processes, and the share each gets of it. One per
 * process: it asks the table a few times a second, however many campaigns it dispatches.
 */
final class Demands {
    /** Fast enough to follow a campaign that begins or ends, slow enough to cost nothing. */
    private static final Duration OFTEN = Duration.ofMillis(250);

    /**
     * A little more than the share is claimed, so that no instant of the installation stays empty;
     * the gate turns away what is too much.
     */
    private static final double MARGIN = 1.02;

    /** Sums of fractions are not exact. */
    private static final double ALL = 0.999;

    private static final String SAY =
            """
            INSERT INTO dispatch_demands (campaign_id, calls_per_second, said_at)
            VALUES (:campaign, :wanted, carillon_now())
            ON CONFLICT (campaign_id) DO UPDATE
            SET calls_per_second = excluded.calls_per_second,
                said_at = excluded.said_at
            """;

    private static final String BEGIN =
            """
            INSERT INTO dispatch_demands (campaign_id, calls_per_second, said_at)
            SELECT id, (settings ->> 'callsPerSecond')::double precision, carillon_now()
            FROM campaigns
            WHERE id = :campaign AND kind <> 'direct' AND settings ->> 'callsPerSecond' IS NOT NULL
            ON CONFLICT (campaign_id) DO UPDATE
            SET calls_per_second = excluded.calls_per_second,
                said_at = excluded.said_at
            """;

    private static final String FORGET =
            "DELETE FROM dispatch_demands WHERE campaign_id = :campaign";

    private static final String WANTED =
            """
            SELECT d.campaign_id, c.organization_id, o.weight, c.kind = 'direct' AS direct, a.id AS account,
                a.calls_per_second AS account_pace, d.calls_per_second
            FROM dispatch_demands d
            JOIN campaigns c ON c.id = d.campaign_id
            JOIN organizations o ON o.id = c.organization_id
            CROSS JOIN LATERAL (
                SELECT x.id, x.calls_per_second FROM carrier_accounts x
                WHERE x.organization_id = c.organization_id AND x.status = 'active'
                  AND (x.id = ANY (c.accounts) OR (c.accounts = '{}' AND x.carrier = c.carrier))
                ORDER BY array_position(c.accounts, x.id), x.id
                LIMIT 1) a
            WHERE d.said_at > carillon_now() - interval '2 seconds'
            """;

    private final Transactions transactions;
    private final double capacity;
    private final Map<UUID, Claimed> claimed = new ConcurrentHashMap<>();
    private final Map<UUID, Credit> credits = new ConcurrentHashMap<>();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Map<UUID, Double> shares = Map.of();
    private volatile long askedAt = System.nanoTime() - OFTEN.toNanos();

    /**
     * @param capacity the installation's calls per second
     */
    Demands(Transactions transactions, double capacity) {
        this.transactions = transactions;
        this.capacity = capacity;
    }

    /**
     * A campaign is dispatched from now on. Said before its first look, so that it does not claim
     * by its own pace until the others are known.
     */
    void begun(CampaignId campaign) {
        transactions.system(
                () -> transactions.jdbc().sql(BEGIN).param("campaign", campaign.value()).update());
        askedAt = System.nanoTime() - OFTEN.toNanos();
    }

    /**
     * Claims this campaign may make now; empty: as many as its own pace allows.
     *
     * @param claimed already, and not dialed yet
     * @param horizon a claim made now is to be dialed within it
     */
    OptionalInt entitled(CampaignId campaign, int claimed, Duration horizon) {
        if (System.nanoTime() - askedAt >= OFTEN.toNanos() && asking.tryLock()) {
            try {
                shares = scarce(wanted());
                askedAt = System.nanoTime();
            } finally {
                asking.unlock();
            }
        }
        Double share = shares.get(campaign.value());
        if (share == null) {
            credits.remove(campaign.value());
            return OptionalInt.empty();
        }
        long now = System.nanoTime();
        Credit credit = credits.computeIfAbsent(campaign.value(), id -> new Credit(now));
        int underWay = 1 + (int) (share * MARGIN * horizon.toNanos() / 1e9);
        return OptionalInt.of(Math.clamp(underWay - claimed, 0, credit.grow(share * MARGIN, now)));
    }

    /**
     * After a look.
     *
     * @param more more leads were due than could be claimed
     * @param pace the campaign's own, calls per second
     */
    void looked(CampaignId campaign, int claims, boolean more, double pace) {
        Credit credit = credits.get(campaign.value());
        if (credit != null) {
            credit.spend(claims);
        }
        Claimed lately = claimed.computeIfAbsent(campaign.value(), id -> new Claimed(OFTEN));
        if (lately.add(claims)) {
            // Room to grow: what it had no leads for a moment ago may be due by now.
            say(campaign, more ? pace : Math.min(pace, 1 + 2 * lately.perSecond()));
        }
    }

    /** The campaign is not dispatched any more. */
    void ended(CampaignId campaign) {
        credits.remove(campaign.value());
        if (claimed.remove(campaign.value()) != null) {
            transactions.system(
                    () ->
                            transactions
                                    .jdbc()
                                    .sql(FORGET)
                                    .param("campaign", campaign.value())
                                    .update());
        }
    }

    private void say(CampaignId campaign, double wanted) {
        transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(SAY)
                                .param("campaign", campaign.value())
                                .param("wanted", wanted)
                                .update());
    }

    /** The shares of those who get less than they want. */
    private Map<UUID, Double> scarce(List<Demand> demands) {
        Map<UUID, Double> given = new HashMap<>(Shares.of(demands, capacity));
        for (Demand one : demands) {
            double wanted = one.callsPerSecond() * ALL;
            given.computeIfPresent(one.campaign(), (id, share) -> share < wanted ? share : null);
        }
        return given;
    }

    private List<Demand> wanted() {
        return transactions.system(
                () -> transactions.jdbc().sql(WANTED).query((row, n) -> demand(row)).list());
    }

    private static Demand demand(ResultSet row) throws SQLException {
        return new Demand(
                row.getObject("campaign_id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getInt("weight"),
                row.getObject("account", UUID.class),
                row.getDouble("account_pace"),
                row.getDouble("calls_per_second"),
                row.getBoolean("direct"));
    }
}
