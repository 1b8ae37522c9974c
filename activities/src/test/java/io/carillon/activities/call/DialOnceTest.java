package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** However a dial goes wrong, the carrier sees at most one request for it. */
class DialOnceTest {
    private static final CallBed BED = new CallBed();
    private static final CallActivities CALLS = BED.bean(CallActivities.class);

    private final FakeDriver driver = BED.driver;

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void reset() {
        // Every call holds a slot of the campaign until it ends.
        BED.calm();
    }

    @Test
    void dialsAClaimedCallOnceAndRemembersTheCarriersName() {
        CallId call = BED.claimed();

        DialOutcome outcome = CALLS.dial(call);

        assertThat(outcome).isInstanceOf(DialOutcome.Accepted.class);
        assertThat(driver.dials).hasSize(1);
        assertThat(BED.call(call, "state")).isEqualTo("dialing");
        assertThat(BED.call(call, "carrier_call_id")).isEqualTo("CA1");
        assertThat(BED.call(call, "dialed_at IS NOT NULL AND evidence_at IS NOT NULL"))
                .isEqualTo("true");
        assertThat(BED.events(call)).containsExactly("call.initiated");
    }

    @Test
    void doesNotDialACallThatWasDialedBefore() {
        CallId call = BED.claimed();
        CALLS.dial(call);

        DialOutcome again = CALLS.dial(call);

        assertThat(again).isInstanceOf(DialOutcome.AlreadyDialed.class);
        assertThat(driver.dials).hasSize(1);
    }

