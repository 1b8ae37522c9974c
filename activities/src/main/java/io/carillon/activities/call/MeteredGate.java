package io.carillon.activities.call;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.micrometer.core.instrument.MeterRegistry;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Counts what the gate turns away, in {@code carillon.gate.refusals} by {@code rule}. */
final class MeteredGate implements Gate {
    private static final String NAME = "carillon.gate.refusals";

    private final Gate gate;
    private final MeterRegistry meters;

    MeteredGate(Gate gate, MeterRegistry meters) {
        this.gate = gate;
        this.meters = meters;
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
            meters.counter(NAME, "rule", rule).increment();
        }
        return answer;
    }
}
