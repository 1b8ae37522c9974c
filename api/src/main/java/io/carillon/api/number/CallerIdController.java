package io.carillon.api.number;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.HeldLeads;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.organization.CallerIdStore;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.activities.organization.CallerIdStore.Manner;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CallerIdId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

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

import java.util.List;
import java.util.Map;

/** {@code /caller-ids}: numbers the organization may show. */
@RestController
@RequestMapping("/api/v1/caller-ids")
@Scope("numbers:write")
class CallerIdController {
    private static final int SECONDS_PER_DAY = 86_400;

    private final Transactions transactions;
    private final CallerIdStore store;
    private final AuditLog audit;
    private final HeldLeads held;

    CallerIdController(
            Transactions transactions, CallerIdStore store, AuditLog audit, HeldLeads held) {
        this.transactions = transactions;
        this.store = store;
        this.audit = audit;
        this.held = held;
    }

    /** On the simulator nobody else's phone can show the number, so it is verified at once. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CallerIdView create(@RequestBody JsonNode body, Caller caller) {
        JsonReader json = JsonReader.of(body);
        PhoneNumber number = json.required("number") ? json.phone("number") : null;
        String carrier = Carriers.read(json, "simulator");
        Manner manner = manner(json, Manner.PLAIN);
        json.end();
        OrganizationId organization = caller.organization();
        if (number == null) {
            throw new IllegalStateException("a number that is missing was not refused");
        }
        return transactions.within(
                organization,
                () -> {
                    CallerId made =
                            store.insert(
                                            organization,
                                            number,
                                            carrier,
                                            manner,
                                            carrier.equals("simulator") ? "simulator" : null)
                                    .orElseThrow(
                                            () ->
                                                    ApiProblem.conflict(
                                                            "ALREADY_EXISTS",
                                                            "this number is a caller id of this carrier already"));
                    audit.append(
                            organization,
                            caller.actor(),
                            "caller_id.created",
                            made.id().toString(),
                            Map.of("carrier", carrier, "status", made.status()));
                    held.limitsChanged(organization);
                    return CallerIdView.of(made);
                });
    }

    @GetMapping
    @Scope("numbers:read")
    Page<CallerIdView> list(OrganizationId organization, Paging paging) {
        return Page.of(
                        store.list(organization, paging.afterId(), paging.fetch()),
                        paging,
                        row -> row.id().value())
                .map(CallerIdView::of);
    }

    @GetMapping("/{id}")
    @Scope("numbers:read")
    CallerIdView get(@PathVariable CallerIdId id, OrganizationId organization) {
        return store.find(organization, id)
                .map(CallerIdView::of)
                .orElseThrow(() -> ApiProblem.notFound("caller id"));
    }

    @PatchMapping("/{id}")
    CallerIdView edit(@PathVariable CallerIdId id, @RequestBody JsonNode body, Caller caller) {
        OrganizationId organization = caller.organization();
        return transactions.within(
                organization,
                () -> {
                    CallerId before =
                            store.find(organization, id)
                                    .orElseThrow(() -> ApiProblem.notFound("caller id"));
                    JsonReader json = JsonReader.of(body);
                    Manner after = manner(json, before.manner());
                    json.end();
                    store.update(organization, id, after);
                    audit.append(
                            organization,
                            caller.actor(),
                            "caller_id.updated",
                            id.toString(),
                            Map.of());
                    // Nobody waits for a number that had no limits.
                    if (before.manner().limited() && !before.manner().equals(after)) {
                        held.limitsChanged(organization);
                    }
                    return CallerIdView.of(store.find(organization, id).orElseThrow());
                });
    }

    /** The number is shown no more from the next dial on. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(@PathVariable CallerIdId id, Caller caller) {
        OrganizationId organization = caller.organization();
        transactions.within(
                organization,
                () -> {
                    if (!store.retire(organization, id)) {
                        throw ApiProblem.notFound("caller id");
                    }
                    audit.append(
                            organization,
                            caller.actor(),
                            "caller_id.retired",
                            id.toString(),
                            Map.of());
                });
    }

    private static Manner manner(JsonReader json, Manner before) {
        return new Manner(
                json.has("label") ? json.text("label", 200) : before.label(),
                json.has("max_calls_per_day")
                        ? json.integer("max_calls_per_day", 1, 1_000_000)
                        : before.maxCallsPerDay(),
                json.has("cool_down_seconds")
                        ? json.integer("cool_down_seconds", 0, SECONDS_PER_DAY)
                        : before.coolDownSeconds(),
                json.has("expected_attestation")
                        ? json.word("expected_attestation", List.of("A", "B", "C"))
                        : before.expectedAttestation());
    }
}
