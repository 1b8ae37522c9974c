package io.carillon.api.lead;

import io.carillon.activities.lead.LeadFilter;
import io.carillon.activities.lead.LeadStore;
import io.carillon.activities.leadfile.PhoneReader;
import io.carillon.activities.leadfile.PhoneReading;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.LeadOutcome;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.List;

/** Leads one by one: looking, correcting, taking out. */
@RestController
@RequestMapping("/api/v1")
class LeadController {
    private static final List<String> STATUSES = List.of("pending", "in_call", "done");
    private static final List<String> OUTCOMES =
            Arrays.stream(LeadOutcome.values()).map(LeadOutcome::wire).toList();

    private final LeadStore leads;
    private final LeadEdits edits;

    LeadController(LeadStore leads, LeadEdits edits) {
        this.leads = leads;
        this.edits = edits;
    }

    @GetMapping("/campaigns/{id}/leads")
    @Scope("leads:read")
    Page<LeadView> list(
            @PathVariable CampaignId id,
            OrganizationId organization,
            Paging paging,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String phone) {
        if (!leads.campaignExists(organization, id)) {
            throw ApiProblem.notFound("campaign");
        }
        var filter =
                new LeadFilter(
                        oneOf("status", status, STATUSES),
                        oneOf("outcome", outcome, OUTCOMES),
                        externalId,
                        number(phone));
        return Page.of(
                        leads.list(organization, id, filter, paging.afterId(), paging.fetch()),
                        paging,
                        lead -> lead.id().value())
                .map(LeadView::of);
    }

    private static @Nullable String oneOf(String name, @Nullable String value, List<String> words) {
        if (value != null && !words.contains(value)) {
            throw ApiProblem.invalid(
                    "query:" + name, "NOT_ONE_OF", "is not one of " + String.join(", ", words));
        }
        return value;
    }

    /** A plus that was not percent-encoded arrives as a space. */
    private static @Nullable String number(@Nullable String phone) {
        if (phone == null) {
            return null;
        }
        String written = phone.startsWith(" ") ? "+" + phone.strip() : phone;
        return switch (PhoneReader.read(written, "US", List.of())) {
            case PhoneReading.Read read -> read.number().e164();
            case PhoneReading.Refused(var code, var reason) ->
                    throw ApiProblem.invalid("query:phone", code.name(), reason);
        };
    }

    @GetMapping("/leads/{id}")
    @Scope("leads:read")
    LeadView get(@PathVariable LeadId id, OrganizationId organization) {
        return leads.find(organization, id)
                .map(LeadView::of)
                .orElseThrow(() -> ApiProblem.notFound("lead"));
    }

    @PatchMapping("/leads/{id}")
    @Scope("leads:write")
    LeadView patch(
            @PathVariable LeadId id, OrganizationId organization, @RequestBody JsonNode body) {
        try {
            return edits.apply(organization, id, body)
                    .map(LeadView::of)
                    .orElseThrow(() -> ApiProblem.notFound("lead"));
        } catch (LeadStore.LeadState state) {
            throw conflict(state);
        } catch (LeadStore.PersonKnown known) {
            throw ApiProblem.conflict("LEAD_EXISTS", String.valueOf(known.getMessage()));
        }
    }

    @DeleteMapping("/leads/{id}")
    @Scope("leads:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable LeadId id,
            OrganizationId organization,
            @RequestParam(defaultValue = "false") boolean erase) {
        try {
            boolean gone = erase ? leads.erase(organization, id) : leads.takeOut(organization, id);
            if (!gone) {
                throw ApiProblem.notFound("lead");
            }
        } catch (LeadStore.LeadState state) {
            throw conflict(state);
        }
    }

    @GetMapping("/leads/{id}/trace")
    @Scope("leads:read")
    TraceView trace(@PathVariable LeadId id, OrganizationId organization) {
        return leads.find(organization, id)
                .map(lead -> TraceView.of(lead, leads.trace(organization, id)))
                .orElseThrow(() -> ApiProblem.notFound("lead"));
    }

    private static ApiProblem conflict(LeadStore.LeadState state) {
        return state.status().equals("in_call")
                ? ApiProblem.conflict("LEAD_IN_CALL", "the lead is in a call")
                : ApiProblem.conflict("LEAD_DONE", "the lead has its outcome");
    }
}
