package io.carillon.api.number;

import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.organization.CallerIdProofs;
import io.carillon.activities.organization.CarrierAccountStore;
import io.carillon.activities.organization.CarrierAccountStore.Account;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Objects;

/** {@code /carrier-accounts}: how the organization reaches carriers. Credentials go in only. */
@RestController
@RequestMapping("/api/v1/carrier-accounts")
@Scope("numbers:write")
class CarrierAccountController {
    private final Transactions transactions;
    private final CarrierAccountStore store;
    private final CarrierAccounts sealing;
    private final CallerIdProofs proofs;
    private final AuditLog audit;

    CarrierAccountController(
            Transactions transactions,
            CarrierAccountStore store,
            CarrierAccounts sealing,
            CallerIdProofs proofs,
            AuditLog audit) {
        this.transactions = transactions;
        this.store = store;
        this.sealing = sealing;
        this.proofs = proofs;
        this.audit = audit;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CarrierAccountView create(@RequestBody JsonNode body, Caller caller) {
        JsonReader json = JsonReader.of(body);
        String carrier = json.required("carrier") ? Carriers.read(json, "simulator") : "";
        CarrierAccountReader.Told told = CarrierAccountReader.read(json, carrier, null);
        json.end();
        OrganizationId organization = caller.organization();
        return transactions.within(
                organization,
                () -> {
                    Account made =
                            store.insert(organization, carrier, told.terms(), sealed(told))
                                    .orElseThrow(CarrierAccountController::nameTaken);
                    note(organization, caller, "carrier_account.created", made.id());
                    return CarrierAccountView.of(made);
                });
    }

    @GetMapping
    @Scope("numbers:read")
    Page<CarrierAccountView> list(OrganizationId organization, Paging paging) {
        return Page.of(
                        store.list(organization, paging.afterId(), paging.fetch()),
                        paging,
                        account -> account.id().value())
                .map(CarrierAccountView::of);
    }

    @GetMapping("/{id}")
    @Scope("numbers:read")
    CarrierAccountView get(@PathVariable AccountId id, OrganizationId organization) {
        return CarrierAccountView.of(find(organization, id));
    }

    @PatchMapping("/{id}")
    CarrierAccountView edit(@PathVariable AccountId id, @RequestBody JsonNode body, Caller caller) {
        OrganizationId organization = caller.organization();
        return transactions.within(
                organization,
                () -> {
                    Account before =
                            store.lock(organization, id)
                                    .orElseThrow(CarrierAccountController::notFound);
                    JsonReader json = JsonReader.of(body);
                    CarrierAccountReader.Told told =
                            CarrierAccountReader.read(json, before.carrier(), before.terms());
                    json.end();
                    boolean turned = turned(before, told);
                    if (!store.update(organization, id, told.terms(), sealed(told), told.anew())) {
                        throw nameTaken();
                    }
                    if (turned) {
                        proofs.turned(organization, id);
                    }
                    note(organization, caller, "carrier_account.updated", id);
                    return CarrierAccountView.of(find(organization, id));
                });
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable AccountId id, Caller caller) {
        OrganizationId organization = caller.organization();
        transactions.within(
                organization,
                () -> {
                    find(organization, id);
                    if (!store.delete(organization, id)) {
                        throw ApiProblem.conflict(
                                "ACCOUNT_IN_USE",
                                "calls were placed with this account or a campaign names it; pause it instead");
                    }
                    note(organization, caller, "carrier_account.deleted", id);
                });
    }

    /** It is another account than the one whose carrier was asked for its numbers. */
    private boolean turned(Account before, CarrierAccountReader.Told told) {
        if (!Objects.equals(before.terms().baseUrl(), told.terms().baseUrl())) {
            return true;
        }
        String name = CarrierAccountReader.name(before.carrier());
        if (name == null || told.credentials().isEmpty()) {
            return false;
        }
        try {
            String known = sealing.open(before.id()).credentials().get(name);
            return !Objects.equals(known, told.credentials().get(name));
        } catch (IllegalStateException unreadable) {
            return true;
        }
    }

    private byte @org.jspecify.annotations.Nullable [] sealed(CarrierAccountReader.Told told) {
        return told.credentials().isEmpty() ? null : sealing.seal(told.credentials());
    }

    private Account find(OrganizationId organization, AccountId id) {
        return store.find(organization, id).orElseThrow(CarrierAccountController::notFound);
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("carrier account");
    }

    private void note(OrganizationId organization, Caller caller, String action, AccountId id) {
        audit.append(organization, caller.actor(), action, id.toString(), Map.of());
    }

    private static ApiProblem nameTaken() {
        return ApiProblem.conflict("ALREADY_EXISTS", "another carrier account has this name");
    }
}
