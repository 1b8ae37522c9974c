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
 * process: with one statement a few times a second it says what its campaigns want and reads what
 * all do, however many it dispatches.
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

    // The query does not see what its own INSERT wrote. Rows in the order of their keys: processes
    // that say the same campaign, one that ends with it and one that begins, never both wait.
    private static final String RENEW =
            """
            WITH said AS (
                INSERT INTO dispatch_demands (campaign_id, calls_per_second, said_at)
                SELECT v.campaign, v.wanted, carillon_now()
                FROM unnest(:campaigns::uuid[], :wanted::double precision[]) AS v (campaign, wanted)
                ORDER BY v.campaign
                ON CONFLICT (campaign_id) DO UPDATE
                SET calls_per_second = excluded.calls_per_second,
                    said_at = excluded.said_at
                RETURNING campaign_id, calls_per_second
            ), fresh AS (
                SELECT campaign_id, calls_per_second FROM said
                UNION ALL
                SELECT campaign_id, calls_per_second FROM dispatch_demands
                WHERE said_at > carillon_now() - interval '2 seconds'
                  AND campaign_id <> ALL (:campaigns::uuid[])
            )
            SELECT d.campaign_id, c.organization_id, o.weight, c.kind = 'direct' AS direct, a.id AS account,
                pace_now(a) AS account_pace, d.calls_per_second
            FROM fresh d
            JOIN campaigns c ON c.id = d.campaign_id
            JOIN organizations o ON o.id = c.organization_id
            CROSS JOIN LATERAL dials_with(c) a
            WHERE may_dial(a)
            """;

    private final Transactions transactions;
    private final double capacity;
    private final Map<UUID, Claimed> claimed = new ConcurrentHashMap<>();
    private final Map<UUID, Credit> credits = new ConcurrentHashMap<>();

    /** Calls per second, to be said with the next question. */
    private final Map<UUID, Double> unsaid = new ConcurrentHashMap<>();

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
     * Before a look, and not in its transaction: rows said there would stay locked as long as the
     * look takes, and whoever takes the campaign over would wait for it. What a look gave reason to
     * say is said by the campaign's next look at the latest, so it is silent for no longer than a
     * look and a quarter of a second.
     */
    void renew() {
        if (System.nanoTime() - askedAt >= OFTEN.toNanos() && asking.tryLock()) {
            try {
                Map<UUID, Double> words = Map.copyOf(unsaid);
                shares = scarce(said(words));
                words.forEach(unsaid::remove);
                askedAt = System.nanoTime();
            } finally {
                asking.unlock();
            }
        }
    }

    /**
     * Claims this campaign may make now; empty: as many as its own pace allows.
     *
     * @param claimed already, and not dialed yet
     * @param horizon a claim made now is to be dialed within it
     */
    OptionalInt entitled(CampaignId campaign, int claimed, Duration horizon) {
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
            unsaid.put(campaign.value(), more ? pace : Math.min(pace, 1 + 2 * lately.perSecond()));
        }
    }

    /** The campaign is not dispatched any more. A statement that says it is waited for. */
    void ended(CampaignId campaign) {
        credits.remove(campaign.value());
        if (claimed.remove(campaign.value()) == null) {
            return;
        }
        asking.lock();
        try {
            unsaid.remove(campaign.value());
            transactions.system(
                    () ->
                            transactions
                                    .jdbc()
                                    .sql(FORGET)
                                    .param("campaign", campaign.value())
                                    .update());
        } finally {
            asking.unlock();
        }
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

    /** What all want, these words said. */
    private List<Demand> said(Map<UUID, Double> words) {
        List<Map.Entry<UUID, Double>> each = List.copyOf(words.entrySet());
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(RENEW)
                                .param(
                                        "campaigns",
                                        each.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                                .param(
                                        "wanted",
                                        each.stream()
                                                .map(Map.Entry::getValue)
                                                .toArray(Double[]::new))
                                .query((row, n) -> demand(row))
                                .list());
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
