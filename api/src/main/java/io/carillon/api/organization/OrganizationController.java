package io.carillon.api.organization;

import io.carillon.activities.organization.ApiKeyStore.ApiKey;
import io.carillon.activities.organization.OrganizationStore;
import io.carillon.activities.organization.OrganizationStore.Organization;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.api.http.SecretShown;
import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
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

/** {@code /organizations}: the operator's; an organization's admin sees its own. */
@RestController
@RequestMapping("/api/v1/organizations")
class OrganizationController {
    private final OrganizationStore store;
    private final NewOrganizations made;
    private final OrganizationEdits edits;

    OrganizationController(
            OrganizationStore store, NewOrganizations made, OrganizationEdits edits) {
        this.store = store;
        this.made = made;
        this.edits = edits;
    }

    /**
     * @param key the first admin key, shown once
     */
    record Created(
            OrganizationId id,
            String name,
            String status,
            int weight,
            OrganizationView.LimitsView limits,
            java.time.Instant createdAt,
            FirstKey key) {}

    record FirstKey(String id, String name, List<String> scopes, String key) {}

    @PostMapping
    @Scope("operator")
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody JsonNode body, HttpServletRequest request) {
        JsonReader json = JsonReader.of(body);
        String name = json.requiredText("name", 200);
        json.end();
        NewOrganizations.Made fresh = made.make(name);
        SecretShown.mark(request, fresh.organization().id().toString());
        OrganizationView view = OrganizationView.of(fresh.organization());
        ApiKey key = fresh.key();
        return new Created(
                view.id(),
                view.name(),
                view.status(),
                view.weight(),
                view.limits(),
                view.createdAt(),
                new FirstKey(key.id().toString(), key.name(), key.scopes(), fresh.secret()));
    }

    @GetMapping
    @Scope({"operator", "admin"})
    Page<OrganizationView> list(Caller caller, Paging paging) {
        OrganizationId own = caller.organizationOrNull();
        List<Organization> rows =
                own == null
                        ? store.list(paging.afterId(), paging.fetch())
                        : store.find(own).stream().toList();
        return Page.of(rows, paging, row -> row.id().value()).map(OrganizationView::of);
    }

    @GetMapping("/{id}")
    @Scope({"operator", "admin"})
    OrganizationView get(@PathVariable OrganizationId id, Caller caller) {
        OrganizationId own = caller.organizationOrNull();
        return store.find(id)
                .filter(found -> own == null || own.equals(found.id()))
                .map(OrganizationView::of)
                .orElseThrow(() -> ApiProblem.notFound("organization"));
    }

    @PatchMapping("/{id}")
    @Scope("operator")
    OrganizationView edit(@PathVariable OrganizationId id, @RequestBody JsonNode body) {
        return OrganizationView.of(edits.edit(id, JsonReader.of(body)));
    }
}
