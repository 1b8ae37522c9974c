package io.carillon.activities.call;

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

    // From the contract: without news the carrier is asked 60 s after the maximum duration.
    private static final Duration PAST_MAXIMUM = Duration.ofSeconds(60);

    // Callbacks take real time at any speed.
    private static final Duration ON_THE_WAY = Duration.ofSeconds(3);

    // A workflow ends a call long before; this is for calls whose workflow cannot.
    private static final Duration GIVE_UP = Duration.ofMinutes(5);

    private final String publicUrl;
    private final double simulatorSpeed;

    CallPlans(String publicUrl, double simulatorSpeed) {
        this.publicUrl = publicUrl;
        this.simulatorSpeed = simulatorSpeed;
    }

    CallPlan plan(Gate.Permit permit, FlowOutline outline, CompiledFlow.Rendered first) {
        CampaignSettings settings = permit.settings();
        return new CallPlan(
                outline,
                first.performed(),
                settings.machines(),
                limit(permit, settings.ringTimeout().plus(SET_UP)),
                limit(permit, settings.maxCallDuration().plus(PAST_MAXIMUM)));
    }

    Duration patience(CallPlan plan) {
        return plan.answerLimit().plus(plan.callLimit()).plus(GIVE_UP);
    }

    String callbackUrl(Gate.Permit permit) {
        return publicUrl
                + "/callbacks/"
                + permit.account().carrier()
                + "/"
                + permit.callbackToken();
    }

    private Duration limit(Gate.Permit permit, Duration limit) {
        return permit.account().carrier().equals(SIMULATOR)
                ? Duration.ofMillis((long) (limit.toMillis() / simulatorSpeed)).plus(ON_THE_WAY)
                : limit;
    }
}
