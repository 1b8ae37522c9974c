package io.carillon.activities.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.call.FakeDriver;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class CampaignSwitchesTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    /** Of a test database. */
    private static final int SYSTEM_CONNECTIONS = 16;

    private final List<String> events = new ArrayList<>();
    private final Outbox outbox = event -> events.add(event.type());
    private final RecordedWorkflows workflows = new RecordedWorkflows();
    private final CampaignControl control = control();
    private final Rows rows = Rows.in(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private CampaignControl control(CarrierDriver... drivers) {
        return new CampaignSwitches(
                DATABASE.transactions(),
                new CampaignRows(DATABASE.transactions()),
                new CampaignEvents(outbox),
                new StartCheck(
                        DATABASE.transactions(),
                        (organization, id) -> StartCheckTest.flow(Map.of()),
                        new CarrierDrivers(List.of(drivers))),
                new PendingLeads(
                        DATABASE.transactions(),
                        new io.carillon.activities.lead.LeadFinished(
                                DATABASE.transactions(), outbox),
                        new NextMovesTest.NoCalls(),
                        decision -> {}),
                workflows);
    }

    /** As a start would be refused. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void letsNoEditAskForATuningThatItsCarrierDoesNotHave(boolean lacks, boolean refused) {
        var driver = new FakeDriver();
        if (lacks) {
            driver.lacks.add(Feature.MACHINE_TUNING);
        }
        CampaignStart campaign =
                rows.campaign(
                        "paused",
                        Rows.settings(
                                """
                                {"machines":{"detect":true,"onMachine":"HANG_UP","onUnknown":"CONTINUE","tuning":{}}}"""));

        ThrowingCallable edited =
                () -> control(driver).stayPossible(campaign.organization(), campaign.campaign());

        if (refused) {
            assertThatThrownBy(edited)
                    .isInstanceOfSatisfying(
                            NotPossible.class,
                            no -> assertThat(no.code()).isEqualTo("TUNING_NOT_SUPPORTED"));
        } else {
            assertThatCode(edited).doesNotThrowAnyException();
        }
    }

    @Test
    void answersAPauseOnlyWhenNoRequestCanLeaveAnyMore() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        dialingWithDeadlineIn(campaign, Duration.ofMillis(600));
        long before = System.nanoTime();

        CampaignStatus status =
                control.pause(campaign.organization(), campaign.campaign(), "lunch");

        assertThat(status).isEqualTo(CampaignStatus.PAUSED);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(500));
        assertThat(events).containsExactly("campaign.paused");
        assertThat(workflows.woken).containsExactly(campaign);
    }

    @Test
    void answersAPauseWhileDispatchersHaveAllOfTheirConnections() throws Exception {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        var all = new CountDownLatch(SYSTEM_CONNECTIONS);
        var answered = new CountDownLatch(1);
        try (ExecutorService gates = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SYSTEM_CONNECTIONS; i++) {
                gates.execute(() -> hold(all, answered));
            }
            all.await();

            try {
                assertThat(control.pause(campaign.organization(), campaign.campaign(), "lunch"))
                        .isEqualTo(CampaignStatus.PAUSED);
            } finally {
                answered.countDown();
            }
        }
    }

    private static void hold(CountDownLatch all, CountDownLatch answered) {
        DATABASE.transactions()
                .system(
                        () -> {
                            all.countDown();
                            try {
                                answered.await();
                            } catch (InterruptedException interrupted) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    @Test
    void pausesAtOnceWhenEveryRequestHasLeft() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        UUID call = dialingWithDeadlineIn(campaign, Duration.ofMinutes(5));
        rows.update(
                "UPDATE calls SET dialed_at = carillon_now() WHERE id = :id AND organization_id = :organization",
                Map.of("id", call));

        assertThat(control.pause(campaign.organization(), campaign.campaign(), "lunch"))
                .isEqualTo(CampaignStatus.PAUSED);
    }

    @Test
    void pausingTwiceIsPausingOnce() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());

        control.pause(campaign.organization(), campaign.campaign(), "lunch");
        control.pause(campaign.organization(), campaign.campaign(), "lunch");

        assertThat(events).containsExactly("campaign.paused");
    }

    /** The first one's answer is still waited for, or never arrived. */
    @Test
    void answersTheSecondPauseOnlyWhenNoRequestCanLeaveAnyMore() {
        CampaignStart campaign = rows.campaign("paused", Rows.settings());
        UUID call = dialingWithDeadlineIn(campaign, Duration.ofMillis(600));

        control.pause(campaign.organization(), campaign.campaign(), "lunch");

        assertThat(
                        rows.value(
                                Boolean.class,
                                "SELECT send_deadline <= carillon_now() FROM calls WHERE id = :id",
                                call))
                .isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void resumesWherePausedAndNowhereElse() {
        CampaignStart campaign = rows.campaign("paused", Rows.settings());
        CampaignStart draft = rows.campaign("draft", Rows.settings());

        assertThat(control.resume(campaign.organization(), campaign.campaign()))
                .isEqualTo(CampaignStatus.ACTIVE);
        assertThatThrownBy(() -> control.resume(draft.organization(), draft.campaign()))
                .isInstanceOf(NotPossible.class)
                .hasMessage("a draft campaign cannot be resumed");
    }

    @Test
    void aStopCancelsPendingLeadsAndIsFinal() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId lead = rows.lead(campaign, "+12025550001");

        control.stop(campaign.organization(), campaign.campaign(), "done", false);

        assertThat(events).containsExactly("campaign.stopped", "lead.finished");
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT outcome FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("canceled");
        assertThatThrownBy(() -> control.start(campaign.organization(), campaign.campaign()))
                .isInstanceOf(NotPossible.class)
                .hasMessage("a stopped campaign cannot be started");
    }

    @Test
    void aStopHangsUpLiveCallsWhenAsked() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        UUID call = dialingWithDeadlineIn(campaign, Duration.ofMillis(-1));

        control.stop(campaign.organization(), campaign.campaign(), "done", true);

        assertThat(workflows.hungUp).containsExactly(new CallId(call));
    }

    @Test
    void doesNotStartACampaignWithoutLeads() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());

        assertThatThrownBy(() -> control.start(campaign.organization(), campaign.campaign()))
                .isInstanceOfSatisfying(
                        NotPossible.class,
                        refused -> assertThat(refused.code()).isEqualTo("CAMPAIGN_EMPTY"));
    }

    @Test
    void anotherOrganizationsCampaignIsNotThere() {
        CampaignStart theirs = rows.campaign("active", Rows.settings());
        Rows ours = Rows.in(DATABASE);

        assertThatThrownBy(() -> control.pause(ours.organizationId(), theirs.campaign(), "mine"))
                .isInstanceOfSatisfying(
                        NotPossible.class,
                        refused -> assertThat(refused.code()).isEqualTo("CAMPAIGN_NOT_FOUND"));
    }

    private UUID dialingWithDeadlineIn(CampaignStart campaign, Duration deadline) {
        LeadId lead = rows.lead(campaign, "+12025550009");
        rows.update(
                "UPDATE leads SET status = 'in_call' WHERE id = :id AND organization_id = :organization",
                Map.of("id", lead.value()));
        UUID call = UuidV7.next();
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token,
                    send_deadline, attempt)
                VALUES (:id, :organization, :campaign, :lead, 'dialing', '+12025550009', :token,
                    carillon_now() + make_interval(secs => :seconds), 1)
                """,
                Map.of(
                        "id", call,
                        "campaign", campaign.campaign().value(),
                        "lead", lead.value(),
                        "token", call.toString(),
                        "seconds", deadline.toMillis() / 1000.0));
        return call;
    }
}
