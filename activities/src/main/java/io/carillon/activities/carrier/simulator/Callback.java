package io.carillon.activities.carrier.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the carrier tells about a call.
 *
 * @param sequence counts the callbacks of one call from 1; names it for good
 * @param kind ringing, answered, verdict, gathered, script_ended, transferred, recorded, ended
 * @param facts members that belong to the kind
 */
record Callback(
        String callId,
        String reference,
        int sequence,
        Instant at,
        String kind,
        Map<String, Object> facts) {
    /** The same whenever this callback is repeated, also by a restarted carrier. */
    String id() {
        return callId + "-" + sequence;
    }

    byte[] body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id());
        body.put("call_id", callId);
        body.put("reference", reference);
        body.put("sequence", sequence);
        body.put("at", at);
        body.put("kind", kind);
        body.putAll(facts);
        return SimulatorJson.bytes(body);
    }
}
