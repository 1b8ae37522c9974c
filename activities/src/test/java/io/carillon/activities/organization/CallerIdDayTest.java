package io.carillon.activities.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Plans;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class CallerIdDayTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    // Twenty of each of a thousand numbers, so that reading all is never the shortest way.
    private static final String CALLS_OF_A_MONTH =
            """
            INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, from_number, carrier,
                callback_token, result, send_at, ended_at)
            SELECT gen_random_uuid(), :organization, :campaign, :lead, 'completed', '+12125550100',
                '+1202' || 5550000 + n % 1000, 'simulator', 'token ' || n, 'busy', at, at
            FROM (SELECT n, carillon_now() - n * interval '2 minutes' AS at FROM generate_series(1, 20000) n) month
            """;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void readsNoCallsButTheDaysOfTheNumber() {
        Rows rows = Rows.in(DATABASE);
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        rows.update(
                CALLS_OF_A_MONTH,
                Map.of(
                        "campaign",
                        campaign.campaign().value(),
                        "lead",
                        rows.lead(campaign, "+12125550100").value()));
        DATABASE.asSuperuser("ANALYZE calls");

        List<String> plan = Plans.kept(DATABASE, rows, CallerIdDay.COUNT);

        assertThat(plan)
                .anyMatch(line -> line.contains("calls_by_caller_id"))
                .anyMatch(line -> line.contains("Index Cond") && line.contains("send_at >="))
                .noneMatch(line -> line.contains("Seq Scan on calls"));
    }
}
