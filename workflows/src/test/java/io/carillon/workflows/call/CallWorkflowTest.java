package io.carillon.workflows.call;

import static io.carillon.workflows.call.MachinePolicy.OnMachine;
import static io.carillon.workflows.call.MachinePolicy.OnUnknown;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.testing.Histories;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.time.Duration;
import java.util.List;

class CallWorkflowTest {
    private static final Impression ANSWERED = new Impression(true, null, false, false);
    private static final Impression PRESSED = new Impression(true, null, true, false);

    private final CallScene scene = new CallScene();

    @AfterEach
    void close(TestInfo test) {
        Histories.capture(test, scene.history());
        scene.close();
    }

    @Test
    void speaksToAPersonAndGoesWhereTheKeyLeads() {
        scene.begin().answered().scriptEnded(0, "1");
        assertThat(scene.where()).isEqualTo("confirm: speaking, then hanging up");

        scene.ended(PRESSED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial", "perform confirm 1", "conclude human hung_up_by_us answered");
        assertThat(scene.history().getEvents()).hasSizeLessThanOrEqualTo(30);
    }

    @Test
    void takesTheCarriersWordForACallNobodyAnswered() {
        scene.begin().unanswered(CallResult.BUSY, "sip_486");

        assertThat(scene.end()).containsExactly("dial", "conclude busy sip_486");
    }

    @Test
    void writesTheResultOfANumberTheCarrierRefused() {
        scene.calls.dial = new DialOutcome.Refused(CallResult.INVALID_NUMBER, "sip_404");

        assertThat(scene.begin().end()).containsExactly("dial", "conclude invalid_number sip_404");
    }

    @Test
    void endsWithoutAResultWhenTheGateTurnedItAway() {
        scene.calls.dial = new DialOutcome.Released("calling_hours");

        assertThat(scene.begin().end()).containsExactly("dial");
    }

    @Test
    void hasNothingToDoForACallThatIsOver() {
        scene.calls.dial = new DialOutcome.Over();

        assertThat(scene.begin().end()).containsExactly("dial");
    }

    @Test
    void hangsUpOnAMachineWhenToldSo() {
        detect(OnMachine.HANG_UP, OnUnknown.CONTINUE);

        scene.begin().answered().verdict(AnsweredBy.MACHINE);
        scene.ended(by(AnsweredBy.MACHINE, false), "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "hang up", "conclude machine hung_up_by_us answered");
    }

    @Test
    void leavesTheMessageOnAMachineInPlaceOfTheScript() {
        detect(OnMachine.LEAVE_MESSAGE, OnUnknown.CONTINUE);

        scene.begin().answered().verdict(AnsweredBy.MACHINE).scriptEnded(0, "no_input");
        scene.ended(by(AnsweredBy.MACHINE, true), "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial",
                        "leave message 1",
                        "conclude machine hung_up_by_us answered message left");
    }

    @Test
    void goesOnWithAMachineWhenToldSo() {
        detect(OnMachine.CONTINUE, OnUnknown.CONTINUE);

        scene.begin().answered().verdict(AnsweredBy.MACHINE).scriptEnded(0, "no_input");
        scene.ended(by(AnsweredBy.MACHINE, false), "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial", "perform bye 1", "conclude machine hung_up_by_us answered");
    }

    @Test
    void hangsUpOnAFax() {
        detect(OnMachine.LEAVE_MESSAGE, OnUnknown.CONTINUE);

        scene.begin().answered().verdict(AnsweredBy.FAX);
        scene.ended(by(AnsweredBy.FAX, false), "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "hang up", "conclude fax hung_up_by_us answered");
    }

    @Test
    void hangsUpOnSomebodyNobodyCanTellWhenToldSo() {
        detect(OnMachine.HANG_UP, OnUnknown.HANG_UP);

        scene.begin().answered().verdict(AnsweredBy.UNKNOWN);
        scene.ended(by(AnsweredBy.UNKNOWN, false), "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "hang up", "conclude unknown hung_up_by_us answered");
    }

    @Test
    void goesOnWithSomebodyNobodyCanTell() {
        detect(OnMachine.HANG_UP, OnUnknown.CONTINUE);

        scene.begin().answered().verdict(AnsweredBy.UNKNOWN).scriptEnded(0, "1");
        scene.ended(new Impression(true, AnsweredBy.UNKNOWN, true, false), "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial", "perform confirm 1", "conclude human hung_up_by_us answered");
    }

    @Test
    void leavesAPersonWhoPressedAKeyAloneWhenTheVerdictComesLate() {
        detect(OnMachine.HANG_UP, OnUnknown.CONTINUE);

        scene.begin().answered().scriptEnded(0, "1").verdict(AnsweredBy.MACHINE);
        scene.ended(by(AnsweredBy.MACHINE, false), "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial", "perform confirm 1", "conclude machine hung_up_by_us answered");
    }

    @Test
    void asksTheCarrierWhenNothingIsHeardUntilTheRingIsOver() {
        scene.calls.lookUps.add(new LookUp.Ended(false, CallResult.NO_ANSWER, "no_answer"));

        assertThat(scene.begin().end())
                .containsExactly("dial", "look up", "conclude no_answer no_answer");
    }

    @Test
    void endsACallThatRingsPastItsTime() {
        scene.calls.lookUps.add(new LookUp.Live(false));
        scene.calls.lookUps.add(new LookUp.Ended(false, CallResult.NO_ANSWER, "hung_up_by_us"));

        assertThat(scene.begin().end())
                .containsExactly(
                        "dial",
                        "look up",
                        "hang up",
                        "look up",
                        "conclude no_answer hung_up_by_us");
    }

    @Test
    void saysUnknownWhenTheCarrierNeverSawTheRequest() {
        ambiguous();
        scene.calls.lookUps.add(new LookUp.Absent());

        assertThat(scene.begin().end())
                .containsExactly("dial", "look up", "conclude unknown absent_at_carrier");
    }

    @Test
    void saysUnknownWhenTheCarrierCannotSay() {
        ambiguous();
        scene.calls.lookUps.add(new LookUp.Unknowable());

        assertThat(scene.begin().end())
                .containsExactly("dial", "look up", "conclude unknown no_news");
    }

    @Test
    void goesOnWithACallWhoseAnswerWasLostWhenCallbacksCome() {
        ambiguous();

        scene.begin().answered().scriptEnded(0, "1").ended(PRESSED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial", "perform confirm 1", "conclude human hung_up_by_us answered");
    }

    @Test
    void followsACallTheCarrierSaysIsAnsweredThoughItNeverTold() {
        scene.calls.lookUps.add(new LookUp.Live(true));
        scene.calls.lookUps.add(new LookUp.Ended(true, null, "completed"));

        scene.begin().pass(Duration.ofSeconds(120));
        assertThat(scene.where()).startsWith("answered");

        assertThat(scene.end())
                .containsExactly(
                        "dial", "look up", "look up", "conclude unknown completed answered");
    }

    @Test
    void judgesByCallbacksThatComeAfterTheCarrierSaidTheCallIsOver() {
        detect(OnMachine.HANG_UP, OnUnknown.CONTINUE);
        scene.calls.lookUps.add(new LookUp.Ended(true, null, "hung_up_by_us"));

        scene.begin().pass(Duration.ofSeconds(60));
        assertThat(scene.calls.deeds()).containsExactly("dial", "look up");
        scene.answered().pass(Duration.ofSeconds(1)).ended(PRESSED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "look up", "conclude human hung_up_by_us answered");
    }

    @Test
    void judgesACallThatIsOverByWhatTheRowKnowsWhenItsEndNeverComes() {
        detect(OnMachine.HANG_UP, OnUnknown.CONTINUE);
        scene.calls.lookUps.add(new LookUp.Ended(true, null, "hung_up_by_us"));

        scene.begin().pass(Duration.ofSeconds(60));
        scene.calls.known = PRESSED;
        scene.answered().pass(Duration.ofSeconds(15));

        assertThat(scene.where()).startsWith("ended");
        assertThat(scene.end())
                .containsExactly(
                        "dial", "look up", "look up", "conclude human hung_up_by_us answered");
    }

    @Test
    void saysUnknownWhenNoCallbackOfAnAnsweredCallComes() {
        scene.calls.lookUps.add(new LookUp.Ended(true, null, "completed"));

        scene.begin().pass(Duration.ofSeconds(75));

        assertThat(scene.where()).startsWith("ended");
        assertThat(scene.end())
                .containsExactly(
                        "dial", "look up", "look up", "conclude unknown completed answered");
    }

    @Test
    void asksAfterTheMaximumDurationWhenAnAnsweredCallFallsSilent() {
        scene.calls.lookUps.add(new LookUp.Ended(true, null, "completed"));
        scene.calls.known = ANSWERED;

        scene.begin().answered().pass(Duration.ofSeconds(650));
        assertThat(scene.calls.deeds()).containsExactly("dial");

        assertThat(scene.end())
                .containsExactly("dial", "look up", "conclude unknown completed answered");
    }

    @Test
    void givesUpOnACarrierThatCannotBeAsked() {
        scene.calls.breakDown("look up");

        assertThat(scene.begin().end())
                .containsExactly("dial", "conclude unknown carrier_unreachable");
    }

    @Test
    void givesUpOnACallThatDoesNotEnd() {
        scene.calls.lookUps.add(new LookUp.Live(true));
        scene.calls.known = ANSWERED;

        assertThat(scene.begin().answered().end())
                .startsWith("dial", "look up", "hang up", "look up", "hang up")
                .endsWith("look up", "conclude unknown does_not_end answered");
    }

    @Test
    void neverDialsAgainWhenTheDialWasLost() {
        scene.calls.breakDown("dial");
        scene.calls.recovered =
                new DialOutcome.Ambiguous("worker_lost", FakeCalls.plan(FakeCalls.NO_DETECTION));

        scene.begin().answered().ended(ANSWERED, "hung_up_by_person");

        assertThat(scene.end())
                .containsExactly("recover", "conclude human hung_up_by_person answered");
    }

    @Test
    void endsWhenALostDialHadSentNothing() {
        scene.calls.breakDown("dial");
        scene.calls.recovered = new DialOutcome.Released("carrier_down");

        assertThat(scene.begin().end()).containsExactly("recover");
    }

    @Test
    void endsTheCallAnEarlierRunLeftBehindAndFollowsItToItsEnd() {
        scene.calls.dial = new DialOutcome.AlreadyDialed(FakeCalls.plan(FakeCalls.NO_DETECTION));

        scene.begin().ended(ANSWERED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "hang up", "conclude human hung_up_by_us answered");
    }

    @Test
    void endsTheCallOfAnEarlierRunAgainWhenItIsAnsweredOnlyNow() {
        scene.calls.dial = new DialOutcome.AlreadyDialed(FakeCalls.plan(FakeCalls.NO_DETECTION));
        scene.calls.lookUps.add(new LookUp.Ended(true, null, "completed"));

        scene.begin().answered().scriptEnded(0, "1");

        assertThat(scene.end())
                .containsExactly(
                        "dial",
                        "hang up",
                        "hang up",
                        "look up",
                        "conclude unknown completed answered");
    }

    @Test
    void cancelsACallThatWasNotDialed() {
        assertThat(scene.beginCanceled().endCanceled()).containsExactly("cancel");
    }

    @Test
    void dialsNothingMoreWhenTheCallToCancelWasDialedBefore() {
        scene.calls.undialed = false;
        scene.calls.dial = new DialOutcome.AlreadyDialed(FakeCalls.plan(FakeCalls.NO_DETECTION));
        scene.calls.lookUps.add(new LookUp.Ended(false, CallResult.BUSY, "busy"));

        assertThat(scene.beginCanceled().endCanceled())
                .containsExactly("cancel", "dial", "hang up", "look up", "conclude busy busy");
    }

    @Test
    void hangsUpARingingCallThatIsCanceledAndSaysCanceled() {
        scene.begin().cancel().pass(Duration.ofSeconds(1));
        scene.unanswered(CallResult.NO_ANSWER, "hung_up_by_us");

        assertThat(scene.endCanceled())
                .containsExactly("dial", "hang up", "conclude canceled canceled_by_operator");
        assertThat(scene.status())
                .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    }

    @Test
    void saysWhomItReachedWhenALiveCallIsCanceled() {
        scene.begin().answered().cancel().pass(Duration.ofSeconds(1));
        scene.ended(ANSWERED, "hung_up_by_us");

        assertThat(scene.endCanceled())
                .containsExactly("dial", "hang up", "conclude human hung_up_by_us answered");
    }

    @Test
    void hangsUpOnceHoweverOftenItIsAsked() {
        scene.begin().answered().hangUp().hangUp().ended(ANSWERED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "hang up", "conclude human hung_up_by_us answered");
    }

    @Test
    void beginsTheInterruptedStepAgainBehindAnOperator() {
        scene.begin()
                .answered()
                .steered(new Performed(1, List.of(), Performed.Awaits.SPOKEN))
                .scriptEnded(0, "2")
                .scriptEnded(1, "done")
                .scriptEnded(2, "1")
                .ended(PRESSED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial",
                        "perform menu 2",
                        "perform confirm 3",
                        "conclude human hung_up_by_us answered");
    }

    @Test
    void endsTheCallBehindATransferByAnOperator() {
        scene.begin()
                .answered()
                .steered(new Performed(1, List.of(), Performed.Awaits.TRANSFER))
                .scriptEnded(1, "done")
                .ended(ANSWERED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "hang up", "conclude human hung_up_by_us answered");
    }

    @Test
    void goesOnAfterATransferThatFailed() {
        scene.begin().answered().scriptEnded(0, "2").scriptEnded(1, "failed");
        scene.ended(PRESSED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial",
                        "perform person 1",
                        "perform bye 2",
                        "conclude human hung_up_by_us answered");
    }

    @Test
    void endsTheCallWhereTheFlowLeadsNowhere() {
        scene.begin().answered().scriptEnded(0, "7").ended(PRESSED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "hang up", "conclude human hung_up_by_us answered");
    }

    @Test
    void endsTheCallWhenItsNextStepCannotBeGivenToTheCarrier() {
        scene.calls.breakDown("perform");

        scene.begin().answered().scriptEnded(0, "1").ended(PRESSED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly("dial", "hang up", "conclude human hung_up_by_us answered");
    }

    @Test
    void takesNewsThatIsDoubledOrOldForNothingNew() {
        scene.begin().answered().answered().scriptEnded(0, "1").scriptEnded(0, "1");
        scene.scriptEnded(0, "2").answered().ended(PRESSED, "hung_up_by_us");

        assertThat(scene.end())
                .containsExactly(
                        "dial", "perform confirm 1", "conclude human hung_up_by_us answered");
    }

    @Test
    void writesTheResultHoweverLongTheDatabaseIsAway() {
        scene.calls.breakDown("conclude", 12);

        scene.begin().unanswered(CallResult.NO_ANSWER, "no_answer");

        assertThat(scene.end()).containsExactly("dial", "conclude no_answer no_answer");
    }

    private void ambiguous() {
        scene.calls.dial =
                new DialOutcome.Ambiguous("timeout", FakeCalls.plan(FakeCalls.NO_DETECTION));
    }

    private void detect(OnMachine onMachine, OnUnknown onUnknown) {
        scene.calls.dial =
                new DialOutcome.Accepted(
                        FakeCalls.plan(new MachinePolicy(true, onMachine, onUnknown)));
    }

    private static Impression by(AnsweredBy verdict, boolean messageLeft) {
        return new Impression(true, verdict, false, messageLeft);
    }
}
