package io.carillon.activities.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.ids.CallId;
import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** The carrier's list of live calls against ours. */
class LineSweepTest {
    private static final LeftOpen OPEN = new LeftOpen();
    private static final Sweeper SWEEPER = OPEN.bed.bean(Sweeper.class);
    private static final LookUp OVER = new LookUp.Ended(true, null, "hung_up_by_person");

    @BeforeEach
    void calm() {
        OPEN.calm();
    }

    @AfterAll
    static void close() {
        OPEN.close();
    }

    @Test
    void endsACallTheCarrierListsNoMoreByWhatItSaysOfIt() {
        CallId call = OPEN.answered(OPEN.dialedForLong());
        OPEN.bed.driver.listed = List.of();
        OPEN.bed.driver.found = OVER;

        sweepFor(Duration.ofSeconds(90));

        assertThat(state(call)).isEqualTo("completed unknown hung_up_by_person");
    }

    @Test
    void waitsAMinuteForTheCallbackOfACallTheCarrierListsNoMore() {
        CallId call = OPEN.answered(OPEN.dialedForLong());
        OPEN.bed.driver.listed = List.of();
        OPEN.bed.driver.found = OVER;

        sweepFor(Duration.ofSeconds(60));

        assertThat(OPEN.bed.call(call, "state")).isEqualTo("in_progress");
        assertThat(OPEN.bed.call(call, "unlisted_at IS NOT NULL")).isEqualTo("true");
    }

    /** A carrier that keeps no reference of ours. */
    @Test
    void findsCallsByTheCarriersOwnIds() {
        OPEN.bed.driver.lacks.add(Capabilities.Feature.LOOK_UP_BY_REFERENCE);
        OPEN.bed.driver.found = OVER;
        CallId listed = OPEN.answered(OPEN.dialedForLong());
        CallId missing = OPEN.answered(OPEN.dialedForLong());
        CallId unnamed = OPEN.answered(OPEN.dialedForLong());
        OPEN.bed.set(listed, "carrier_call_id = 'CA-listed'");
        OPEN.bed.set(missing, "carrier_call_id = 'CA-missing'");
        OPEN.bed.set(unnamed, "carrier_call_id = NULL");
        OPEN.bed.driver.listed = List.of("CA-listed", "CA-of-another-program");

        sweepFor(Duration.ofSeconds(90));

        assertThat(state(missing)).isEqualTo("completed unknown hung_up_by_person");
        assertThat(OPEN.bed.call(listed, "state")).isEqualTo("in_progress");
        assertThat(OPEN.bed.call(unnamed, "state")).isEqualTo("in_progress");
        assertThat(OPEN.bed.driver.hungUp).isEmpty();
    }

    @Test
    void endsNothingByAListAlone() {
        CallId call = OPEN.answered(OPEN.dialedForLong());
        OPEN.bed.driver.listed = List.of();

        for (LookUp word : List.of(new LookUp.Unknowable(), new LookUp.Live(true))) {
            OPEN.bed.driver.found = word;
            sweepFor(Duration.ofSeconds(120));

            assertThat(OPEN.bed.call(call, "state")).as("%s", word).isEqualTo("in_progress");
        }
    }

    @Test
    void takesACarrierThatDoesNotAnswerForNoProof() {
        CallId call = OPEN.answered(OPEN.dialedForLong());
        OPEN.bed.driver.listed = List.of();
        OPEN.bed.driver.silent = true;

        sweepFor(Duration.ofSeconds(150));

        assertThat(OPEN.bed.call(call, "state")).isEqualTo("in_progress");
        assertThat(OPEN.bed.call(call, "unlisted_at")).isEqualTo("null");
    }

    @Test
    void beginsAnewWhenTheCarrierListsItAgain() {
        CallId call = OPEN.answered(OPEN.dialedForLong());
        OPEN.bed.driver.found = OVER;
        OPEN.bed.driver.listed = List.of();
        sweepFor(Duration.ofSeconds(60));

        OPEN.bed.driver.listed = List.of(call.toString());
        sweepFor(Duration.ofSeconds(30));
        OPEN.bed.driver.listed = List.of();
        sweepFor(Duration.ofSeconds(60));

        assertThat(OPEN.bed.call(call, "state")).isEqualTo("in_progress");
    }

