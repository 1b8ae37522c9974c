package io.carillon.dev.standin;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a test turns while the stand-in runs: {@code GET} and {@code PUT /_standin/<name>}. No real
 * carrier has such paths, so a driver that asks for one is found out.
 */
public final class Knobs {
    public static final String ROOT = "/_standin/";

    private record Knob(Supplier<?> reads, @Nullable Consumer<JsonNode> turns) {}

    private final Map<String, Knob> knobs = new LinkedHashMap<>();

    /** A figure that can be read. */
    public Knobs shows(String name, Supplier<?> reads) {
        knobs.put(name, new Knob(reads, null));
        return this;
    }

    /** A setting: what is put replaces it whole. */
    public <T> Knobs turns(String name, Class<T> type, Supplier<T> reads, Consumer<T> sets) {
        knobs.put(name, new Knob(reads, json -> sets.accept(Json.MAPPER.treeToValue(json, type))));
        return this;
    }

    public Answer answer(Request request) {
        Knob knob = knobs.get(request.path().substring(ROOT.length()));
        if (knob == null) {
            return Answer.json(404, Map.of("message", "no such setting", "known", knobs.keySet()));
        }
        if (request.method().equals("PUT") && knob.turns() != null) {
            return put(knob.turns(), request, knob);
        }
        return request.method().equals("GET")
                ? Answer.json(200, knob.reads().get())
                : Answer.json(405, Map.of("message", "this can only be read"));
    }

    private static Answer put(Consumer<JsonNode> turns, Request request, Knob knob) {
        try {
            turns.accept(Json.MAPPER.readTree(request.body()));
        } catch (JacksonException | IllegalArgumentException e) {
            return Answer.json(400, Map.of("message", String.valueOf(e.getMessage())));
        }
        return Answer.json(200, knob.reads().get());
    }
}
