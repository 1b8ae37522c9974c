package io.carillon.activities.flow;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
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
     * @param callBack null: none is promised
     */
    record Effects(
            boolean optOut,
            @Nullable String goal,
            Map<String, String> set,
            @Nullable CallBack callBack) {
        static final Effects NONE = new Effects(false, null, Map.of(), null);

        boolean any() {
            return optOut || goal != null || !set.isEmpty() || callBack != null;
        }
    }

    /**
     * A call at a later time.
     *
     * @param when as {@link CallBackTime} reads it once variables are filled in
     * @param onFailed what is said cannot be read: nothing is promised, the step says nothing and
     *     this one follows; null: the next
     */
    record CallBack(String when, @Nullable String onFailed) {}

    /** Steps it can lead to, by the member that names them. */
    Map<String, String> targets() {
        CallBack callBack = effects.callBack();
        if (callBack == null || callBack.onFailed() == null) {
            return decision.targets();
        }
        Map<String, String> targets = new LinkedHashMap<>(decision.targets());
        targets.put("on_failed", callBack.onFailed());
        return targets;
    }

    String pointer() {
        return "/steps" + FlowProblem.segment(name);
    }

    Step with(List<Speech> otherSpeech, Decision otherDecision) {
        return new Step(name, effects, otherSpeech, otherDecision, voice, language, maxVisits);
    }
}
