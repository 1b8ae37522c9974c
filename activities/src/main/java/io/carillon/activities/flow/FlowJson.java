package io.carillon.activities.flow;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Flow documents as trees; the order of members is kept. */
final class FlowJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private FlowJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode read(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    static String write(ObjectNode flow) {
        return MAPPER.writeValueAsString(flow);
    }
}