    @Test
    void dialsOnceWhenManyRunsAskAtOnce() throws Exception {
        CallId call = BED.claimed();
        List<Callable<DialOutcome>> runs =
                IntStream.range(0, 12)
                        .<Callable<DialOutcome>>mapToObj(i -> () -> CALLS.dial(call))
                        .toList();

        try (var threads = Executors.newFixedThreadPool(12)) {
            threads.invokeAll(runs);
        }

        assertThat(driver.dials).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void doesNotDialACallThatIsOver() {
        CallId call = BED.claimed();
        CALLS.dial(call);
        CALLS.conclude(call, new CallEnding(CallResult.BUSY, "sip_486", false, false));

        assertThat(CALLS.dial(call)).isEqualTo(new DialOutcome.Over());
        assertThat(driver.dials).hasSize(1);
    }

    @Test
    void doesNotDialWhatThereIsNoRowFor() {
        assertThat(CALLS.dial(new CallId(new java.util.UUID(1, 1))))
                .isEqualTo(new DialOutcome.Over());
        assertThat(driver.dials).isEmpty();
    }

    @Test
    void neverAsksAgainWhenTheAnswerIsMissing() {
        driver.answer = request -> new DialAnswer.Ambiguous("timeout");
        CallId call = BED.claimed();
        double before = counted("carillon.dials.ambiguous");

        assertThat(CALLS.dial(call)).isInstanceOf(DialOutcome.Ambiguous.class);
        assertThat(CALLS.dial(call)).isInstanceOf(DialOutcome.AlreadyDialed.class);
        assertThat(CALLS.recover(call)).isInstanceOf(DialOutcome.Ambiguous.class);
        assertThat(driver.dials).hasSize(1);
        assertThat(counted("carillon.dials.ambiguous")).isEqualTo(before + 1);
        assertThat(BED.call(call, "ambiguous_at IS NOT NULL")).isEqualTo("true");
        assertThat(BED.events(call)).isEmpty();
    }

    @Test
    void takesADriverThatBreaksAfterItsLastCheckForAmbiguous() {
        driver.answer =
                request -> {
                    throw new IllegalStateException("broken on purpose");
                };
        CallId call = BED.claimed();

        assertThat(CALLS.dial(call)).isInstanceOf(DialOutcome.Ambiguous.class);
        assertThat(driver.dials).hasSize(1);
    }

    @Test
    void givesTheClaimBackWhenTheDriverBreaksBeforeItsLastCheck() {
        driver.beforeLastCheck =
                () -> {
                    throw new IllegalStateException("broken on purpose");
                };
        CallId call = BED.claimed();

        assertThat(CALLS.dial(call)).isEqualTo(new DialOutcome.Released("carrier_down"));
        assertThat(driver.dials).isEmpty();
        assertThat(BED.call(call, "state")).isEqualTo("gone");
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void givesTheClaimBackWhenNothingWasSent(Problem problem) {
        driver.answer = request -> new DialAnswer.NotSent("refused", problem);
        CallId call = BED.claimed();

        DialOutcome outcome = CALLS.dial(call);

        assertThat(outcome)
                .isEqualTo(
                        new DialOutcome.Released(
                                switch (problem) {
                                    case RATE, ACCOUNT -> "account_problem";
                                    case CALLER_ID -> "caller_id";
                                    case NONE, DOWN -> "carrier_down";
                                }));
        assertThat(BED.call(call, "state")).isEqualTo("gone");
        assertThat(BED.events(call)).isEmpty();
    }

    @Test
    void showsACallerIdItsCarrierRefusedToNobodyElse() {
        driver.answer = request -> new DialAnswer.NotSent("21210", Problem.CALLER_ID);
        CALLS.dial(BED.claimed());
        driver.answer = request -> new DialAnswer.Accepted("CA1");

        assertThat(CALLS.dial(BED.claimed())).isEqualTo(new DialOutcome.Released("caller_id"));
        assertThat(driver.dials).hasSize(1);
    }

    @Test
    void reservesAnotherInstantWhenItsTurnIsMissed() {
        var turns = new int[1];
        driver.beforeLastCheck =
                () -> {
                    long until = System.nanoTime() + 400_000_000L;
                    while (turns[0] == 0 && System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    turns[0]++;
                };
        CallId call = BED.claimed();
        double before = counted("carillon.dials.late");

        assertThat(CALLS.dial(call)).isInstanceOf(DialOutcome.Accepted.class);
        assertThat(turns[0]).isGreaterThan(1);
        assertThat(counted("carillon.dials.late")).isEqualTo(before + turns[0] - 1);
        assertThat(driver.dials).hasSize(1);
    }

    @Test
    void countsADialWhoseWorkerWasLostBehindThePreparedRequest() {
        CallId call = BED.claimed();
        var permit = ((Gate.Answer.Open) BED.bean(Gate.class).pass(call)).permit();
        BED.bean(DialRows.class)
                .prepare(
                        permit,
                        PlanOf.permit(permit),
                        new CallPlans.Patience(
                                java.time.Duration.ofMinutes(1), java.time.Duration.ofMinutes(1)),
                        null);
        double before = counted("carillon.dials.ambiguous");

        assertThat(CALLS.recover(call)).isInstanceOf(DialOutcome.Ambiguous.class);
        assertThat(CALLS.recover(call)).isInstanceOf(DialOutcome.Ambiguous.class);

        assertThat(counted("carillon.dials.ambiguous")).isEqualTo(before + 1);
    }

    @Test
    void tellsTheResultOfARefusedNumber() {
        driver.answer =
                request -> new DialAnswer.Refused(CallResult.INVALID_NUMBER, "invalid_number");
        CallId call = BED.claimed();

        assertThat(CALLS.dial(call))
                .isEqualTo(new DialOutcome.Refused(CallResult.INVALID_NUMBER, "invalid_number"));
        assertThat(BED.events(call)).containsExactly("call.initiated");
    }

    @Test
    void givesBackARowWhoseWorkerWasLostBeforeTheRequestWasPrepared() {
        CallId call = BED.claimed();
        BED.bean(Gate.class).pass(call);

        assertThat(CALLS.recover(call)).isEqualTo(new DialOutcome.Released("carrier_down"));
        assertThat(BED.call(call, "state")).isEqualTo("gone");
    }

    @Test
    void sendsNothingForARowThatWasGivenUpBeforeTheRequestWasPrepared() {
        CallId call = BED.claimed();
        BED.bean(DialRows.class);
        var permit = ((Gate.Answer.Open) BED.bean(Gate.class).pass(call)).permit();
        BED.bean(DialRows.class).lost(call);

        boolean prepared =
                BED.bean(DialRows.class)
                        .prepare(
                                permit,
                                PlanOf.permit(permit),
                                new CallPlans.Patience(
                                        java.time.Duration.ofMinutes(1),
                                        java.time.Duration.ofMinutes(1)),
                                null);

        assertThat(prepared).isFalse();
    }

    @Test
    void releasesAClaimWhoseDialNeverBegan() {
        CallId call = BED.claimed();

        assertThat(CALLS.recover(call)).isEqualTo(new DialOutcome.Released("carrier_down"));
        assertThat(BED.call(call, "state")).isEqualTo("gone");
    }

    @Test
    void keepsWhatItKnowsWhenTheAnswerCannotBeStored() {
        CallId call = BED.claimed();
        driver.answer =
                request -> {
                    BED.database()
                            .asSuperuser(
                                    "ALTER TABLE calls ADD CONSTRAINT away CHECK (carrier_call_id IS NULL) NOT VALID");
                    return new DialAnswer.Accepted("CA1");
                };

        DialOutcome outcome = CALLS.dial(call);
        BED.database().asSuperuser("ALTER TABLE calls DROP CONSTRAINT away");

        assertThat(outcome).isInstanceOf(DialOutcome.Ambiguous.class);
        assertThat(CALLS.dial(call)).isInstanceOf(DialOutcome.AlreadyDialed.class);
        assertThat(driver.dials).hasSize(1);
    }

    private static double counted(String name) {
        return BED.meters.get(name).counter().count();
    }
}
