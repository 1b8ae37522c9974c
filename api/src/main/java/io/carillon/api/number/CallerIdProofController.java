package io.carillon.api.number;

import io.carillon.activities.callerid.CarrierListings;
import io.carillon.activities.callerid.CodeCalls;
import io.carillon.activities.callerid.CodeCalls.Placed;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.HeldLeads;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.organization.CallerIdStore;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.CommitsItself;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CallerIdId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/** {@code /caller-ids/{id}/verify}: an organization proves that it may show a number. */
@RestController
@RequestMapping("/api/v1/caller-ids/{id}/verify")
@Scope("numbers:write")
class CallerIdProofController {
    private final Transactions transactions;
    private final CallerIdStore store;
    private final CarrierListings listings;
    private final CodeCalls codeCalls;
    private final AuditLog audit;
    private final HeldLeads held;

    CallerIdProofController(
            Transactions transactions,
            CallerIdStore store,
            CarrierListings listings,
            CodeCalls codeCalls,
            AuditLog audit,
            HeldLeads held) {
        this.transactions = transactions;
        this.store = store;
        this.listings = listings;
        this.codeCalls = codeCalls;
        this.audit = audit;
        this.held = held;
    }

    /**
     * @param codeCall null: none was asked for within a day
     */
    record Proving(CallerIdView callerId, @Nullable Placed codeCall) {}

    /** How far the proof has come. */
    @GetMapping
    @Scope("numbers:read")
    Proving get(@PathVariable CallerIdId id, OrganizationId organization) {
        CallerId callerId = found(organization, id);
        return new Proving(
                CallerIdView.of(callerId), codeCalls.last(organization, callerId).orElse(null));
    }

    /** The carrier's list is asked, a call with a code is asked for, or the code is told. */
    @PostMapping
    @CommitsItself
    ResponseEntity<Proving> prove(
            @PathVariable CallerIdId id, @RequestBody JsonNode body, Caller caller) {
        JsonReader json = JsonReader.of(body);
        String method =
                json.required("method")
                        ? json.word("method", List.of("carrier", "call", "code"))
                        : null;
        String code = "code".equals(method) ? json.requiredText("code", 20) : "";
        json.end();
        OrganizationId organization = caller.organization();
        CallerId callerId = found(organization, id);
        if ("carrier".equals(method)) {
            listings.prove(organization, callerId);
            verified(caller, id, "carrier");
        } else if ("call".equals(method)) {
            codeCalls.place(organization, callerId);
            note(caller, id, "caller_id.code_call", Map.of());
        } else {
            hear(caller, callerId, code);
            verified(caller, id, "code_call");
        }
        HttpStatus status = "call".equals(method) ? HttpStatus.ACCEPTED : HttpStatus.OK;
        return ResponseEntity.status(status).body(get(id, organization));
    }

    private void hear(Caller caller, CallerId callerId, String code) {
        switch (codeCalls.hear(caller.organization(), callerId, code)) {
            case RIGHT -> {}
            case WRONG -> {
                note(caller, callerId.id(), "caller_id.code_wrong", Map.of());
                throw ApiProblem.invalid("/code", "CODE_WRONG", "is not the code that was told");
            }
            case NONE ->
                    throw ApiProblem.invalid(
                            "/code",
                            "CODE_MISSING",
                            "nobody has heard a code for this number that is still good");
        }
    }

    /** Who waited for a caller id may be dialed now. */
    private void verified(Caller caller, CallerIdId id, String by) {
        note(caller, id, "caller_id.verified", Map.of("by", by));
        held.limitsChanged(caller.organization());
    }

    private void note(Caller caller, CallerIdId id, String action, Map<String, Object> detail) {
        OrganizationId organization = caller.organization();
        transactions.within(
                organization,
                () -> audit.append(organization, caller.actor(), action, id.toString(), detail));
    }

    private CallerId found(OrganizationId organization, CallerIdId id) {
        return store.find(organization, id).orElseThrow(() -> ApiProblem.notFound("caller id"));
    }
}
