package io.carillon.activities.call;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.lead.WaitingFor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what the gate turns away, in {@code carillon.gate.refusals}, and dials that certainly did
 * not leave, in {@code carillon.dials.taken.back}; both by {@code rule}.
 */
final class MeteredGate implements Gate {
    private static final String REFUSALS = "carillon.gate.refusals";
    private static final String TAKEN_BACK = "carillon.dials.taken.back";

    private final Gate gate;
    private final MeterRegistry meters;

    MeteredGate(Gate gate, MeterRegistry meters) {
        this.gate = gate;
        this.meters = meters;
        // What leads may wait for is there from the first scrape, so that its first time is a rise.
        for (WaitingFor rule : WaitingFor.values()) {
            refusals(rule.wire());
            takenBack(rule.wire());
        }
    }

    @Override
    public Answer pass(CallId call, Duration patience) {
        return counted(gate.pass(call, patience));
    }

    @Override
    public Answer again(CallId call) {
        return counted(gate.again(call));
    }

    @Override
    public void takeBack(CallId call, String rule, Duration wait) {
        gate.takeBack(call, rule, wait);
        takenBack(rule).increment();
    }

    @Override
    public Permit readAgain(Permit permit) {
        return gate.readAgain(permit);
    }

    @Override
    public Optional<CampaignId> waits(CallId call, Set<CampaignId> campaigns) {
        return gate.waits(call, campaigns);
    }

    private Answer counted(Answer answer) {
        if (answer instanceof Answer.Closed(String rule)) {
            refusals(rule).increment();
        }
        return answer;
    }

    private Counter refusals(String rule) {
        return Counter.builder(REFUSALS)
                .description("Claims the gate turned away")
                .tag("rule", rule)
                .register(meters);
    }

    private Counter takenBack(String rule) {
        return Counter.builder(TAKEN_BACK)
                .description("Dials that certainly did not leave")
                .tag("rule", rule)
                .register(meters);
    }
}
