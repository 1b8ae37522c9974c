package io.carillon.workflows.flow;

import java.util.Map;

/**
 * A flow as a workflow knows it: which step follows which branch. No texts, no variables.
 *
 * @param start name of the first step
 * @param next per step: branch key to step name. Keys are those of {@code on}, and {@code
 *     no_input}, {@code other}, {@code done}, {@code failed}; a missing key ends the call
 * @param maxVisits per step that may repeat: how often it may be begun
 */
public record FlowOutline(
        String start, Map<String, Map<String, String>> next, Map<String, Integer> maxVisits) {
    public FlowOutline {
        next = Map.copyOf(next);
        maxVisits = Map.copyOf(maxVisits);
    }
}
