package io.carillon.activities.call;

import io.carillon.workflows.call.CallPlan;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.flow.FlowOutline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A plan for tests that never speak. */
final class PlanOf {
    private PlanOf() {}

    static DialedWith permit(Gate.Permit permit) {
        return new DialedWith(
                new CallPlan(
                        new FlowOutline("hello", Map.of(), Map.of()),
                        new Performed(0, List.of("hello"), Performed.Awaits.END),
                        permit.settings().machines(),
                        Duration.ofSeconds(50),
                        Duration.ofMinutes(11)),
                new StepEffects(List.of(), false, Map.of(), null),
                null,
                "US",
                List.of("US"),
                Map.of());
    }
}
