package io.carillon.api.number;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.HeldLeads;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.organization.CallerIdProofs;
import io.carillon.activities.organization.CallerIdStore;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CallerIdId;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.util.Map;

/** The operator's word that an organization may show a number, on evidence seen elsewhere. */
@RestController
class CallerIdApprovalController {
    private final Transactions transactions;
    private final CallerIdStore store;
    private final CallerIdProofs proofs;
    private final AuditLog audit;
    private final HeldLeads held;

    CallerIdApprovalController(
            Transactions transactions,
            CallerIdStore store,
            CallerIdProofs proofs,
            AuditLog audit,
            HeldLeads held) {
        this.transactions = transactions;
        this.store = store;
        this.proofs = proofs;
        this.audit = audit;
        this.held = held;
    }

    @PostMapping("/api/v1/organizations/{organization}/caller-ids/{id}/approve")
    @Scope("operator")
    CallerIdView approve(
            @PathVariable OrganizationId organization,
            @PathVariable CallerIdId id,
            @RequestBody JsonNode body,
            Caller caller) {
        JsonReader json = JsonReader.of(body);
        String evidence = json.requiredText("evidence", 1000);
        json.end();
        return transactions.system(
                () -> {
                    if (!proofs.approved(organization, id, evidence)) {
                        throw ApiProblem.notFound("caller id");
                    }
                    audit.append(
                            organization,
                            caller.actor(),
                            "caller_id.verified",
                            id.toString(),
                            Map.of("by", "operator", "evidence", evidence));
                    held.limitsChanged(organization);
                    return CallerIdView.of(store.find(organization, id).orElseThrow());
                });
    }
}
