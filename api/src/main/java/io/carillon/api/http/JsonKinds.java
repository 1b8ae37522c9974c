package io.carillon.api.http;

import tools.jackson.databind.JsonNode;

/** Names the kinds of JSON values for people. */
final class JsonKinds {
    private JsonKinds() {}

    static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NULL, MISSING -> "null";
            case BINARY, POJO -> "something else";
        };
    }
}
