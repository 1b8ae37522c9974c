package io.carillon.activities.upkeep;

import io.carillon.activities.call.CallBed;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.activities.temporal.WorkflowStarter.RunState;
import io.carillon.activities.testing.MovedTime;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallVerdict;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls as crashes, carriers and operators leave them, by a clock that is moved. The simulator's
 * speed is 10: the ring may last 8 s, a conversation 69 s.
 */
final class LeftOpen implements AutoCloseable {
    static final Duration RING = Duration.ofSeconds(8);
    static final Duration TALK = Duration.ofSeconds(69);

    final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    final CallBed bed;
    final CallActivities calls;
    private final CarrierInbox inbox;

    LeftOpen() {
        TestDatabase database = TestDatabase.open();
        bed = new CallBed(database, new MovedTime(database.transactions(), ahead::get));
        calls = bed.bean(CallActivities.class);
        inbox = bed.bean(CarrierInbox.class);
    }

    void pass(Duration time) {
        ahead.accumulateAndGet(time, Duration::plus);
    }

    /** Nothing is open. */
    void calm() {
        bed.calm();
        bed.database()
                .asSuperuser(
                        """
                        UPDATE campaigns SET status = 'completed';
                        UPDATE leads SET status = 'done', outcome = 'failed', done_at = carillon_now();
                        DELETE FROM deliveries;
                        """);
        bed.database()
                .asSuperuser(
                        "UPDATE campaigns SET status = 'active' WHERE id = '%s'"
                                .formatted(bed.campaign.campaign().value()));
        runs(bed.campaign.campaign().toString(), RunState.RUNNING);
    }

    void runs(String workflow, RunState state) {
        bed.workflows.states.put(workflow, state);
    }

    /** Its workflow runs, and does nothing. */
    CallId dialed() {
        return dialed(bed.claimed());
    }

    private CallId dialed(CallId call) {
        runs(call.toString(), RunState.RUNNING);
        calls.dial(call);
        return call;
    }

    /** The carrier may talk for twelve minutes, at this speed. */
    CallId dialedForLong() {
        CampaignStart patient =
                bed.rows.campaign("active", Rows.settings("{\"maxCallDuration\":\"PT2H\"}"));
        runs(patient.campaign().toString(), RunState.RUNNING);
        return dialed(bed.claimed(patient));
    }

    CallId ambiguous() {
        bed.driver.answer = request -> new DialAnswer.Ambiguous("timeout");
        return dialed();
    }

    CallId answered(CallId call) {
        inbox.receive(
                call,
                List.of(new CarrierEvent("answered", "CA1", null, new CarrierEvent.Answered())));
        awaitTold(call);
        return call;
    }

    /** A callback that nobody could be told of. */
    CallId untold() {
        CallId call = dialed();
        bed.workflows.running = false;
        inbox.receive(
                call,
                List.of(new CarrierEvent("answered", "CA1", null, new CarrierEvent.Answered())));
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!bed.workflows.untaken.contains(call) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        bed.workflows.running = true;
        return call;
    }

    boolean told(CallId call) {
        awaitTold(call);
        return bed.workflows.toldTo(call).contains(new CarrierNews.Answered());
    }

    /** Telling is on threads of its own. */
    private void awaitTold(CallId call) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (untoldNews(call) > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private long untoldNews(CallId call) {
        return bed.rows.value(
                Long.class,
                "SELECT count(*) FROM carrier_news WHERE told_at IS NULL AND call_id = :id",
                call.value());
    }

    CallId claimWhoseWorkflowIs(RunState state) {
        CallId call = bed.claimed();
        runs(call.toString(), state);
        return call;
    }

    /** Somebody talks, for longer than anybody waits here. */
    CallId talkingAndItsWorkflowIs(RunState state) {
        CallId call = answered(dialedForLong());
        runs(call.toString(), state);
        return call;
    }

    /** Its call is over, and its lead was forgotten. */
    CallId orphan() {
        CallId call = dialed();
        bed.set(
                call,
                "state = 'failed', result = 'busy', ended_at = carillon_now(), dialed_at = carillon_now()");
        return call;
    }

    /** Over by our row, and on the line by the carrier. */
    CallId endedTooSoon() {
        CallId call = dialed();
        bed.driver.listed = List.of(call.toString());
        calls.conclude(call, CallVerdict.givenUp(calls.lookUp(call)));
        return call;
    }

    /** From a backup of before its dial. */
    CallId claimedAndOnTheLine() {
        dialed();
        CallId call = bed.claimed();
        runs(call.toString(), RunState.RUNNING);
        bed.driver.listed = List.of(call.toString());
        return call;
    }

    /** What a new run of the workflow of a dialed call does. */
    void run(CallId call) {
        if (calls.dial(call) instanceof DialOutcome.AlreadyDialed) {
            calls.hangUp(call);
            pass(Duration.ofSeconds(10));
            bed.driver.found = new LookUp.Ended(false, null, "hung_up_by_us");
            calls.conclude(call, CallVerdict.givenUp(calls.lookUp(call)));
        }
    }

    boolean over(CallId call) {
        return !Map.of("claimed", 1, "dialing", 1, "ringing", 1, "in_progress", 1)
                .containsKey(bed.call(call, "state"));
    }

    @Override
    public void close() {
        bed.close();
    }
}
