package io.carillon.activities.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.Outcomes;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.NextMove;
import io.carillon.workflows.campaign.NextMove.Kind;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

class NextMovesTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final List<String> events = new ArrayList<>();
    private final Outbox outbox = event -> events.add(event.type());
    private final NextMoves moves =
            new NextMoves(
                    DATABASE.transactions(),
                    new CampaignRows(DATABASE.transactions()),
                    new CampaignEvents(outbox),
                    new PendingLeads(
                            DATABASE.transactions(),
                            new io.carillon.activities.lead.LeadFinished(
                                    DATABASE.transactions(), outbox),
                            new NoCalls(),
                            decision -> {}));
    private final Rows rows = Rows.in(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void dispatchesWhenALeadIsDue() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        rows.lead(campaign, "+12025550001");

        assertThat(moves.of(campaign).kind()).isEqualTo(Kind.DISPATCH);
    }

    @Test
    void sleepsUntilTheNextLeadIsDue() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550001");
        lead(lead, "next_attempt_at = carillon_now() + interval '10 minutes'");

        NextMove move = moves.of(campaign);

        assertThat(move.kind()).isEqualTo(Kind.SLEEP);
        assertThat(move.sleep()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(move.because()).startsWith("the next lead is due at ");
    }

    @Test
    void completesOnceWhenEveryLeadIsDone() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550001");
        lead(lead, "status = 'done', outcome = 'reached'");

        assertThat(moves.of(campaign).kind()).isEqualTo(Kind.OVER);
        assertThat(moves.of(campaign).kind()).isEqualTo(Kind.OVER);
        assertThat(events).containsExactly("campaign.completed");
        assertThat(status(campaign)).isEqualTo("completed");
    }

    @Test
    void staysOpenForNewLeadsWhenAsked() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        campaign(campaign, "keep_open = true");

        assertThat(moves.of(campaign).because()).isEqualTo("open for new leads");
    }

    @Test
    void waitsForLiveCallsBeforeItCompletes() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550001");
        lead(lead, "status = 'in_call'");

        assertThat(moves.of(campaign).kind()).isEqualTo(Kind.SLEEP);
        assertThat(status(campaign)).isEqualTo("active");
    }

    @Test
    void expiresItsLeadsWhenItsEndHasPassed() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550001");
        campaign(campaign, "ends_at = carillon_now() - interval '1 second'");

        assertThat(moves.of(campaign).kind()).isEqualTo(Kind.OVER);
        assertThat(events).containsExactly("lead.finished", "campaign.completed");
        assertThat(outcome(lead)).isEqualTo("expired");
    }

    @Test
    void startsAScheduledCampaignAtItsTimeOnce() {
        CampaignStart campaign = rows.campaign("scheduled", Rows.settings());
        rows.lead(campaign, "+12025550001");
        campaign(campaign, "starts_at = carillon_now() + interval '1 hour'");
        assertThat(moves.of(campaign).because()).startsWith("starts at ");

        campaign(campaign, "starts_at = carillon_now() - interval '1 second'");

        assertThat(moves.of(campaign).kind()).isEqualTo(Kind.DISPATCH);
        assertThat(events).containsExactly("campaign.started");
    }

    @Test
    void cancelsEveryLeadOfAStoppedCampaignInBatches() {
        CampaignStart campaign = rows.campaign("stopped", Rows.settings());
        for (int i = 0; i < PendingLeads.BATCH + 5; i++) {
            rows.lead(campaign, "+1303%07d".formatted(5550000 + i));
        }

        assertThat(moves.of(campaign).kind()).isEqualTo(Kind.OVER);
        assertThat(events).hasSize(PendingLeads.BATCH + 5).containsOnly("lead.finished");
    }

    private void lead(LeadId lead, String set) {
        rows.update(
                "UPDATE leads SET " + set + " WHERE id = :id AND organization_id = :organization",
                Map.of("id", lead.value()));
    }

    private void campaign(CampaignStart campaign, String set) {
        rows.update(
                "UPDATE campaigns SET "
                        + set
                        + " WHERE id = :id AND organization_id = :organization",
                Map.of("id", campaign.campaign().value()));
    }

    private String status(CampaignStart campaign) {
        return rows.value(
                String.class,
                "SELECT status FROM campaigns WHERE id = :id",
                campaign.campaign().value());
    }

    private String outcome(LeadId lead) {
        return rows.value(String.class, "SELECT outcome FROM leads WHERE id = :id", lead.value());
    }

    /** These campaigns have no single calls to cancel. */
    static final class NoCalls implements Outcomes {
        @Override
        public boolean conclude(
                CallId call,
                CallEnding ending,
                @Nullable Reconciled found,
                Consumer<CallId> answered) {
            throw new AssertionError("no call is concluded here");
        }

        @Override
        public boolean settleLead(CallId call) {
            throw new AssertionError("no lead is settled here");
        }

        @Override
        public boolean cancelUndialed(CallId call, String reason) {
            throw new AssertionError("no call is canceled here");
        }

        @Override
        public void release(CallId call, String rule) {
            throw new AssertionError("no call is released here");
        }
    }
}
