package io.carillon.activities.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.campaign.CampaignStart;

import java.util.Map;

/** Enough leads of one campaign that reading all of them is never the shortest way to another's. */
public final class ManyLeads {
    private ManyLeads() {}

    public static void in(TestDatabase database, Rows rows) {
        CampaignStart other = rows.campaign("active", Rows.settings());
        rows.update(
                """
                INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, status, due_at, next_attempt_at)
                SELECT gen_random_uuid(), :organization, :campaign, 'n:' || n, ARRAY['+12025550100'],
                    CASE n % 2 WHEN 0 THEN 'in_call' ELSE 'pending' END, carillon_now(), carillon_now()
                FROM generate_series(1, 20000) AS n
                """,
                Map.of("campaign", other.campaign().value()));
        database.asSuperuser("ANALYZE leads");
    }

    /** The kept plan finds its leads by an index and never reads those of other campaigns. */
    public static void areNotReadBy(TestDatabase database, Rows rows, String statement) {
        assertThat(Plans.kept(database, rows, statement))
                .anyMatch(line -> line.contains("Index") && line.contains(" on leads"))
                .noneMatch(line -> line.contains("Seq Scan on leads"));
    }
}
