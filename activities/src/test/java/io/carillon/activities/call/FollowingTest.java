package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.call.Performed.Awaits;
import io.carillon.workflows.ids.CallId;
import io.temporal.failure.ApplicationFailure;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a live call is given next, and what stays written of it. */
class FollowingTest {
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
    }

    @Test
    void speaksAStepAndWritesItsGoal() {
        CallId call = answered();
        BED.set(call, "answers = '{\"choice\":\"1\"}'");

        Performed performed = perform(call, "confirm", 1);

        assertThat(performed).isEqualTo(new Performed(1, List.of("confirm", "bye"), Awaits.END));
        assertThat(verbs())
                .containsExactly(
                        new Script.Say("confirm", "Thank you, 1.", "default-en", "en-US"),
                        new Script.HangUp("bye"));
        assertThat(BED.call(call, "goal")).isEqualTo("confirmed");
        assertThat(BED.call(call, "script_sequence || ' ' || script_asked || ' ' || script_step"))
                .isEqualTo("1 1 confirm");
    }

    @Test
    void keepsAScriptItsCarrierComesFor() {
        CallId call = answered();
        BED.driver.fetches = true;

        perform(call, "confirm", 1);

        assertThat(fetched(call, 1))
                .contains(
                        new Script(
                                1,
                                List.of(
                                        new Script.Say(
                                                "confirm",
                                                "Thank you, nobody.",
                                                "default-en",
                                                "en-US"),
                                        new Script.HangUp("bye"))));
        assertThat(fetched(call, 0)).isEmpty();
        BED.driver.fetches = false;
        perform(call, "later", 2);
        assertThat(fetched(call, 2)).isEmpty();
        assertThat(BED.call(call, "script_kept")).isEqualTo("null");
    }

    private static Optional<Script> fetched(CallId call, int sequence) {
        return BED.bean(Transactions.class)
                .system(() -> BED.bean(ScriptRows.class).kept(call, sequence))
                .map(ScriptRows.Kept::script);
    }

    @Test
    void keepsThatACallBackWasPromised() {
        CallId call = answered();

        Performed performed = perform(call, "later", 1);

        assertThat(performed).isEqualTo(new Performed(1, List.of("later", "bye"), Awaits.END));
        assertThat(BED.call(call, "call_back")).isEqualTo("PT2H");
    }

    @Test
    void givesTheSameScriptAgainWhenTheWorkflowAsksAgain() {
        CallId call = answered();

        Performed first = perform(call, "confirm", 1);
        Performed again = perform(call, "confirm", 1);

        assertThat(again).isEqualTo(first);
        assertThat(BED.driver.scripts).hasSize(2);
        assertThat(BED.driver.scripts.get(1)).isEqualTo(BED.driver.scripts.get(0));
        assertThat(BED.call(call, "script_sequence")).isEqualTo("1");
    }

    @Test
    void keepsWhatIsWrittenWhenTheCarrierDoesNotAnswerAndGivesItThen() {
        CallId call = answered();
        BED.driver.silent = true;

        assertThatThrownBy(() -> perform(call, "confirm", 1))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("the carrier did not answer");
        BED.driver.silent = false;
        Performed performed = perform(call, "confirm", 1);

        assertThat(performed.sequence()).isEqualTo(1);
        assertThat(BED.driver.scripts).hasSize(1);
        assertThat(BED.call(call, "goal")).isEqualTo("confirmed");
    }

    @Test
    void takesTheNextNumberWhenAnOperatorTookTheOneAskedFor() {
        CallId call = answered();
        BED.bean(CallControl.class).say(BED.rows.organizationId(), call, "One moment", null, null);

        Performed performed = perform(call, "confirm", 1);

        assertThat(performed.sequence()).isEqualTo(2);
        assertThat(BED.driver.scripts).extracting(Script::sequence).containsExactly(1, 2);
    }

    @Test
    void beginsNothingOnACallThatIsOver() {
        CallId call = answered();
        CALLS.conclude(call, new CallEnding(CallResult.HUMAN, "hung_up_by_person", true, false));

        assertThat(perform(call, "confirm", 1)).isEqualTo(new Performed(1, List.of(), Awaits.GONE));
        assertThat(CALLS.leaveMessage(call, 1)).isEqualTo(new Performed(1, List.of(), Awaits.GONE));
        assertThat(BED.driver.scripts).isEmpty();
        assertThat(BED.call(call, "goal")).isEqualTo("null");
    }

    @Test
    void saysGoneWhenTheCarrierSaysTheCallIsOver() {
        CallId call = answered();
        BED.driver.over = true;

        assertThat(perform(call, "confirm", 1).awaits()).isEqualTo(Awaits.GONE);
    }

    @Test
    void optsThePersonOutWithTheStepThatSaysSo() {
        CallId call = answered();

        perform(call, "stop", 1);

        assertThat(suppressed(BED.call(call, "to_number"))).isTrue();
        CALLS.conclude(call, new CallEnding(CallResult.HUMAN, "hung_up_by_us", true, false));
        assertThat(BED.lead(call, "outcome")).isEqualTo("opted_out");
    }

    @Test
    void putsThePersonThrough() {
        CallId call = answered();

        Performed performed = perform(call, "person", 1);

        assertThat(performed).isEqualTo(new Performed(1, List.of("person"), Awaits.TRANSFER));
        assertThat(verbs())
                .containsExactly(
                        new Script.Transfer(
                                "person", TalkingFlow.AGENT, null, Duration.ofSeconds(20)));
    }

    @Test
    void goesOnAsAfterAFailedTransferWhenTheOtherPartyMayNotBeCalled() {
        suppress(TalkingFlow.AGENT);
        CallId call = answered();

        Performed performed = perform(call, "person", 1);

        assertThat(performed)
                .isEqualTo(new Performed(1, List.of("person", "sorry", "bye"), Awaits.END));
    }

    @Test
    void keepsAnOptOutWhoseTransferIsNotAllowed() {
        suppress(TalkingFlow.AGENT);
        CallId call = answered();

        Performed performed = perform(call, "leave", 1);

        assertThat(performed.steps()).containsExactly("leave", "person", "sorry", "bye");
        assertThat(suppressed(BED.call(call, "to_number"))).isTrue();
        assertThat(BED.call(call, "goal")).isEqualTo("left");
    }

    @Test
    void leavesTheCampaignsMessageBehindTheBeep() {
        CallId call = answered();

        Performed performed = CALLS.leaveMessage(call, 1);

        assertThat(performed).isEqualTo(new Performed(1, List.of(), Awaits.END));
        assertThat(verbs())
                .hasExactlyElementsOfTypes(
                        Script.AwaitBeep.class, Script.Say.class, Script.HangUp.class);
        assertThat(verbs().get(1))
                .isEqualTo(new Script.Say("message", "Hello there", "default-en", "en-US"));
        assertThat(BED.call(call, "message_sequence")).isEqualTo("1");
        assertThat(BED.call(call, "message_left")).isEqualTo("false");
    }

    @Test
    void leavesItOnceHoweverOftenItIsAsked() {
        CallId call = answered();

        CALLS.leaveMessage(call, 1);
        CALLS.leaveMessage(call, 1);

        assertThat(BED.driver.scripts).extracting(Script::sequence).containsExactly(1, 1);
        assertThat(BED.call(call, "message_sequence")).isEqualTo("1");
    }

    /** By carriers that say so before the end. */
    @Test
    void knowsThatTheMessageWasSpokenBeforeTheCallIsOver() {
        CallId call = answered();
        CALLS.leaveMessage(call, 1);

        INBOX.receive(
                call, List.of(new CarrierEvent("other", "CA1", null, new CarrierEvent.Spoken(0))));
        assertThat(BED.call(call, "message_left")).isEqualTo("false");
        INBOX.receive(
                call, List.of(new CarrierEvent("spoken", "CA1", null, new CarrierEvent.Spoken(1))));

        assertThat(BED.call(call, "message_left")).isEqualTo("true");
    }

    @Test
    void hangsUpOnAMachineWhenThereIsNoMessage() {
        CallId call = BED.claimed();
        CALLS.dial(call);
        BED.set(call, "dialed_with = (dialed_with::jsonb || '{\"message\":null}')::json");
        answer(call);

        Performed performed = CALLS.leaveMessage(call, 1);

        assertThat(performed.awaits()).isEqualTo(Awaits.END);
        assertThat(BED.driver.scripts).isEmpty();
        assertThat(BED.driver.hungUp).hasSize(1);
        assertThat(BED.call(call, "message_sequence")).isEqualTo("null");
    }

    private static Performed perform(CallId call, String step, int sequence) {
        return CALLS.perform(call, step, sequence, Map.of());
    }

    private static List<Script.Verb> verbs() {
        return BED.driver.scripts.getLast().verbs();
    }

    private static CallId answered() {
        CallId call = BED.claimed();
        CALLS.dial(call);
        answer(call);
        return call;
    }

    private static void answer(CallId call) {
        var answered = new CarrierEvent.Answered();
        INBOX.receive(call, List.of(new CarrierEvent("answered", "CA1", null, answered)));
    }

    private static void suppress(String number) {
        BED.rows.update(
                "INSERT INTO suppressions (id, organization_id, number, reason) VALUES (gen_random_uuid(), :organization, :number, 'opt_out')",
                Map.of("number", number));
    }

    private static boolean suppressed(String number) {
        return BED.rows.value(
                Boolean.class,
                "SELECT EXISTS (SELECT FROM suppressions WHERE number = :id)",
                number);
    }
}
