package io.carillon.api.campaign;

import io.carillon.activities.campaign.Campaign;
import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.campaign.CampaignDraft;
import io.carillon.activities.campaign.CampaignStore;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.util.Map;

/** Changes to campaigns, each with its entry in the audit log in the same transaction. */
@Component
class Campaigns {
    private final Transactions transactions;
    private final CampaignStore store;
    private final CampaignReader reader;
    private final CampaignControl control;
    private final WorkflowStarter workflows;
    private final Flows flows;
    private final CarrierDrivers drivers;
    private final AuditLog audit;

    Campaigns(
            Transactions transactions,
            CampaignStore store,
            CampaignReader reader,
            CampaignControl control,
            WorkflowStarter workflows,
            Flows flows,
            CarrierDrivers drivers,
            AuditLog audit) {
        this.transactions = transactions;
        this.store = store;
        this.reader = reader;
        this.control = control;
        this.workflows = workflows;
        this.flows = flows;
        this.drivers = drivers;
        this.audit = audit;
    }

    Campaign create(Caller caller, JsonNode body) {
        OrganizationId organization = caller.organization();
        return transactions.within(
                organization,
                () -> {
                    CampaignDraft told = reader.read(JsonReader.of(body), organization);
                    Campaign made = store.insert(organization, told);
                    note(caller, "campaign.created", made.id());
                    return made;
                });
    }

    Campaign find(OrganizationId organization, CampaignId id) {
        return store.find(organization, id).orElseThrow(() -> ApiProblem.notFound("campaign"));
    }

    Campaign edit(Caller caller, CampaignId id, JsonNode body) {
        OrganizationId organization = caller.organization();
        return transactions.within(
                organization,
                () -> {
                    Campaign before = lock(organization, id);
                    JsonNode merged = CampaignPatch.merge(CampaignJson.told(before), body);
                    CampaignDraft after = reader.read(JsonReader.of(merged), organization);
                    CampaignPatch.allow(before, after);
                    if (!before.told().flow().equals(after.flow())
                            && before.status() != CampaignStatus.DRAFT) {
                        carrierCanDo(organization, after);
                    }
                    store.update(
                            organization,
                            id,
                            after,
                            CampaignPatch.movesHours(before.told(), after));
                    note(caller, "campaign.updated", id);
                    if (before.status() != CampaignStatus.DRAFT) {
                        control.stayPossible(organization, id);
                    }
                    if (before.status() != CampaignStatus.DRAFT) {
                        transactions.afterCommit(
                                () -> workflows.wakeCampaign(new CampaignStart(id, organization)));
                    }
                    return find(organization, id);
                });
    }

    /**
     * Live calls would go on without a campaign to belong to, so an active one is stopped first.
     */
    void delete(Caller caller, CampaignId id) {
        OrganizationId organization = caller.organization();
        transactions.within(
                organization,
                () -> {
                    Campaign campaign = lock(organization, id);
                    if (campaign.status() == CampaignStatus.ACTIVE
                            || campaign.status() == CampaignStatus.SCHEDULED) {
                        throw ApiProblem.conflict(
                                "CAMPAIGN_ACTIVE",
                                "a "
                                        + campaign.status().wire()
                                        + " campaign cannot be deleted; stop it first");
                    }
                    boolean over =
                            campaign.status() == CampaignStatus.COMPLETED
                                    || campaign.status() == CampaignStatus.STOPPED;
                    if (!over) {
                        // Its pending leads get their outcome before it goes.
                        control.stop(organization, id, "deleted", false);
                    }
                    store.archive(organization, id);
                    note(caller, "campaign.deleted", id);
                });
    }

    /** Runs one of the switches and answers with the campaign as it is then. */
    Campaign change(Caller caller, CampaignId id, String action, Runnable change) {
        OrganizationId organization = caller.organization();
        return transactions.within(
                organization,
                () -> {
                    lock(organization, id);
                    change.run();
                    note(caller, action, id);
                    return find(organization, id);
                });
    }

    private Campaign lock(OrganizationId organization, CampaignId id) {
        return store.lock(organization, id).orElseThrow(() -> ApiProblem.notFound("campaign"));
    }

    private void carrierCanDo(OrganizationId organization, CampaignDraft draft) {
        var able = drivers.driver(draft.carrier()).capabilities().features();
        flows.version(organization, draft.flow())
                .needs()
                .forEach(
                        (step, needed) -> {
                            if (!able.containsAll(needed)) {
                                throw ApiProblem.invalid(
                                        "/flow_id",
                                        "STEP_NOT_SUPPORTED",
                                        "carrier " + draft.carrier() + " cannot do step " + step);
                            }
                        });
    }

    private void note(Caller caller, String action, CampaignId id) {
        audit.append(caller.organization(), caller.actor(), action, id.toString(), Map.of());
    }
}
