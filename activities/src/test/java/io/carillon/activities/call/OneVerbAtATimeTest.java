package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallPlan;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.call.Performed.Awaits;
import io.carillon.workflows.flow.Branch;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Calls over a carrier that takes one verb at a time, ends no call in time and knows of none. */
class OneVerbAtATimeTest {
    private static final CallBed BED = TalkingFlow.bed();
    private static final CallActivities CALLS = BED.bean(CallActivities.class);
    private static final CarrierInbox INBOX = BED.bean(CarrierInbox.class);

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void calm() {
        BED.calm();
        BED.driver.lacks.addAll(
                Set.of(
                        Feature.WHOLE_SCRIPTS,
                        Feature.TIME_LIMITS,
                        Feature.LOOK_UP,
                        Feature.LIVE_SCRIPT));
    }

    private record Dialed(CallId call, CallPlan plan) {}

    private static Dialed dialed() {
        CallId call = BED.claimed();
        DialOutcome outcome = CALLS.dial(call);
        assertThat(outcome).isInstanceOf(DialOutcome.Accepted.class);
        return new Dialed(call, ((DialOutcome.Accepted) outcome).plan());
    }

    private static void told(CallId call, CarrierEvent.What... whats) {
        for (CarrierEvent.What what : whats) {
            INBOX.receive(call, List.of(new CarrierEvent(what.toString(), "CA1", null, what)));
        }
    }

    private static List<Script.Verb> given() {
        return BED.driver.scripts.stream().flatMap(script -> script.verbs().stream()).toList();
    }

    private static String follow(CallPlan plan, Performed performed, String branch) {
        return Objects.requireNonNull(
                plan.outline()
                        .next()
                        .getOrDefault(performed.steps().getLast(), Map.of())
                        .get(branch));
    }

    @Test
    void dialsWithoutAWordAndBeginsWhenTheFirstScriptIsOver() {
        Dialed dialed = dialed();

        assertThat(BED.driver.dials.getFirst().first().verbs()).isEmpty();
        assertThat(dialed.plan().firstScript().awaits()).isEqualTo(Awaits.SPOKEN);
        assertThat(follow(dialed.plan(), dialed.plan().firstScript(), Branch.DONE))
                .isEqualTo("hello");
    }

    @Test
    void speaksAndThenHangsUpByTheWorkflow() {
        Dialed dialed = dialed();
        told(dialed.call(), new CarrierEvent.Answered());

        Performed performed = CALLS.perform(dialed.call(), "confirm", 1, Map.of());

        assertThat(performed.awaits()).isEqualTo(Awaits.SPOKEN);
        assertThat(given())
                .containsExactly(
                        new Script.Say("confirm", "Thank you, nobody.", "default-en", "en-US"));
        assertThat(BED.call(dialed.call(), "goal")).isEqualTo("confirmed");
        Performed last =
                CALLS.perform(
                        dialed.call(), follow(dialed.plan(), performed, Branch.DONE), 2, Map.of());
        assertThat(last.awaits()).isEqualTo(Awaits.END);
        assertThat(given()).endsWith(new Script.HangUp("bye"));
    }

    /** The message is what counts as left, not the greeting it waits for. */
    @Test
    void leavesTheMessageBehindTheGreeting() {
        Dialed dialed = dialed();
        BED.set(
                dialed.call(),
                "dialed_with = jsonb_set(dialed_with::jsonb, '{message}', '\"Please call us.\"')::json");
        told(dialed.call(), new CarrierEvent.Verdict(AnsweredBy.MACHINE, "beep", 1, Duration.ZERO));

        Performed greeting = CALLS.leaveMessage(dialed.call(), 1);
        told(dialed.call(), new CarrierEvent.Spoken(1));
        String before = BED.call(dialed.call(), "message_left");
        Performed message =
                CALLS.perform(
                        dialed.call(), follow(dialed.plan(), greeting, Branch.DONE), 2, Map.of());
        told(dialed.call(), new CarrierEvent.Spoken(2));

        assertThat(given())
                .containsExactly(
                        new Script.AwaitBeep(Duration.ofSeconds(40)),
                        new Script.Say("message", "Please call us.", "default-en", "en-US"));
        assertThat(before).isEqualTo("false");
        assertThat(BED.call(dialed.call(), "message_left")).isEqualTo("true");
        assertThat(message.awaits()).isEqualTo(Awaits.SPOKEN);
        assertThat(dialed.plan().outline().next().get(message.steps().getLast())).isNull();
    }

    @Test
    void keepsTheScriptACallbackMayBeAbout() {
        Dialed dialed = dialed();
        told(dialed.call(), new CarrierEvent.Answered());

        CALLS.perform(dialed.call(), "hello", 1, Map.of());

        assertThat(underWay(dialed.call()))
                .hasValueSatisfying(
                        script -> {
                            assertThat(script.sequence()).isEqualTo(1);
                            assertThat(script.verbs().getLast()).isInstanceOf(Script.Gather.class);
                        });
    }

    private static Optional<Script> underWay(CallId call) {
        return BED.bean(Transactions.class).system(() -> BED.bean(ScriptRows.class).underWay(call));
    }

    /** Whoever presses a key is heard, and nothing is kept of a wrong one. */
    @Test
    void asksAgainAfterAWrongKey() {
        Dialed dialed = dialed();
        told(dialed.call(), new CarrierEvent.Answered());
        Performed asked = CALLS.perform(dialed.call(), "hello", 1, Map.of());

        told(dialed.call(), new CarrierEvent.WrongKey(1));

        assertThat(BED.call(dialed.call(), "heard || ' ' || (answers = '{}')"))
                .isEqualTo("true true");
        String again = follow(dialed.plan(), asked, Branch.AGAIN);
        CALLS.perform(dialed.call(), again, 2, Map.of("hello", 1));
        assertThat(given().getLast()).isInstanceOf(Script.Gather.class);
    }

    /** Its time over, the call is hung up and the end waited for; unnamed, nothing is known. */
    @Test
    void takesACallForLiveUntilItsEndIsTold() {
        Dialed dialed = dialed();

        assertThat(CALLS.lookUp(dialed.call()).answer()).isEqualTo(new LookUp.Live(false));
        told(dialed.call(), new CarrierEvent.Answered());
        assertThat(CALLS.lookUp(dialed.call()).answer()).isEqualTo(new LookUp.Live(true));
        BED.set(dialed.call(), "carrier_call_id = NULL");
        assertThat(CALLS.lookUp(dialed.call()).answer()).isEqualTo(new LookUp.Unknowable());
    }

    @Test
    void endsTheRingingAndTheTalkInTime() {
        CallPlan plan = dialed().plan();
        BED.driver.lacks.clear();
        CallPlan kept = dialed().plan();

        assertThat(plan.answerLimit()).isLessThan(kept.answerLimit());
        assertThat(plan.callLimit()).isLessThan(kept.callLimit());
    }

    @Test
    void isToldNothingByAnOperatorDuringACall() {
        Dialed dialed = dialed();
        told(dialed.call(), new CarrierEvent.Answered());
        CallControl control = BED.bean(CallControl.class);

        assertThatThrownBy(
                        () ->
                                control.say(
                                        BED.rows.organizationId(),
                                        dialed.call(),
                                        "One moment",
                                        null,
                                        null))
                .isInstanceOfSatisfying(
                        NotPossible.class,
                        no -> assertThat(no.code()).isEqualTo("NOT_AVAILABLE_YET"));
        assertThat(given()).isEmpty();
    }
}
