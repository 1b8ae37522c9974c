package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class LookAtOnceTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final RecordedWorkflows workflows = new RecordedWorkflows();
    private final LookAtOnce look =
            new LookAtOnce(
                    new Claims(
                            DATABASE.transactions(),
                            new Budget(
                                    DATABASE.transactions(),
                                    new Demands(DATABASE.transactions(), 50)),
                            LeadDecisions.over(DATABASE.transactions())),
                    new Starts(workflows, 4));
    private final Rows rows = Rows.in(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void startsTheCallOfALeadThatIsDueAndLeavesNothing() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550001", "America/New_York");

        assertThat(look.claim(campaign)).isTrue();

        await().atMost(Duration.ofSeconds(30)).until(() -> !workflows.started.isEmpty());
        assertThat(workflows.started).extracting(call -> call.lead()).containsExactly(lead);
        assertThat(workflows.woken).isEmpty();
    }

    @Test
    void leavesALeadThatIsDueLaterToTheCampaign() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550002", "America/New_York");
        rows.update(
                "UPDATE leads SET next_attempt_at = carillon_now() + interval '1 hour' WHERE id = :id",
                Map.of("id", lead.value()));

        assertThat(look.claim(campaign)).isFalse();
    }

    @Test
    void leavesThePausedToTheirCampaign() {
        CampaignStart campaign = rows.campaign("paused", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550003", "America/New_York");

        assertThat(look.claim(campaign)).isFalse();

        assertThat(
                        rows.value(
                                String.class,
                                "SELECT status FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("pending");
    }

    @Test
    void claimsNoMoreThanTheCampaignMay() {
        CampaignStart campaign = rows.campaign("active", Rows.settings("{\"maxConcurrent\":2}"));
        for (int i = 0; i < 5; i++) {
            rows.lead(campaign, "+1202555%04d".formatted(100 + i), "America/New_York");
        }

        assertThat(look.claim(campaign)).isFalse();

        assertThat(
                        rows.value(
                                Integer.class,
                                "SELECT count(*) FROM calls WHERE campaign_id = :id AND state = 'claimed'",
                                campaign.campaign().value()))
                .isEqualTo(2);
    }
}
