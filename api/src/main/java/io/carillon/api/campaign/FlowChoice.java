package io.carillon.api.campaign;

import io.carillon.activities.flow.AcceptedFlow;
import io.carillon.activities.flow.FlowRefused;
import io.carillon.activities.flow.FlowStore;
import io.carillon.activities.flow.StoredFlow;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/** Which flow version a campaign pins: one by id, or one written inside the campaign. */
@Component
class FlowChoice {
    private final FlowStore flows;

    FlowChoice(FlowStore flows) {
        this.flows = flows;
    }

    /** One of the two; neither when something was refused. */
    record Chosen(@Nullable FlowVersionId pinned, @Nullable AcceptedFlow inline) {}

    Chosen choose(JsonReader json, OrganizationId organization) {
        JsonNode inline = json.raw("flow");
        String id = json.text("flow_id", 100);
        Integer version = json.integer("flow_version", 1, Integer.MAX_VALUE);
        if (inline != null && id != null) {
            json.refuse("flow", "FLOW_TWICE", "is given beside flow_id");
        } else if (inline != null) {
            return accept(json, organization, inline);
        } else if (id == null) {
            if (json.raw("flow_id") == null) {
                json.refuse("flow_id", "REQUIRED", "or flow is required");
            }
        } else {
            Optional<FlowVersionId> found = find(organization, id, version);
            if (found.isEmpty()) {
                json.refuse(
                        version == null ? "flow_id" : "flow_version",
                        "FLOW_UNKNOWN",
                        "names no flow of yours");
            }
            return new Chosen(found.orElse(null), null);
        }
        return new Chosen(null, null);
    }

    /** The version to pin; an inline flow becomes one now. */
    FlowVersionId store(Chosen chosen, OrganizationId organization) {
        if (chosen.pinned() != null) {
            return chosen.pinned();
        }
        if (chosen.inline() == null) {
            throw new IllegalStateException("a campaign without a flow was not refused");
        }
        return flows.create(organization, chosen.inline(), true).versionId();
    }

    private Chosen accept(JsonReader json, OrganizationId organization, JsonNode inline) {
        try {
            return new Chosen(null, flows.accept(organization, inline));
        } catch (FlowRefused refused) {
            refused.problems()
                    .forEach(
                            problem ->
                                    json.find(
                                            "flow",
                                            problem.pointer(),
                                            problem.code(),
                                            problem.message(),
                                            problem.malformed()));
            return new Chosen(null, null);
        }
    }

    private Optional<FlowVersionId> find(
            OrganizationId organization, String id, @Nullable Integer version) {
        try {
            return flows.find(organization, FlowId.parse(id), version).map(StoredFlow::versionId);
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
