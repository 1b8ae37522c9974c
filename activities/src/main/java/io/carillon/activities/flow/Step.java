package io.carillon.activities.flow;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One step: its effects happen when it is reached, then it is spoken, then it decides what follows.
 *
 * @param voice null: the flow's
 * @param language null: the flow's
 * @param maxVisits how often it may be begun in one call; null: once is all there can be
 */
record Step(
        String name,
        Effects effects,
        List<Speech> speech,
        Decision decision,
        @Nullable String voice,
        @Nullable String language,
        @Nullable Integer maxVisits) {
    Step {
        speech = List.copyOf(speech);
    }

    /**
     * What changes when the step is reached.
     *
     * @param optOut the number is never to be called again
     * @param goal reached with this step; null: none
     * @param set variables and their texts, with placeholders
     */
    record Effects(boolean optOut, @Nullable String goal, Map<String, String> set) {
        boolean any() {
            return optOut || goal != null || !set.isEmpty();
        }
    }

    String pointer() {
        return "/steps" + FlowProblem.segment(name);
    }

    Step with(List<Speech> otherSpeech, Decision otherDecision) {
        return new Step(name, effects, otherSpeech, otherDecision, voice, language, maxVisits);
    }
}
