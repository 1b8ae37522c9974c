package io.carillon.api.call;

import io.carillon.activities.call.CallView;
import io.carillon.activities.call.Calls;
import io.carillon.activities.call.SingleCalls;
import io.carillon.activities.event.EventBody;
import io.carillon.activities.event.EventStore;
import io.carillon.activities.event.StoredEvent;
import io.carillon.activities.flow.FlowStore;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

import java.util.List;
import java.util.Map;

/** Calls: asking for one, finding them, noting something on them. */
@RestController
@RequestMapping("/api/v1/calls")
public final class CallController {
    private static final int LONGEST_DISPOSITION = 200;
    private static final int LONGEST_NOTES = 10_000;

    private final SingleCalls singleCalls;
    private final Calls calls;
    private final FlowStore flows;
    private final EventStore events;

    public CallController(
            SingleCalls singleCalls, Calls calls, FlowStore flows, EventStore events) {
        this.singleCalls = singleCalls;
        this.calls = calls;
        this.flows = flows;
        this.events = events;
    }

    /** Asks for one call; it is dialed when hours, caps and pace allow. */
    @PostMapping
    @Scope("calls:dial")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, @Nullable Object> place(OrganizationId organization, @RequestBody JsonNode body) {
        CallId id = singleCalls.place(organization, CallRequest.read(organization, body, flows));
        return get(organization, id);
    }

    /** Newest first. */
    @GetMapping
    @Scope("calls:read")
    Page<Map<String, @Nullable Object>> list(
            OrganizationId organization,
            Paging paging,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String result,
            @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaign,
            @RequestParam(name = "lead_id", required = false) @Nullable LeadId lead,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(name = "date_from", required = false) @Nullable String dateFrom,
            @RequestParam(name = "date_to", required = false) @Nullable String dateTo) {
        var filters = new CallFilters(status, result, campaign, lead, to, dateFrom, dateTo);
        return page(organization, filters.checked(), paging);
    }

    /** Calls between their dial request and their end. */
    @GetMapping("/active")
    @Scope("calls:read")
    Page<Map<String, @Nullable Object>> active(OrganizationId organization, Paging paging) {
        return page(organization, Calls.Filter.ACTIVE, paging);
    }

    private Page<Map<String, @Nullable Object>> page(
            OrganizationId organization, Calls.Filter filter, Paging paging) {
        List<CallView> rows = calls.list(organization, filter, paging.afterId(), paging.fetch());
        return Page.of(rows, paging, call -> call.id().value()).map(CallJson::of);
    }

    @GetMapping("/{id}")
    @Scope("calls:read")
    Map<String, @Nullable Object> get(OrganizationId organization, @PathVariable CallId id) {
        return CallJson.of(found(organization, id));
    }

    /** Notes how the call went; a member that is null is taken off again. */
    @PatchMapping("/{id}")
    @Scope("calls:control")
    Map<String, @Nullable Object> remark(
            OrganizationId organization, @PathVariable CallId id, @RequestBody JsonNode body) {
        CallView.Remarks before = found(organization, id).remarks();
        JsonReader reader = JsonReader.of(body);
        String disposition = reader.text("disposition", LONGEST_DISPOSITION);
        String notes = reader.text("notes", LONGEST_NOTES);
        Integer satisfaction = reader.integer("satisfaction", 1, 5);
        var remarks =
                new CallView.Remarks(
                        reader.has("disposition") ? disposition : before.disposition(),
                        reader.has("notes") ? notes : before.notes(),
                        reader.has("satisfaction") ? satisfaction : before.satisfaction());
        reader.end();
        calls.remark(organization, id, remarks);
        return get(organization, id);
    }

    /** Everything that was told about the call, oldest first. */
    @GetMapping("/{id}/events")
    @Scope("calls:read")
    Page<EventBody> events(OrganizationId organization, @PathVariable CallId id, Paging paging) {
        found(organization, id);
        var filter = new EventStore.Filter(null, null, id, null);
        List<StoredEvent> rows =
                events.list(organization, filter, paging.afterPosition(), paging.fetch());
        return Page.of(rows, paging, StoredEvent::position).map(EventBody::of);
    }

    private CallView found(OrganizationId organization, CallId id) {
        return calls.find(organization, id).orElseThrow(() -> ApiProblem.notFound("call"));
    }
}
