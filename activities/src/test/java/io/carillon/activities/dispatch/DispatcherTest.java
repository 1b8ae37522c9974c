package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.call.CallBeans;
import io.carillon.activities.testing.LostAnswers;
import io.carillon.activities.testing.LostAnswers.Really;
import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.DispatchActivities;
import io.carillon.workflows.campaign.NextMove;
import io.carillon.workflows.ids.LeadId;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class DispatcherTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final LostAnswers TRANSACTIONS = new LostAnswers(DATABASE.transactions());
    private static final RecordedWorkflows WORKFLOWS = new RecordedWorkflows();
    private static final CallBeans BEANS =
            new CallBeans(TRANSACTIONS, WORKFLOWS, Map.of()).with("dispatch").start();
    private static final TestActivityEnvironment ENVIRONMENT =
            TestActivityEnvironment.newInstance();

    private final Rows rows = Rows.in(DATABASE);

    @AfterAll
    static void close() {
        ENVIRONMENT.close();
        BEANS.close();
        DATABASE.close();
    }

    @Test
    void goesOnWhenOneLookIsLost() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550001", "America/New_York");

        // Behind the one that says that it begins.
        TRANSACTIONS.failAfter(1, Really.UNDONE);
        NextMove move = dispatcher().dispatch(campaign);

        assertThat(TRANSACTIONS.failed()).isTrue();
        assertThat(move.kind()).isEqualTo(NextMove.Kind.SLEEP);
        await().atMost(Duration.ofSeconds(30)).until(() -> !WORKFLOWS.started.isEmpty());
        assertThat(WORKFLOWS.started).extracting(call -> call.lead()).containsExactly(lead);
    }

    private static DispatchActivities dispatcher() {
        ENVIRONMENT.registerActivitiesImplementations(BEANS.get(Dispatcher.class));
        return ENVIRONMENT.newActivityStub(
                DispatchActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .build());
    }
}
