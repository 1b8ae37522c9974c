package io.carillon.activities.call;

import io.carillon.activities.flow.CompiledFlow;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What walking some steps changes, apart from speech.
 *
 * @param goals reached, in order
 * @param optsOut the person asked never to be called again
 * @param set variables
 * @param callBack when another call was promised; null: it was not
 */
public record StepEffects(
        List<String> goals, boolean optsOut, Map<String, String> set, @Nullable String callBack) {
    /** It changes nothing. */
    static final StepEffects NONE = new StepEffects(List.of(), false, Map.of(), null);

    public StepEffects {
        goals = List.copyOf(goals);
        set = Map.copyOf(set);
    }

    static StepEffects of(CompiledFlow.Rendered rendered) {
        return new StepEffects(
                rendered.goals(), rendered.optsOut(), rendered.set(), rendered.callBack());
    }

    public boolean none() {
        return goals.isEmpty() && !optsOut && set.isEmpty() && callBack == null;
    }
}
