package io.carillon.activities.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a checked flow ready to be spoken. */
final class FlowCompiler {
    /** Cannot be part of a name in a document, so no written step is hidden by a made one. */
    private static final String BRANCH_OF = ":branch";

    private FlowCompiler() {}

    static CompiledFlow compile(Flow flow) {
        Map<String, Step> steps = new LinkedHashMap<>();
        flow.steps().values().forEach(step -> add(steps, step));
        return new CompiledSteps(
                new Flow(flow.name(), flow.start(), flow.voice(), flow.language(), steps));
    }

    /**
     * A step that speaks and then branches becomes two: once speech has begun a script stops before
     * a branch, and the workflow must be able to name what follows.
     */
    private static void add(Map<String, Step> steps, Step step) {
        if (!(step.decision() instanceof Decision.Branch branch) || step.speech().isEmpty()) {
            steps.put(step.name(), step);
            return;
        }
        String second = step.name() + BRANCH_OF;
        steps.put(step.name(), step.with(step.speech(), new Decision.Next(second)));
        steps.put(second, new Step(second, Step.Effects.NONE, List.of(), branch, null, null, null));
    }
}
