package io.carillon.activities.call;

import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.workflows.call.CallPlan;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.flow.FlowOutline;

import java.time.Duration;

/**
 * What a permit means for the workflow. The simulator's speed divides its waits, as it divides the
 * simulator's own.
 */
final class CallPlans {
    private static final String SIMULATOR = "simulator";

    // Carriers count the ring from when the far end is reached; setting up takes seconds.
    private static final Duration SET_UP = Duration.ofSeconds(20);

    // Where nobody else ends the ringing, it is the ring timeout that should hold.
    private static final Duration SET_UP_LEAST = Duration.ofSeconds(3);

    // From the contract: without news the carrier is asked 60 s after the maximum duration.
    private static final Duration PAST_MAXIMUM = Duration.ofSeconds(60);

    // A second for the hang-up, and six that are billed once they have begun (Ilyost docs, "6/6").
    private static final Duration HANG_UP_TAKES = Duration.ofSeconds(7);

    // Callbacks take real time at any speed.
    private static final Duration ON_THE_WAY = Duration.ofSeconds(3);

    // A call's own workflow asks the carrier first, and a hang-up takes it some ten seconds. Who
    // sweeps for those that cannot comes within another half minute, and has two minutes in all.
    private static final Duration WORKFLOW_FIRST = Duration.ofSeconds(30);

    private final CallbackAddresses addresses;
    private final CarrierDrivers drivers;
    private final double simulatorSpeed;

    CallPlans(CallbackAddresses addresses, CarrierDrivers drivers, double simulatorSpeed) {
        this.addresses = addresses;
        this.drivers = drivers;
        this.simulatorSpeed = simulatorSpeed;
    }

    /** Who ends no call in time is told to when its time is over, not asked a minute later. */
    CallPlan plan(Gate.Permit permit, FlowOutline outline, CompiledFlow.Rendered first) {
        CampaignSettings settings = permit.settings();
        boolean ends =
                drivers.driver(permit.account().carrier())
                        .capabilities()
                        .features()
                        .contains(Feature.TIME_LIMITS);
        return new CallPlan(
                outline,
                first.performed(),
                settings.machines(),
                limit(permit, settings.ringTimeout().plus(ends ? SET_UP : SET_UP_LEAST)),
                limit(permit, talk(settings.maxCallDuration(), ends)));
    }

    /** What is asked for is not passed, since so much was reserved of the day's money. */
    private static Duration talk(Duration most, boolean ends) {
        if (ends) {
            return most.plus(PAST_MAXIMUM);
        }
        Duration half = most.dividedBy(2);
        return most.minus(half.compareTo(HANG_UP_TAKES) < 0 ? half : HANG_UP_TAKES);
    }

    /**
     * How long nobody but the workflow asks the carrier.
     *
     * @param ring from the dial, while no answer is known
     * @param talk from the answer
     */
    record Patience(Duration ring, Duration talk) {}

    Patience patience(CallPlan plan) {
        return new Patience(
                plan.answerLimit().plus(WORKFLOW_FIRST), plan.callLimit().plus(WORKFLOW_FIRST));
    }

    String callbackUrl(Gate.Permit permit) {
        return addresses.of(
                permit.account().carrier(),
                permit.callbackToken(),
                permit.call(),
                permit.account().id());
    }

    private Duration limit(Gate.Permit permit, Duration limit) {
        return permit.account().carrier().equals(SIMULATOR)
                ? Duration.ofMillis((long) (limit.toMillis() / simulatorSpeed)).plus(ON_THE_WAY)
                : limit;
    }
}
