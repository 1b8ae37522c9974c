package io.carillon.activities.flow;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/** Which keys of a gather ask never to be called again. */
final class OptOuts {
    private OptOuts() {}

    /** Whether the step, or one it goes on to without asking anything, opts the number out. */
    static boolean leadsTo(Flow flow, @Nullable String first) {
        Set<String> seen = new HashSet<>();
        @Nullable String name = first;
        while (name != null && seen.add(name)) {
            Step step = flow.steps().get(name);
            if (step == null) {
                return false;
            }
            if (step.effects().optOut()) {
                return true;
            }
            name = step.decision() instanceof Decision.Next next ? next.next() : null;
        }
        return false;
    }
}
