package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.media.HoldMusic;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.call.Performed.Awaits;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** What operators do to calls, whatever state the call, its workflow and the carrier are in. */
class CallSteeringTest {
    private static final CallBed BED = TalkingFlow.bed();
    private static final CallActivities CALLS = BED.bean(CallActivities.class);
    private static final CarrierInbox INBOX = BED.bean(CarrierInbox.class);
    private static final CallControl CONTROL = BED.bean(CallControl.class);
    private static final OrganizationId US = BED.rows.organizationId();
    private static final PhoneNumber COLLEAGUE = new PhoneNumber("+12025550177");

    /** Everything that needs somebody on the line. */
    enum Order {
        SAY {
            @Override
            void give(OrganizationId organization, CallId call) {
                CONTROL.say(organization, call, "Hello", null, null);
            }
        },
        TRANSFER {
            @Override
            void give(OrganizationId organization, CallId call) {
                CONTROL.transfer(organization, call, COLLEAGUE, Duration.ofSeconds(20));
            }
        },
        HOLD {
            @Override
            void give(OrganizationId organization, CallId call) {
                CONTROL.hold(organization, call, true);
            }
        },
        UNHOLD {
            @Override
            void give(OrganizationId organization, CallId call) {
                CONTROL.hold(organization, call, false);
            }
        },
        DIGITS {
            @Override
            void give(OrganizationId organization, CallId call) {
                CONTROL.digits(organization, call, "1w2#");
            }
        };

        abstract void give(OrganizationId organization, CallId call);
    }

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void calm() {
        BED.calm();
    }

    @Test
    void saysWhatTheOperatorWroteAndTellsTheWorkflowToWaitForIt() {
        CallId call = answered();

        CONTROL.say(US, call, "One moment", "nova", "en-GB");

        assertThat(BED.driver.scripts)
                .containsExactly(
                        new Script(
                                1,
                                List.of(
                                        new Script.Say(
                                                "operator:say", "One moment", "nova", "en-GB"))));
        assertThat(BED.workflows.steered)
                .containsExactly(new Performed(1, List.of(), Awaits.SPOKEN));
        assertThat(BED.call(call, "script_sequence")).isEqualTo("1");
        assertThat(BED.call(call, "script_asked IS NULL AND script_step IS NULL"))
                .isEqualTo("true");
    }

    @Test
    void playsUploadedAudio() throws IOException {
        BlobId audio = audio(US);
        CallId call = answered();

        CONTROL.play(US, call, audio);

        assertThat(BED.driver.scripts.getLast().verbs())
                .containsExactly(
                        new Script.Play("operator:play", audio.toString(), Duration.ofSeconds(3)));
    }

    @Test
    void playsNothingOfAnotherOrganization() throws IOException {
        BlobId theirs = audio(Rows.in(BED.database()).organizationId());
        CallId call = answered();

        refused("AUDIO_NOT_FOUND", () -> CONTROL.play(US, call, theirs));
        refused("AUDIO_NOT_FOUND", () -> CONTROL.play(US, call, new BlobId(UuidV7.next())));

        assertThat(BED.driver.scripts).isEmpty();
    }

