package io.carillon.activities.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Plans;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** What each sweep asks, beside many leads and calls that are over. */
class SweepPlansTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Rows ROWS = Rows.in(DATABASE);

    @BeforeAll
    static void fill() {
        CampaignStart campaign = ROWS.campaign("active", Rows.settings());
        ROWS.update(
                """
                INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, status, outcome, done_at)
                SELECT gen_random_uuid(), :organization, :campaign, 'n:' || n, ARRAY['+12025550100'], 'done', 'reached',
                    carillon_now()
                FROM generate_series(1, 20000) AS n
                """,
                Map.of("campaign", campaign.campaign().value()));
        ROWS.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, account_id, attempt, state, result, to_number,
                    callback_token, claimed_at, send_at, dialed_at, ended_at)
                SELECT gen_random_uuid(), organization_id, campaign_id, id, :account, 1, 'completed', 'human', phones[1],
                    id::text, carillon_now(), carillon_now(), carillon_now(), carillon_now()
                FROM leads WHERE organization_id = :organization
                """,
                Map.of("account", ROWS.account()));
        DATABASE.asSuperuser("ANALYZE leads; ANALYZE calls");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    static String statement(String name) {
        return switch (name) {
            case "silent" -> OpenCallRows.SILENT;
            case "accounts" -> LineRows.ACCOUNTS;
            case "live" -> LineRows.LIVE;
            case "listed" -> LineRows.LISTED;
            case "orphans" -> SlotRows.ORPHANS;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({"silent", "accounts", "live", "listed", "orphans"})
    void readsNoLeadOrCallThatIsOver(String name) {
        assertThat(Plans.keptBySystem(DATABASE, statement(name)))
                .noneMatch(line -> line.contains("Seq Scan on leads"))
                .noneMatch(line -> line.contains("Seq Scan on calls"));
    }
}
