package io.carillon.activities.flow;

import io.carillon.activities.voice.Voices;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A flow as it was written, defaults filled in.
 *
 * @param name null: it was not given one
 * @param voice for steps without their own
 * @param language BCP 47, of steps without their own
 * @param steps by name, in the order of the document
 */
record Flow(
        @Nullable String name,
        String start,
        String voice,
        String language,
        Map<String, Step> steps) {
    Flow {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** What a step is spoken with. */
    String voiceOf(Step step) {
        if (step.voice() != null) {
            return step.voice();
        }
        boolean otherLanguage =
                step.language() != null && !step.language().equalsIgnoreCase(language);
        return otherLanguage && step.language() != null
                ? Voices.forLanguage(step.language())
                : voice;
    }

    String languageOf(Step step) {
        if (step.language() != null) {
            return step.language();
        }
        return step.voice() == null ? language : Voices.languageOf(step.voice());
    }
}
