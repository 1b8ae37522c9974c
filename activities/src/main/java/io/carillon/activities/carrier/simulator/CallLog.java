package io.carillon.activities.carrier.simulator;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The log of dial requests: the truth of which phones rang. */
final class CallLog {
    private CallLog() {}

    /**
     * @param rang false when the request was turned away or the network refused the number
     */
    static byte[] line(Instant at, PlaceCall request, boolean rang) {
        return line(at, request.to(), request.from(), request.reference(), rang);
    }

    /** A request that could not be read: what could be, else empty. */
    static byte[] unreadable(Instant at, JsonNode request) {
        return line(
                at,
                request.path("to").asString(""),
                request.path("from").asString(""),
                request.path("reference").asString(""),
                false);
    }

    private static byte[] line(Instant at, String to, String from, String reference, boolean rang) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", at);
        line.put("to", to);
        line.put("from", from);
        line.put("reference", reference);
        line.put("rang", rang);
        return SimulatorJson.bytes(line);
    }
}
