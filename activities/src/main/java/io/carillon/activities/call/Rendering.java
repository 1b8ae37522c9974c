package io.carillon.activities.call;

import io.carillon.activities.carrier.Script;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.flow.Branch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A flow's next script, with the check that only the moment allows: whoever may not be called is
 * not put through either, and the flow goes on as after a transfer that failed.
 */
final class Rendering {
    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);

    // Of transfers in a row that are not allowed; flows are checked for loops when saved.
    private static final int REFUSALS = 10;

    private final TransferRules transfers;

    Rendering(TransferRules transfers) {
        this.transfers = transfers;
    }

    CompiledFlow.Rendered render(
            CompiledFlow flow,
            String step,
            int sequence,
            Map<String, String> variables,
            Map<String, Integer> visits,
            TransferRules.Scope scope) {
        String from = step;
        var before = new Walked(variables);
        for (int refusal = 0; refusal < REFUSALS; refusal++) {
            CompiledFlow.Rendered rendered = flow.render(from, sequence, before.variables, visits);
            List<Script.Verb> verbs = rendered.script().verbs();
            if (verbs.isEmpty() || !(verbs.getLast() instanceof Script.Transfer transfer)) {
                return before.and(rendered);
            }
            var refused = transfers.refusal(scope, transfer.to());
            if (refused.isEmpty()) {
                return before.and(rendered);
            }
            before.walk(rendered);
            LOG.atInfo()
                    .addKeyValue("step", transfer.step())
                    .addKeyValue("reason", refused.get())
                    .log("transfer.not_allowed");
            String next =
                    flow.outline()
                            .next()
                            .getOrDefault(rendered.performed().steps().getLast(), Map.of())
                            .get(Branch.FAILED);
            if (next == null) {
                return before.and(hangUp(transfer.step(), sequence));
            }
            from = next;
        }
        return before.and(hangUp(from, sequence));
    }

    /**
     * Steps up to transfers that were not allowed: their effects hold, their speech is left out.
     */
    private static final class Walked {
        private final List<String> steps = new ArrayList<>();
        private final List<String> goals = new ArrayList<>();
        private final Map<String, String> set = new LinkedHashMap<>();
        private final Map<String, String> variables;
        private boolean optsOut;
        private @Nullable String callBack;

        Walked(Map<String, String> variables) {
            this.variables = new LinkedHashMap<>(variables);
        }

        void walk(CompiledFlow.Rendered rendered) {
            steps.addAll(rendered.performed().steps());
            goals.addAll(rendered.goals());
            set.putAll(rendered.set());
            variables.putAll(rendered.set());
            optsOut |= rendered.optsOut();
            callBack = rendered.callBack() == null ? callBack : rendered.callBack();
        }

        CompiledFlow.Rendered and(CompiledFlow.Rendered rendered) {
            if (steps.isEmpty()) {
                return rendered;
            }
            walk(rendered);
            Performed last = rendered.performed();
            return new CompiledFlow.Rendered(
                    rendered.script(),
                    new Performed(last.sequence(), steps, last.awaits()),
                    List.copyOf(goals),
                    optsOut,
                    Map.copyOf(set),
                    callBack);
        }
    }

    private static CompiledFlow.Rendered hangUp(String step, int sequence) {
        return new CompiledFlow.Rendered(
                new Script(sequence, List.of(new Script.HangUp(step))),
                new Performed(sequence, List.of(step), Performed.Awaits.END),
                List.of(),
                false,
                Map.of(),
                null);
    }
}
