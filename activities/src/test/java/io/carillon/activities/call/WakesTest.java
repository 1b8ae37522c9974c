package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

class WakesTest {
    private static final CampaignStart CAMPAIGN =
            new CampaignStart(new CampaignId(new UUID(0, 1)), new OrganizationId(new UUID(0, 2)));

    private final RecordedWorkflows workflows = new RecordedWorkflows();

    @Test
    void wakesTheCampaignForWhatIsLeft() {
        new Wakes(campaign -> false, workflows).wake(CAMPAIGN);

        await().atMost(Duration.ofSeconds(30)).until(() -> workflows.woken.contains(CAMPAIGN));
    }

    @Test
    void wakesTheCampaignWhenClaimingFails() {
        new Wakes(
                        campaign -> {
                            throw new IllegalStateException("no connection");
                        },
                        workflows)
                .wake(CAMPAIGN);

        await().atMost(Duration.ofSeconds(30)).until(() -> workflows.woken.contains(CAMPAIGN));
    }

    @Test
    void troublesNobodyWhenAllIsClaimed() {
        List<CampaignStart> claimed = new CopyOnWriteArrayList<>();
        var wakes = new Wakes(claimed::add, workflows);

        wakes.wake(CAMPAIGN);

        await().atMost(Duration.ofSeconds(30)).until(() -> claimed.contains(CAMPAIGN));
        assertThat(workflows.woken).isEmpty();
    }
}
