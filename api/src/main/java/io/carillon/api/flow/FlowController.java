package io.carillon.api.flow;

import io.carillon.activities.flow.AcceptedFlow;
import io.carillon.activities.flow.FlowRefused;
import io.carillon.activities.flow.FlowStore;
import io.carillon.activities.flow.StoredFlow;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flows: what happens after answer. */
@RestController
@RequestMapping("/api/v1/flows")
public final class FlowController {
    private final FlowStore flows;

    public FlowController(FlowStore flows) {
        this.flows = flows;
    }

    /** Checks a flow and stores it as version 1. */
    @PostMapping
    @Scope("flows:write")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> create(OrganizationId organization, @RequestBody JsonNode flow) {
        AcceptedFlow accepted = accept(organization, flow, true);
        return shown(flows.create(organization, accepted, false));
    }

    /** Checks a flow without storing it: 200 when it would be taken, else why not. */
    @PostMapping("/validate")
    @Scope({"flows:write", "flows:read"})
    Map<String, Object> validate(OrganizationId organization, @RequestBody JsonNode flow) {
        accept(organization, flow, false);
        return Map.of("valid", true, "errors", List.of());
    }

    /** Newest first, in their latest versions. */
    @GetMapping
    @Scope("flows:read")
    Page<Map<String, @Nullable Object>> list(OrganizationId organization, Paging paging) {
        var after = paging.afterId();
        List<StoredFlow> rows =
                flows.list(organization, after == null ? null : new FlowId(after), paging.fetch());
        return Page.of(rows, paging, row -> row.id().value()).map(FlowController::shown);
    }

    /** One version of a flow, by default the latest. */
    @GetMapping("/{id}")
    @Scope("flows:read")
    Map<String, @Nullable Object> get(
            OrganizationId organization,
            @PathVariable FlowId id,
            @RequestParam(required = false) @Nullable Integer version) {
        return flows.find(organization, id, version)
                .map(FlowController::shown)
                .orElseThrow(() -> ApiProblem.notFound("flow"));
    }

    /** Checks a flow and stores it as the next version; campaigns keep the one they pinned. */
    @PostMapping("/{id}/versions")
    @Scope("flows:write")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> addVersion(
            OrganizationId organization, @PathVariable FlowId id, @RequestBody JsonNode flow) {
        if (flows.latest(organization, id).isEmpty()) {
            throw ApiProblem.notFound("flow");
        }
        AcceptedFlow accepted = accept(organization, flow, false);
        return flows.addVersion(organization, id, accepted)
                .map(FlowController::shown)
                .orElseThrow(() -> ApiProblem.notFound("flow"));
    }

    private AcceptedFlow accept(OrganizationId organization, JsonNode flow, boolean named) {
        AcceptedFlow accepted;
        try {
            accepted = flows.accept(organization, flow);
        } catch (FlowRefused refused) {
            throw FlowProblems.of(refused, "");
        }
        if (named && !flow.hasNonNull("name")) {
            throw ApiProblem.invalid("/name", "REQUIRED", "a stored flow needs a name");
        }
        return accepted;
    }

    /** The flow as it was written, with what we know of it in front. */
    static Map<String, @Nullable Object> shown(StoredFlow flow) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", flow.id());
        shown.put("version", flow.version());
        shown.put("version_id", flow.versionId());
        shown.put("created_at", flow.createdAt());
        shown.put("name", flow.name());
        flow.definition()
                .properties()
                .forEach(member -> shown.putIfAbsent(member.getKey(), member.getValue()));
        return shown;
    }
}
