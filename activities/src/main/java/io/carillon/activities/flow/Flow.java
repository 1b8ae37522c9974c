package io.carillon.activities.flow;

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
}
