package io.carillon.activities.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as everyone outside sees it: webhooks, lists and streams. This is the only place that
 * builds it, so it is the same everywhere.
 *
 * @param id {@code evt_…}, the same at every endpoint
 * @param type as in {@code call.completed}
 * @param timestamp RFC 3339, UTC: when what it reports happened
 * @param organizationId {@code org_…}
 * @param subjectId {@code call_…}, {@code lead_…}, {@code imp_…}, {@code camp_…} or {@code whe_…}
 * @param sequence counts the subject's events from 1, without gaps
 * @param data depends on the type
 */
@JsonPropertyOrder({"id", "type", "timestamp", "organization_id", "subject_id", "sequence", "data"})
public record EventBody(
        @JsonProperty("id") String id,
        @JsonProperty("type") String type,
        @JsonProperty("timestamp") String timestamp,
        @JsonProperty("organization_id") String organizationId,
        @JsonProperty("subject_id") String subjectId,
        @JsonProperty("sequence") int sequence,
        @JsonProperty("data") JsonNode data) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static EventBody of(StoredEvent event) {
        return new EventBody(
                event.id().toString(),
                event.type(),
                event.at().toString(),
                event.organization().toString(),
                event.subject(),
                event.sequence(),
                JSON.readTree(event.data()));
    }

    /** One line of JSON; the same text each time it is asked for. */
    public String json() {
        return JSON.writeValueAsString(this);
    }
}
