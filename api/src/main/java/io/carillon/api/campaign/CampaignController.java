package io.carillon.api.campaign;

import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.campaign.CampaignStore;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;

/** {@code /campaigns} and their switches. */
@RestController
@RequestMapping("/api/v1/campaigns")
@Scope("campaigns:write")
class CampaignController {
    private static final int REASON_MAX = 500;

    private final Campaigns campaigns;
    private final CampaignStore store;
    private final CampaignControl control;

    CampaignController(Campaigns campaigns, CampaignStore store, CampaignControl control) {
        this.campaigns = campaigns;
        this.store = store;
        this.control = control;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ObjectNode create(@RequestBody JsonNode body, Caller caller) {
        return CampaignJson.show(campaigns.create(caller, body));
    }

    @GetMapping
    @Scope("campaigns:read")
    Page<ObjectNode> list(
            OrganizationId organization,
            Paging paging,
            @RequestParam(required = false) @Nullable String status) {
        return Page.of(
                        store.list(organization, status(status), paging.afterId(), paging.fetch()),
                        paging,
                        campaign -> campaign.id().value())
                .map(CampaignJson::show);
    }

    @GetMapping("/{id}")
    @Scope("campaigns:read")
    ObjectNode get(@PathVariable CampaignId id, OrganizationId organization) {
        return CampaignJson.show(campaigns.find(organization, id));
    }

    @PatchMapping("/{id}")
    ObjectNode edit(@PathVariable CampaignId id, @RequestBody JsonNode body, Caller caller) {
        return CampaignJson.show(campaigns.edit(caller, id, body));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable CampaignId id, Caller caller) {
        campaigns.delete(caller, id);
    }

    @PostMapping("/{id}/start")
    ObjectNode start(
            @PathVariable CampaignId id,
            @RequestBody(required = false) @Nullable JsonNode body,
            Caller caller) {
        read(body, false);
        return change(caller, id, "campaign.started", control::start);
    }

    /** Answers when no further dial request will leave. */
    @PostMapping("/{id}/pause")
    ObjectNode pause(
            @PathVariable CampaignId id,
            @RequestBody(required = false) @Nullable JsonNode body,
            Caller caller) {
        String reason = read(body, false).reason();
        return change(
                caller, id, "campaign.paused", (owner, each) -> control.pause(owner, each, reason));
    }

    @PostMapping("/{id}/resume")
    ObjectNode resume(
            @PathVariable CampaignId id,
            @RequestBody(required = false) @Nullable JsonNode body,
            Caller caller) {
        read(body, false);
        return change(caller, id, "campaign.resumed", control::resume);
    }

    /** Answers when no further dial request will leave; {@code hang_up} ends live calls too. */
    @PostMapping("/{id}/stop")
    ObjectNode stop(
            @PathVariable CampaignId id,
            @RequestBody(required = false) @Nullable JsonNode body,
            Caller caller) {
        Wanted wanted = read(body, true);
        return change(
                caller,
                id,
                "campaign.stopped",
                (owner, each) -> control.stop(owner, each, wanted.reason(), wanted.hangUp()));
    }

    private ObjectNode change(
            Caller caller,
            CampaignId id,
            String action,
            BiConsumer<OrganizationId, CampaignId> change) {
        return CampaignJson.show(
                campaigns.change(
                        caller, id, action, () -> change.accept(caller.organization(), id)));
    }

    private record Wanted(String reason, boolean hangUp) {}

    private static Wanted read(@Nullable JsonNode body, boolean mayHangUp) {
        if (body == null) {
            return new Wanted("asked for by the user", false);
        }
        JsonReader json = JsonReader.of(body);
        String reason = json.text("reason", REASON_MAX);
        Boolean hangUp = mayHangUp ? json.flag("hang_up") : null;
        json.end();
        return new Wanted(
                Objects.requireNonNullElse(reason, "asked for by the user"),
                Boolean.TRUE.equals(hangUp));
    }

    private static @Nullable CampaignStatus status(@Nullable String status) {
        if (status == null) {
            return null;
        }
        try {
            if (status.equals(status.toLowerCase(Locale.ROOT))) {
                return CampaignStatus.ofWire(status);
            }
        } catch (IllegalArgumentException noStatus) {
            throw unknown();
        }
        throw unknown();
    }

    private static ApiProblem unknown() {
        return ApiProblem.invalid("query:status", "NOT_ONE_OF", "is no status of a campaign");
    }
}