    @Test
    void putsThePersonThroughShowingTheCallsOwnNumber() {
        CallId call = answered();

        CONTROL.transfer(US, call, COLLEAGUE, Duration.ofSeconds(20));

        assertThat(BED.driver.scripts.getLast().verbs())
                .containsExactly(
                        new Script.Transfer(
                                "operator:transfer",
                                COLLEAGUE.e164(),
                                Rows.CALLER_ID,
                                Duration.ofSeconds(20)));
        assertThat(BED.workflows.steered)
                .containsExactly(new Performed(1, List.of(), Awaits.TRANSFER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+19005550123", "+442079460123", "+12025550188"})
    void putsNobodyThroughToANumberThatMayNotBeCalled(String number) {
        BED.rows.update(
                "INSERT INTO suppressions (id, organization_id, number, reason) VALUES (:id, :organization, '+12025550188', 'opt_out')",
                Map.of("id", UuidV7.next()));
        CallId call = answered();

        refused(
                "TRANSFER_NOT_ALLOWED",
                () -> CONTROL.transfer(US, call, new PhoneNumber(number), Duration.ofSeconds(20)));

        assertThat(BED.driver.scripts).isEmpty();
        assertThat(BED.workflows.steered).isEmpty();
    }

    @Test
    void holdsAndReleases() {
        CallId call = answered();

        CONTROL.hold(US, call, true);
        CONTROL.hold(US, call, false);

        assertThat(BED.driver.holds).containsExactly(true, false);
    }

    @Test
    void holdsOnlyWhereTheCarrierCan() {
        CallId call = answered();
        BED.driver.lacks.addAll(Set.of(Capabilities.Feature.HOLD, Capabilities.Feature.PLAY));

        refused("NOT_AVAILABLE_YET", () -> CONTROL.hold(US, call, true));

        assertThat(BED.driver.holds).isEmpty();
    }

    @Test
    void holdsWithMusicWhereTheCarrierCannotHold() {
        CallId call = answered();
        BED.driver.lacks.add(Capabilities.Feature.HOLD);

        CONTROL.hold(US, call, true);
        CONTROL.hold(US, call, true);

        Script music = BED.driver.scripts.getLast();
        assertThat(music.sequence()).isEqualTo(1);
        assertThat(music.verbs())
                .containsOnly(
                        new Script.Play("operator:hold", Script.Play.HOLD_MUSIC, HoldMusic.LENGTH));
        assertThat(BED.driver.scripts).as("held once").hasSize(1);
        assertThat(BED.workflows.steered)
                .containsExactly(new Performed(1, List.of(), Awaits.SPOKEN));
    }

    @Test
    void endsTheMusicSoThatTheInterruptedStepComesAgain() {
        CallId call = answered();
        BED.driver.lacks.add(Capabilities.Feature.HOLD);

        CONTROL.hold(US, call, false);
        assertThat(BED.driver.scripts).as("not held").isEmpty();
        CONTROL.hold(US, call, true);
        CONTROL.hold(US, call, false);

        assertThat(BED.driver.scripts.getLast())
                .isEqualTo(
                        new Script(
                                1,
                                List.of(
                                        new Script.Pause(
                                                "operator:unhold", Duration.ofMillis(100)))));
        assertThat(BED.workflows.steered).hasSize(1);
    }

    @Test
    void waitsForTheKeyThatIsBeingAskedFor() {
        CallId call = answered();
        BED.driver.lacks.add(Capabilities.Feature.KEEPS_KEYS);
        CallControl control = resting(looks -> pressed(call, looks, 3));

        control.say(US, call, "One moment", null, null);

        assertThat(BED.driver.scripts).extracting(Script::sequence).containsExactly(1, 2);
        assertThat(decisions(call)).isEmpty();
    }

    @Test
    void speaksAllTheSameWhenNoKeyComesAndTellsThatOneMayBeLost() {
        CallId call = answered();
        BED.driver.lacks.add(Capabilities.Feature.KEEPS_KEYS);
        var looks = new int[1];
        CallControl control = resting(n -> looks[0] = n);

        control.say(US, call, "One moment", null, null);

        assertThat(looks[0]).as("ten seconds").isEqualTo(100);
        assertThat(BED.driver.scripts).hasSize(1);
        assertThat(decisions(call)).containsExactly("interrupted operator");
    }

    @Test
    void waitsForNothingWhereNoKeyIsAskedFor() {
        CallId call = answered();
        BED.driver.lacks.add(Capabilities.Feature.KEEPS_KEYS);
        CALLS.perform(call, "confirm", 1, Map.of());
        CallControl control =
                resting(
                        n -> {
                            throw new IllegalStateException("waited");
                        });

        control.say(US, call, "One moment", null, null);

        assertThat(BED.driver.scripts).hasSize(2);
    }

    @Test
    void isToldThatACallEndedWhileItWaited() {
        CallId call = answered();
        BED.driver.lacks.add(Capabilities.Feature.KEEPS_KEYS);
        var end = new CallEnding(CallResult.HUMAN, "hung_up_by_person", true, false);
        CallControl control = resting(n -> CALLS.conclude(call, end));

        refused("CALL_OVER", () -> control.say(US, call, "One moment", null, null));

        assertThat(BED.driver.scripts).isEmpty();
    }

    /** At its n-th look the key was told and its flow went on. */
    private static void pressed(CallId call, int look, int last) {
        if (look == last) {
            CALLS.perform(call, "confirm", 1, Map.of());
        }
    }

    /** With time that passes as the test says. */
    private static CallControl resting(IntConsumer look) {
        var looks = new int[1];
        var gather =
                new RunningGather(
                        BED.bean(Transactions.class),
                        BED.bean(FollowedCalls.class),
                        BED.bean(Flows.class),
                        BED.bean(Rendering.class),
                        time -> look.accept(++looks[0]));
        return new CallSteering(
                BED.bean(Transactions.class),
                BED.bean(FollowedCalls.class),
                BED.bean(ScriptRows.class),
                BED.bean(Speaking.class),
                BED.bean(Outcomes.class),
                BED.bean(Flows.class),
                gather,
                BED.bean(LeadDecisions.class),
                BED.bean(Blobs.class),
                BED.bean(TransferRules.class),
                BED.workflows);
    }

    private static List<String> decisions(CallId call) {
        return BED.bean(Transactions.class)
                .system(
                        () ->
                                BED.bean(Transactions.class)
                                        .jdbc()
                                        .sql(
                                                "SELECT decision || ' ' || rule FROM lead_decisions WHERE call_id = :call AND decision = 'interrupted'")
                                        .param("call", call.value())
                                        .query(String.class)
                                        .list());
    }

    @Test
    void pressesKeys() {
        CallId call = answered();

        CONTROL.digits(US, call, "1w2#");

        assertThat(BED.driver.scripts.getLast().verbs())
                .containsExactly(new Script.SendDigits("operator:digits", "1w2#"));
    }

    @Test
    void numbersOrdersOneAfterTheOther() {
        CallId call = answered();

        CONTROL.say(US, call, "One", null, null);
        CONTROL.digits(US, call, "2");

        assertThat(BED.driver.scripts).extracting(Script::sequence).containsExactly(1, 2);
    }

    @Test
    void givesEachOfManyOrdersANumberOfItsOwnOrSaysTryAgain() throws Exception {
        CallId call = answered();
        List<Callable<Boolean>> orders =
                IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(
                                i ->
                                        () -> {
                                            try {
                                                CONTROL.digits(US, call, "" + i);
                                                return true;
                                            } catch (NotPossible busy) {
                                                assertThat(busy.code()).isEqualTo("CALL_BUSY");
                                                return false;
                                            }
                                        })
                        .toList();

        int given = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var order : threads.invokeAll(orders)) {
                given += order.get() ? 1 : 0;
            }
        }

        assertThat(given).isPositive();
        assertThat(BED.workflows.steered)
                .hasSize(given)
                .extracting(Performed::sequence)
                .doesNotHaveDuplicates();
        assertThat(BED.call(call, "script_sequence")).isEqualTo("" + given);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void needsSomebodyOnTheLine(Order order) {
        CallId claimed = BED.claimed();
        CallId ringing = dialed();

        refused("CALL_NOT_LIVE", () -> order.give(US, claimed));
        refused("CALL_NOT_LIVE", () -> order.give(US, ringing));

        assertThat(BED.driver.scripts).isEmpty();
        assertThat(BED.driver.holds).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void comesTooLateForACallThatIsOver(Order order) {
        CallId call = over();

        refused("CALL_OVER", () -> order.give(US, call));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void saysOverWhenTheCarrierSaysSo(Order order) {
        CallId call = answered();
        BED.driver.over = true;

        refused("CALL_OVER", () -> order.give(US, call));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void saysSoWhenTheCarrierDoesNotAnswer(Order order) {
        CallId call = answered();
        BED.driver.silent = true;

        refused("CARRIER_UNREACHABLE", () -> order.give(US, call));

        BED.driver.silent = false;
        assertThatCode(() -> order.give(US, call)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void knowsNoCallOfAnotherOrganization(Order order) {
        OrganizationId other = Rows.in(BED.database()).organizationId();
        CallId call = answered();

        refused("CALL_NOT_FOUND", () -> order.give(other, call));
        refused("CALL_NOT_FOUND", () -> CONTROL.hangUp(other, call));
        refused("CALL_NOT_FOUND", () -> CONTROL.cancel(other, call));

        assertThat(BED.call(call, "state")).isEqualTo("in_progress");
    }

    @Test
    void saysNothingThatTheWorkflowWouldNotGoOnBehind() {
        CallId call = answered();
        BED.workflows.unreachable.add(call.toString());

        refused("TEMPORAL_UNREACHABLE", () -> CONTROL.say(US, call, "Hello", null, null));

        assertThat(BED.driver.scripts).isEmpty();
        BED.workflows.unreachable.clear();
        CONTROL.say(US, call, "Hello", null, null);
        assertThat(BED.driver.scripts).extracting(Script::sequence).containsExactly(2);
    }

    @Test
    void asksTheWorkflowToHangUp() {
        CallId call = answered();

        CONTROL.hangUp(US, call);

        assertThat(BED.workflows.hungUp).containsExactly(call.toString());
        assertThat(BED.driver.hungUp).isEmpty();
    }

    @Test
    void hangsUpByItselfWhenTheWorkflowIsGone() {
        CallId call = answered();
        BED.workflows.running = false;

        CONTROL.hangUp(US, call);

        assertThat(BED.driver.hungUp).hasSize(1);
        assertThat(BED.call(call, "state")).isEqualTo("in_progress");
    }

    @Test
    void saysSoWhenNeitherWorkflowNorCarrierCanHangUp() {
        CallId call = answered();
        BED.workflows.running = false;
        BED.driver.silent = true;

        refused("CARRIER_UNREACHABLE", () -> CONTROL.hangUp(US, call));
    }

    @Test
    void cancelsACallThatWasNotDialedAndNeverDialsIt() {
        CallId hungUp = BED.claimed();
        CallId canceled = BED.claimed();

        CONTROL.hangUp(US, hungUp);
        CONTROL.cancel(US, canceled);

        for (CallId call : List.of(hungUp, canceled)) {
            assertThat(CALLS.dial(call)).isEqualTo(new DialOutcome.Over());
            assertThat(BED.call(call, "state || ' ' || result || ' ' || reason"))
                    .isEqualTo("canceled canceled canceled_by_request");
            assertThat(BED.lead(call, "outcome")).isEqualTo("canceled");
        }
        assertThat(BED.driver.dials).isEmpty();
    }

    @Test
    void doesNotCancelACallThatWasDialed() {
        CallId call = dialed();

        refused("CALL_LIVE", () -> CONTROL.cancel(US, call));

        assertThat(BED.call(call, "state")).isEqualTo("dialing");
    }

    @Test
    void endsNothingTwice() {
        CallId call = over();

        refused("CALL_OVER", () -> CONTROL.cancel(US, call));
        refused("CALL_OVER", () -> CONTROL.hangUp(US, call));

        assertThat(BED.call(call, "result")).isEqualTo("human");
    }

    private static void refused(String code, ThrowingCallable order) {
        assertThatThrownBy(order)
                .isInstanceOfSatisfying(
                        NotPossible.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static CallId dialed() {
        CallId call = BED.claimed();
        CALLS.dial(call);
        return call;
    }

    private static CallId answered() {
        CallId call = dialed();
        INBOX.receive(
                call,
                List.of(new CarrierEvent("answered", "CA1", null, new CarrierEvent.Answered())));
        return call;
    }

    private static CallId over() {
        CallId call = answered();
        CALLS.conclude(call, new CallEnding(CallResult.HUMAN, "hung_up_by_person", true, false));
        return call;
    }

    /** Of two seconds. */
    private static BlobId audio(OrganizationId organization) throws IOException {
        return BED.bean(Blobs.class)
                .write(
                        organization,
                        BlobPurpose.AUDIO,
                        "audio/wav",
                        new ByteArrayInputStream(new byte[32_000]),
                        100_000);
    }
}
