package io.carillon.activities.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.CallBed;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.activities.temporal.WorkflowStarter.RunState;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class SweeperTest {
    private static final CallBed BED = new CallBed();
    private static final Sweeper SWEEPER = BED.bean(Sweeper.class);
    private static final CallActivities CALLS = BED.bean(CallActivities.class);
    private static final CarrierInbox INBOX = BED.bean(CarrierInbox.class);
    private static final String NOTHING = "nothing to mend";

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void calm() {
        BED.calm();
        BED.database()
                .asSuperuser(
                        """
                        UPDATE campaigns SET status = 'completed';
                        UPDATE campaigns SET status = 'active' WHERE id = '%s';
                        UPDATE imports SET status = 'completed';
                        DELETE FROM deliveries;
                        """
                                .formatted(BED.campaign.campaign().value()));
        runs(BED.campaign.campaign().toString(), RunState.RUNNING);
    }

    @Test
    void aFreshSystemNeedsNoMending() {
        direct();

        assertThat(SWEEPER.sweep()).isEqualTo(NOTHING);
        assertThat(BED.workflows.woken).isEmpty();
    }

    @Test
    void startsTheWorkflowOfAClaimThatHasNone() {
        CallId call = silent(BED.claimed(), 6);

        SWEEPER.sweep();

        assertThat(BED.workflows.started).containsExactly(call.toString());
        assertThat(BED.call(call, "state")).isEqualTo("claimed");
    }

    @Test
    void leavesAClaimOfTheMomentToItsDispatcher() {
        BED.claimed();

        assertThat(SWEEPER.sweep()).isEqualTo(NOTHING);
        assertThat(BED.workflows.started).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RunState.class,
            names = {"TERMINATED", "CANCELED"})
    void neverDialsAClaimWhoseWorkflowSomebodyEnded(RunState ended) {
        CallId call = silent(BED.claimed(), 6);
        runs(call.toString(), ended);

        SWEEPER.sweep();

        assertThat(CALLS.dial(call)).isEqualTo(new DialOutcome.Over());
        assertThat(BED.driver.dials).isEmpty();
        assertThat(BED.workflows.started).isEmpty();
        assertThat(BED.call(call, "state || ' ' || result || ' ' || reason"))
                .isEqualTo("canceled canceled canceled_by_operator");
        assertThat(BED.lead(call, "outcome")).isEqualTo("canceled");
        assertThat(BED.events(call)).containsExactly("call.canceled");
    }

    /**
     * A run that ends leaves no claim behind, so this one is a backup's: it may have been dialed.
     */
    @Test
    void neverDialsAClaimWhoseWorkflowHasRunToItsEnd() {
        CallId call = silent(BED.claimed(), 6);
        runs(call.toString(), RunState.COMPLETED);

        SWEEPER.sweep();

        assertThat(CALLS.dial(call)).isEqualTo(new DialOutcome.Over());
        assertThat(BED.driver.dials).isEmpty();
        assertThat(BED.call(call, "state || ' ' || reason"))
                .isEqualTo("canceled claim_of_a_backup");
    }

    @Test
    void startsASingleCallAgainThatTheGateTurnedAwayBefore() {
        CallId call = silent(BED.claimed(), 6);
        BED.set(call, "single = true, reason = 'pacing'");
        runs(call.toString(), RunState.COMPLETED);

        SWEEPER.sweep();

        assertThat(BED.workflows.started).containsExactly(call.toString());
        assertThat(BED.call(call, "state")).isEqualTo("claimed");
    }

    @ParameterizedTest
    @EnumSource(
            value = RunState.class,
            names = {"NONE", "COMPLETED", "FAILED", "TERMINATED", "CANCELED"})
    void endsADialedCallWhoseWorkflowIsGoneAndNeverDialsItAgain(RunState gone) {
        CallId call = silent(dialed(), 31);
        runs(call.toString(), gone);

        SWEEPER.sweep();

        assertThat(BED.workflows.started).containsExactly(call.toString());
        assertThat(CALLS.dial(call)).isInstanceOf(DialOutcome.AlreadyDialed.class);
        assertThat(BED.driver.dials).hasSize(1);
    }

    @Test
    void asksNothingAboutACallThatWasDialedLately() {
        silent(dialed(), 20);

        SWEEPER.sweep();

        assertThat(BED.workflows.asked).noneMatch(id -> id.startsWith("call_"));
    }

    @Test
    void asksNothingAboutACallWhoseWorkflowTookNewsLately() {
        CallId call = silent(dialed(), 300);
        receive(call, new CarrierEvent.Answered());
        awaitTold(call);

        SWEEPER.sweep();

        assertThat(BED.workflows.asked).noneMatch(id -> id.startsWith("call_"));
    }

    @Test
    void asksAboutACallThatWasSilentForHalfAMinute() {
        CallId call = silent(dialed(), 31);
        runs(call.toString(), RunState.RUNNING);

        SWEEPER.sweep();

        assertThat(BED.workflows.asked).contains(call.toString());
        assertThat(BED.workflows.started).isEmpty();
    }

    @Test
    void asksAtOnceAboutACallWhoseNewsNobodyTook() {
        CallId call = silent(dialed(), 20);
        BED.workflows.running = false;
        receive(call, new CarrierEvent.Answered());
        age(call, 6);
        runs(call.toString(), RunState.TERMINATED);

        SWEEPER.sweep();

        assertThat(BED.workflows.started).containsExactly(call.toString());
    }

    /** Sweeps come half a minute apart, whatever second of it the workflow was terminated in. */
    @ParameterizedTest
    @ValueSource(ints = {0, 6, 15, 29, 30, 31})
    void findsATerminatedWorkflowWithinAMinute(int age) {
        CallId call = silent(dialed(), age);
        runs(call.toString(), RunState.TERMINATED);

        SWEEPER.sweep();
        boolean atOnce = BED.workflows.started.contains(call.toString());
        silent(call, age + 31);
        SWEEPER.sweep();

        assertThat(BED.workflows.started).contains(call.toString());
        assertThat(atOnce || age + 31 <= 61).isTrue();
    }

    @Test
    void saysNothingOfACallWhileTemporalCannotBeAsked() {
        CallId first = silent(dialed(), 40);
        CallId second = silent(dialed(), 39);
        BED.workflows.unreachable.add(first.toString());

        SWEEPER.sweep();

        assertThat(BED.call(first, "state")).isEqualTo("dialing");
        assertThat(BED.workflows.started).containsExactly(second.toString());
    }

    @Test
    void endsACallWhoseTimeIsOverWhateverItsWorkflowDoes() {
        CallId call = overdue();
        runs(call.toString(), RunState.RUNNING);

        SWEEPER.sweep();

        assertThat(BED.driver.hungUp).hasSize(1);
        assertThat(BED.call(call, "state || ' ' || result || ' ' || cause"))
                .isEqualTo("failed unknown given_up");
        assertThat(BED.lead(call, "outcome")).isEqualTo("exhausted");
        assertThat(BED.events(call)).endsWith("call.failed");
        assertThat(BED.workflows.asked).doesNotContain(call.toString());
    }

    @Test
    void takesTheCarriersLastWordForACallWhoseTimeIsOver() {
        CallId call = overdue();
        BED.driver.found = new LookUp.Ended(false, CallResult.BUSY, "sip_486");

        SWEEPER.sweep();

        assertThat(BED.call(call, "result || ' ' || cause")).isEqualTo("busy sip_486");
    }

    @Test
    void knowsAPersonThoughTheTimeIsOverAndTheCarrierSilent() {
        CallId call = dialed();
        receive(call, new CarrierEvent.Answered());
        receive(
                call,
                new CarrierEvent.Verdict(
                        AnsweredBy.HUMAN, "short_greeting", 0.9, Duration.ofSeconds(2)));
        awaitTold(call);
        overdue(call);
        BED.driver.silent = true;

        SWEEPER.sweep();

        assertThat(BED.call(call, "state || ' ' || result")).isEqualTo("completed human");
        assertThat(BED.lead(call, "outcome")).isEqualTo("reached");
    }

    @Test
    void tellsAgainWhatNobodyTookInTheOrderItCame() {
        CallId call = dialed();
        BED.workflows.running = false;
        receive(call, new CarrierEvent.Answered());
        receive(call, new CarrierEvent.ScriptEnded(0));
        receive(
                call,
                new CarrierEvent.Ended(
                        true,
                        null,
                        "hung_up_by_us",
                        Duration.ofSeconds(3),
                        List.of(),
                        false,
                        null));
        awaitUntaken(call, 3);
        age(call, 6);
        runs(call.toString(), RunState.RUNNING);
        BED.workflows.running = true;

        SWEEPER.sweep();

        awaitTold(call);
        assertThat(BED.workflows.toldTo(call))
                .extracting(CarrierNews::getClass)
                .containsExactly(
                        CarrierNews.Answered.class,
                        CarrierNews.ScriptEnded.class,
                        CarrierNews.Ended.class);
        SWEEPER.sweep();
        assertThat(BED.workflows.toldTo(call)).hasSize(3);
    }

    @Test
    void tellsNobodyOfACallThatIsOver() {
        CallId call = dialed();
        BED.workflows.running = false;
        receive(call, new CarrierEvent.Answered());
        CALLS.conclude(call, new CallEnding(CallResult.HUMAN, "hung_up_by_us", true, false));
        age(call, 6);

        SWEEPER.sweep();

        awaitTold(call);
        assertThat(BED.workflows.toldTo(call)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RunState.class,
            names = {"NONE", "COMPLETED"})
    void wakesACampaignWhoseWorkflowIsMissing(RunState missing) {
        runs(BED.campaign.campaign().toString(), missing);

        SWEEPER.sweep();

        assertThat(BED.workflows.woken).containsExactly(BED.campaign.campaign().toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = RunState.class,
            names = {"TERMINATED", "CANCELED", "FAILED"})
    void pausesACampaignWhoseWorkflowWasEnded(RunState ended) {
        CampaignStart campaign = BED.rows.campaign("active", Rows.settings());
        runs(campaign.campaign().toString(), ended);

        SWEEPER.sweep();

        assertThat(campaign(campaign, "status")).isEqualTo("paused");
        assertThat(campaign(campaign, "status_reason"))
                .startsWith("its workflow ")
                .containsIgnoringCase(ended.name());
        SWEEPER.sweep();
        assertThat(
                        BED.rows.value(
                                Long.class,
                                "SELECT count(*) FROM events WHERE type = 'campaign.paused' AND subject_id = :id",
                                campaign.campaign().toString()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = RunState.class,
            names = {"NONE", "COMPLETED", "TERMINATED", "CANCELED", "FAILED"})
    void wakesTheCampaignOfSingleCallsWhenOneWaits(RunState gone) {
        CampaignStart direct = direct();
        BED.rows.lead(direct, "+12025559999", "America/New_York");
        runs(direct.campaign().toString(), gone);

        SWEEPER.sweep();

        assertThat(BED.workflows.woken).containsExactly(direct.campaign().toString());
        assertThat(campaign(direct, "status")).isEqualTo("active");
    }

    @Test
    void startsAnImportThatLostItsWorkflow() {
        UUID lost = importing("running");
        UUID running = importing("running");
        importing("completed");
        runs(new ImportId(running).toString(), RunState.RUNNING);

        SWEEPER.sweep();

        assertThat(BED.workflows.started).containsExactly(new ImportId(lost).toString());
    }

    @Test
    void wakesAnEndpointThatHasSomethingToSendAndNoWorkflow() {
        UUID endpoint = endpointWithDelivery();

        SWEEPER.sweep();

        assertThat(BED.workflows.woken).containsExactly(new EndpointId(endpoint).toString());
    }

    private static void runs(String workflow, RunState state) {
        BED.workflows.states.put(workflow, state);
    }

    private static CallId dialed() {
        CallId call = BED.claimed();
        CALLS.dial(call);
        return call;
    }

    /** Dialed, and past every limit. */
    private static CallId overdue() {
        return overdue(dialed());
    }

    private static CallId overdue(CallId call) {
        silent(call, 900);
        BED.set(call, "give_up_at = carillon_now() - interval '1 second'");
        return call;
    }

    /** As if nothing had happened for so long. */
    private static CallId silent(CallId call, int seconds) {
        String then = "carillon_now() - interval '" + seconds + " seconds'";
        BED.set(
                call,
                "claimed_at = "
                        + then
                        + ", send_at = CASE WHEN send_at IS NOT NULL THEN "
                        + then
                        + " END, dialed_at = CASE WHEN dialed_at IS NOT NULL THEN "
                        + then
                        + " END");
        return call;
    }

    private static void receive(CallId call, CarrierEvent.What what) {
        INBOX.receive(call, List.of(new CarrierEvent(what.toString(), "CA1", null, what)));
    }

    /** As if its news had come so long ago, in the same order. */
    private static void age(CallId call, int seconds) {
        BED.rows.update(
                "UPDATE carrier_news SET received_at = received_at - interval '"
                        + seconds
                        + " seconds' WHERE call_id = :id AND organization_id = :organization",
                Map.of("id", call.value()));
    }

    /** Telling is on threads of its own; nobody took so many. */
    private static void awaitUntaken(CallId call, int count) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (Collections.frequency(BED.workflows.untaken, call) < count) {
            assertThat(System.nanoTime()).as("news told").isLessThan(end);
        }
    }

    /** Telling is on threads of its own, and noted in groups. */
    private static void awaitTold(CallId call) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (BED.rows.value(
                        Long.class,
                        "SELECT count(*) FROM carrier_news WHERE told_at IS NULL AND call_id = :id",
                        call.value())
                > 0) {
            assertThat(System.nanoTime()).as("news told").isLessThan(end);
        }
    }

    /** The organization's own campaign, for single calls; none waits. */
    private static CampaignStart direct() {
        BED.database()
                .asSuperuser(
                        "DELETE FROM leads l USING campaigns c WHERE c.id = l.campaign_id AND c.kind = 'direct'");
        BED.database().asSuperuser("DELETE FROM campaigns WHERE kind = 'direct'");
        CampaignStart direct = BED.rows.campaign("active", Rows.settings());
        BED.rows.update(
                "UPDATE campaigns SET kind = 'direct', keep_open = true WHERE id = :id AND organization_id = :organization",
                Map.of("id", direct.campaign().value()));
        return direct;
    }

    private static String campaign(CampaignStart campaign, String column) {
        return BED.rows.value(
                String.class,
                "SELECT " + column + " FROM campaigns WHERE id = :id",
                campaign.campaign().value());
    }

    private static UUID importing(String status) {
        UUID id = UuidV7.next();
        BED.rows.update(
                """
                INSERT INTO imports (id, organization_id, campaign_id, status, created_at)
                VALUES (:id, :organization, :campaign, :status, carillon_now() - interval '1 minute')
                """,
                Map.of("id", id, "campaign", BED.campaign.campaign().value(), "status", status));
        return id;
    }

    private static UUID endpointWithDelivery() {
        UUID id = UuidV7.next();
        UUID event =
                BED.rows.value(
                        UUID.class,
                        "SELECT id FROM events WHERE organization_id = :id LIMIT 1",
                        eventful().value());
        BED.rows.update(
                """
                INSERT INTO webhook_endpoints (id, organization_id, url, events, secret_sealed)
                VALUES (:id, :organization, 'https://example.com', '{*}', '\\x00')
                """,
                Map.of("id", id));
        BED.rows.update(
                """
                INSERT INTO deliveries (id, organization_id, endpoint_id, event_id, position, next_try_at)
                VALUES (:id, :organization, :id, :event, 1, carillon_now())
                """,
                Map.of("id", id, "event", event));
        return id;
    }

    /** There is an event. */
    private static OrganizationId eventful() {
        dialed();
        return BED.rows.organizationId();
    }
}
