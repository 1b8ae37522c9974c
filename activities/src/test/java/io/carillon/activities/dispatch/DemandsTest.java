package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What campaigns that begin say of themselves. */
class DemandsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Duration HORIZON = Duration.ofMillis(500);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void aCampaignClaimsByItsShareFromItsFirstLookOn() {
        CampaignStart wantsTen = Rows.in(DATABASE).campaign("active", Rows.settings());
        CampaignStart another = Rows.in(DATABASE).campaign("active", Rows.settings());
        var demands = new Demands(DATABASE.transactions(), 4);
        var ofAnotherWorker = new Demands(DATABASE.transactions(), 4);

        demands.begun(wantsTen.campaign());
        ofAnotherWorker.begun(another.campaign());

        // Two per second each: one at once, no more than one and a half within half a second.
        assertThat(demands.entitled(wantsTen.campaign(), 0, HORIZON)).hasValue(1);
        assertThat(ofAnotherWorker.entitled(another.campaign(), 0, HORIZON)).hasValue(1);
        assertThat(ofAnotherWorker.entitled(another.campaign(), 2, HORIZON)).hasValue(0);
    }

    @Test
    void whoDoesNotDispatchHasNoShare() {
        CampaignStart campaign = Rows.in(DATABASE).campaign("active", Rows.settings());

        assertThat(
                        new Demands(DATABASE.transactions(), 4)
                                .entitled(campaign.campaign(), 0, HORIZON))
                .isEmpty();
    }
}
