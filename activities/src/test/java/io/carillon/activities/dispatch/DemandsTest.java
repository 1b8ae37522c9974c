package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.carillon.activities.testing.CountedTransactions;
import io.carillon.activities.testing.LostAnswers;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What campaigns say they want, and what they get of it. */
class DemandsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Duration HORIZON = Duration.ofMillis(500);

    private final CountedTransactions transactions =
            new CountedTransactions(DATABASE.transactions());
    private final Demands demands = new Demands(transactions, 4);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void nobodyDispatches() {
        DATABASE.asSuperuser("DELETE FROM dispatch_demands");
    }

    @Test
    void aCampaignClaimsByItsShareFromItsFirstLookOn() {
        CampaignStart wantsTen = campaign();
        CampaignStart another = campaign();
        var ofAnotherWorker = new Demands(DATABASE.transactions(), 4);

        demands.begun(wantsTen.campaign());
        ofAnotherWorker.begun(another.campaign());
        demands.renew();
        ofAnotherWorker.renew();

        // Two per second each: one at once, no more than one and a half within half a second.
        assertThat(demands.entitled(wantsTen.campaign(), 0, HORIZON)).hasValue(1);
        assertThat(ofAnotherWorker.entitled(another.campaign(), 0, HORIZON)).hasValue(1);
        assertThat(ofAnotherWorker.entitled(another.campaign(), 2, HORIZON)).hasValue(0);
    }

    @Test
    void whoDoesNotDispatchHasNoShare() {
        demands.renew();

        assertThat(demands.entitled(campaign().campaign(), 0, HORIZON)).isEmpty();
    }

    @Test
    void whatAllCampaignsOfAProcessWantIsSaidAndReadInOneStatement() {
        CampaignStart wantsOne = campaign();
        CampaignStart wantsTen = campaign();
        demands.begun(wantsOne.campaign());
        demands.begun(wantsTen.campaign());
        DATABASE.asSuperuser(
                "UPDATE dispatch_demands SET said_at = said_at - interval '3 seconds'");
        demands.looked(wantsOne.campaign(), 0, false, 10);
        demands.looked(wantsTen.campaign(), 0, true, 10);
        int before = transactions.statements();

        demands.renew();

        assertThat(transactions.statements()).isEqualTo(before + 1);
        assertThat(said(wantsOne)).isEqualTo("1");
        assertThat(said(wantsTen)).isEqualTo("10");
        assertThat(demands.entitled(wantsOne.campaign(), 0, HORIZON)).isEmpty();
        assertShareIsThree(wantsTen);
    }

    @Test
    void whatAnotherProcessSaidLatelyCountsToo() {
        CampaignStart ours = campaign();
        CampaignStart theirs = campaign();
        demands.begun(ours.campaign());
        var ofAnotherWorker = new Demands(DATABASE.transactions(), 4);
        ofAnotherWorker.begun(theirs.campaign());
        ofAnotherWorker.looked(theirs.campaign(), 0, false, 10);
        ofAnotherWorker.renew();
        demands.looked(ours.campaign(), 0, true, 10);

        demands.renew();

        assertShareIsThree(ours);
    }

    @Test
    void aCampaignThatEndedIsNotSaidAgain() {
        CampaignStart ended = campaign();
        CampaignStart goesOn = campaign();
        demands.begun(ended.campaign());
        demands.begun(goesOn.campaign());
        demands.looked(ended.campaign(), 0, true, 10);
        demands.looked(goesOn.campaign(), 0, true, 10);

        demands.ended(ended.campaign());
        demands.renew();

        assertThat(said(ended)).isEqualTo("nothing");
        assertThat(said(goesOn)).isEqualTo("10");
        assertThat(demands.entitled(ended.campaign(), 0, HORIZON)).isEmpty();
    }

    @Test
    void aCampaignThatEndsWhileItIsSaidIsForgottenAfterwards() throws InterruptedException {
        CampaignStart ending = campaign();
        demands.begun(ending.campaign());
        demands.looked(ending.campaign(), 0, true, 10);
        var end = Thread.ofPlatform().unstarted(() -> demands.ended(ending.campaign()));
        transactions.before(
                () -> {
                    if (end.getState() == Thread.State.NEW) {
                        end.start();
                        waitsOrIsDone(end);
                    }
                });

        demands.renew();
        end.join();

        assertThat(said(ending)).isEqualTo("nothing");
    }

    @Test
    void whatCouldNotBeSaidIsSaidWithTheNextQuestion() {
        CampaignStart campaign = campaign();
        var lost = new LostAnswers(DATABASE.transactions());
        var unlucky = new Demands(lost, 4);
        unlucky.begun(campaign.campaign());
        unlucky.looked(campaign.campaign(), 0, true, 7);
        lost.failAfter(0, LostAnswers.Really.UNDONE);

        assertThat(catchThrowable(unlucky::renew)).isNotNull();
        unlucky.renew();

        assertThat(said(campaign)).isEqualTo("7");
    }

    private static CampaignStart campaign() {
        return Rows.in(DATABASE).campaign("active", Rows.settings());
    }

    /** Within ten seconds, a few more by the margin; 21 if it were two per second. */
    private void assertShareIsThree(CampaignStart campaign) {
        CampaignId id = campaign.campaign();
        assertThat(demands.entitled(id, 30, Duration.ofSeconds(10))).hasValue(1);
        assertThat(demands.entitled(id, 31, Duration.ofSeconds(10))).hasValue(0);
    }

    private static void waitsOrIsDone(Thread thread) {
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    private static String said(CampaignStart campaign) {
        return Rows.in(DATABASE)
                .value(
                        String.class,
                        "SELECT coalesce((SELECT calls_per_second::text FROM dispatch_demands WHERE campaign_id = :id), 'nothing')",
                        campaign.campaign().value());
    }
}
