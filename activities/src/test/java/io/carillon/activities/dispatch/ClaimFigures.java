package io.carillon.activities.dispatch;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * What a dispatcher's look costs in a campaign of 10,000 leads and in a large one: {@code
 * temporal-dev/bench claim [leads]}.
 */
public final class ClaimFigures {
    private static final int SMALL = 10_000;
    private static final int LOOKS = 300;

    // 700 ms of the pace of Rows.settings(): as far as campaigns look ahead, and those in line.
    private static final int CLAIMED = 7;

    // Due leads of all priorities, in the order of their ids, as an import leaves them.
    private static final String LEADS =
            """
            INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, time_zones, zone_source, variables,
                priority, due_at, next_attempt_at)
            SELECT lpad(to_hex(:block * 10000000::bigint + n), 32, '0')::uuid, :organization, :campaign, 'p:+1' || number, ARRAY['+1' || number],
                '{America/New_York}', 'number', '{"name":"Ada","city":"Bonn"}', n % 10,
                carillon_now() - interval '1 minute', carillon_now() - interval '1 minute'
            FROM (SELECT n, 2000000000 + :block * 100000000::bigint + n AS number FROM generate_series(1, :leads) AS n) numbered
            """;

    private final PrintStream out;
    private final TestDatabase database;
    private final Rows rows;
    private final Claims claims;

    ClaimFigures(PrintStream out, TestDatabase database) {
        this.out = out;
        this.database = database;
        this.rows = Rows.in(database);
        this.claims =
                new Claims(
                        database.transactions(),
                        new Budget(
                                database.transactions(), new Demands(database.transactions(), 50)),
                        decision -> {});
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("carillon.test.fsync", "true");
        int leads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (TestDatabase database = TestDatabase.open()) {
            new ClaimFigures(System.out, database).measure(leads, LOOKS);
        }
    }

    /** p95 of a look in the large campaign by that in the small one. */
    double measure(int leads, int looks) {
        out.printf("set-up: %d cores%n", Runtime.getRuntime().availableProcessors());
        CampaignStart small = campaign(1, SMALL);
        CampaignStart large = campaign(2, leads);
        database.asSuperuser("VACUUM (ANALYZE) leads");
        // Each warms up on leads of its own, and both share what else the machine does.
        warmUp(small, looks);
        warmUp(large, looks);
        long[] few = new long[looks];
        long[] many = new long[looks];
        for (int i = 0; i < looks; i++) {
            few[i] = look(small);
            many[i] = look(large);
        }
        double ratio = (double) p95(many) / p95(few);
        out.printf(
                "claim of %d: p95 %.1f ms at %,d leads, %.1f ms at %,d leads, ratio %.2f%n",
                CLAIMED, p95(few) / 1e6, SMALL, p95(many) / 1e6, leads, ratio);
        return ratio;
    }

    private CampaignStart campaign(int block, int leads) {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        long began = System.nanoTime();
        rows.update(
                LEADS,
                Map.of("block", block, "campaign", campaign.campaign().value(), "leads", leads));
        out.printf(
                "%,d leads made in %d s%n",
                leads, Duration.ofNanos(System.nanoTime() - began).toSeconds());
        return campaign;
    }

    private void warmUp(CampaignStart campaign, int times) {
        for (int i = 0; i < times; i++) {
            look(campaign);
        }
    }

    /** One look's nanoseconds; its calls then end, so that the next look has its budget. */
    private long look(CampaignStart campaign) {
        long began = System.nanoTime();
        int claimed = claims.look(campaign).calls().size();
        long took = System.nanoTime() - began;
        if (claimed != CLAIMED) {
            throw new IllegalStateException("claimed " + claimed + ", expected " + CLAIMED);
        }
        rows.update(
                "DELETE FROM calls WHERE campaign_id = :campaign AND organization_id = :organization",
                Map.of("campaign", campaign.campaign().value()));
        return took;
    }

    private static long p95(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 95 / 100];
    }
}
