package io.carillon.activities.flow;

import tools.jackson.databind.node.ObjectNode;

/**
 * A flow without problems, its audio fetched; ready to be stored. Made by {@link FlowStore} only.
 */
public final class AcceptedFlow {
    private final String name;
    private final ObjectNode definition;

    AcceptedFlow(String name, ObjectNode definition) {
        this.name = name;
        this.definition = definition;
    }

    String name() {
        return name;
    }

    ObjectNode definition() {
        return definition;
    }
}