    @Test
    void beginsAnewWhenItIsHeardOf() {
        CallId call = OPEN.dialedForLong();
        OPEN.bed.driver.listed = List.of();
        OPEN.bed.driver.found = OVER;
        sweepFor(Duration.ofSeconds(30));

        OPEN.answered(call);

        assertThat(OPEN.bed.call(call, "unlisted_at")).isEqualTo("null");
    }

    @Test
    void expectsNoCallOnTheListThatWasJustDialed() {
        CallId call = OPEN.dialedForLong();
        OPEN.bed.driver.listed = List.of();

        OPEN.pass(Duration.ofSeconds(10));
        SWEEPER.sweep();

        assertThat(OPEN.bed.call(call, "unlisted_at")).isEqualTo("null");
    }

    @Test
    void hangsUpWhatIsOnTheLineThoughItEndedHere() {
        CallId call = OPEN.endedTooSoon();

        sweepFor(Duration.ofSeconds(60));

        assertThat(OPEN.bed.driver.hungUp).extracting(one -> one.call()).contains(call);
        assertThat(state(call)).isEqualTo("failed unknown given_up");
    }

    @Test
    void leavesACallAloneThatEndedAMomentAgo() {
        CallId call = OPEN.endedTooSoon();

        SWEEPER.sweep();

        assertThat(OPEN.bed.driver.hungUp).extracting(one -> one.call()).doesNotContain(call);
    }

    @Test
    void neverDialsAClaimThatIsOnTheLine() {
        CallId call = OPEN.claimedAndOnTheLine();

        sweepFor(Duration.ofSeconds(30));

        assertThat(OPEN.calls.dial(call)).isEqualTo(new DialOutcome.Over());
        assertThat(OPEN.bed.driver.dials).noneMatch(request -> request.call().equals(call));
        assertThat(OPEN.bed.call(call, "reason")).isEqualTo("dialed_before_a_backup");
    }

    /** Another installation may share the account: its calls are not ours to end. */
    @Test
    void saysWhatNoRowKnowsAndLeavesItOnTheLine() {
        CallId ours = OPEN.dialedForLong();
        OPEN.bed.driver.listed =
                List.of(ours.toString(), "call_01m81fn6ghetdb7drh21mq7pbx", "other");
        double before = counted(Reconciled.UNKNOWN_TO_US);

        String line = SWEEPER.sweep();

        assertThat(line).contains("unknown at carriers 2");
        assertThat(counted(Reconciled.UNKNOWN_TO_US) - before).isEqualTo(2);
        assertThat(OPEN.bed.driver.hungUp).isEmpty();
    }

    @Test
    void asksNoCarrierThatHasNoCallOfOurs() {
        OPEN.pass(Duration.ofHours(5));
        OPEN.bed.driver.listed = List.of("other");

        assertThat(SWEEPER.sweep()).isEqualTo("nothing to mend");
    }

    @Test
    void takesTheCallbackThatComesFirst() {
        CallId call = OPEN.answered(OPEN.dialedForLong());
        OPEN.bed.driver.listed = List.of();
        OPEN.bed.driver.found = OVER;
        sweepFor(Duration.ofSeconds(60));

        OPEN.bed
                .bean(CarrierInbox.class)
                .receive(
                        call,
                        List.of(
                                new CarrierEvent(
                                        "ended",
                                        "CA1",
                                        null,
                                        new CarrierEvent.Ended(
                                                true,
                                                CallResult.HUMAN,
                                                "hung_up_by_person",
                                                Duration.ofSeconds(3),
                                                List.of(),
                                                false,
                                                null))));
        sweepFor(Duration.ofSeconds(30));

        assertThat(OPEN.bed.call(call, "state || ' ' || end_seen")).isEqualTo("in_progress true");
    }

    /** Every half minute, the last one then. */
    private static void sweepFor(Duration time) {
        for (long sweep = 1; sweep <= time.dividedBy(Duration.ofSeconds(30)); sweep++) {
            OPEN.pass(Duration.ofSeconds(30));
            SWEEPER.sweep();
        }
    }

    private static String state(CallId call) {
        return OPEN.bed.call(call, "state || ' ' || result || ' ' || cause");
    }

    private static double counted(Reconciled what) {
        return OPEN.bed
                .bean(MeterRegistry.class)
                .counter("carillon.reconciled", "case", what.wire())
                .count();
    }
}
