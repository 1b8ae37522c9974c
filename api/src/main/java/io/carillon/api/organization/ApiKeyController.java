package io.carillon.api.organization;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.ApiKeyStore;
import io.carillon.activities.organization.ApiKeyStore.ApiKey;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.organization.Secrets;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.api.http.SecretShown;
import io.carillon.workflows.ids.KeyId;
import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /api-keys}: keys of programs. A secret is shown when it is made and never again. */
@RestController
@RequestMapping("/api/v1/api-keys")
@Scope("admin")
class ApiKeyController {
    private static final Set<String> SCOPES =
            Set.of(
                    "campaigns:read",
                    "campaigns:write",
                    "leads:read",
                    "leads:write",
                    "calls:read",
                    "calls:dial",
                    "calls:control",
                    "flows:read",
                    "flows:write",
                    "numbers:read",
                    "numbers:write",
                    "webhooks:read",
                    "webhooks:write",
                    "admin");

    private final Transactions transactions;
    private final ApiKeyStore keys;
    private final AuditLog audit;

    ApiKeyController(Transactions transactions, ApiKeyStore keys, AuditLog audit) {
        this.transactions = transactions;
        this.keys = keys;
        this.audit = audit;
    }

    record KeyView(
            KeyId id,
            String name,
            List<String> scopes,
            @Nullable Instant expiresAt,
            Instant createdAt) {
        static KeyView of(ApiKey key) {
            return new KeyView(
                    key.id(), key.name(), key.scopes(), key.expiresAt(), key.createdAt());
        }
    }

    /**
     * @param key the secret, shown once
     */
    record KeyWithSecret(
            KeyId id,
            String name,
            List<String> scopes,
            @Nullable Instant expiresAt,
            Instant createdAt,
            String key) {
        static KeyWithSecret of(ApiKey key, String secret) {
            return new KeyWithSecret(
                    key.id(), key.name(), key.scopes(), key.expiresAt(), key.createdAt(), secret);
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    KeyWithSecret create(@RequestBody JsonNode body, Caller caller, HttpServletRequest request) {
        JsonReader json = JsonReader.of(body);
        String name = json.requiredText("name", 200);
        List<String> scopes = scopes(json);
        Instant expiresAt = json.instant("expires_at");
        if (expiresAt != null && expiresAt.isBefore(Instant.now())) {
            json.refuse("expires_at", "IN_THE_PAST", "has passed already");
        }
        json.end();
        OrganizationId organization = caller.organization();
        String secret = Secrets.newKey();
        ApiKey key =
                transactions.within(
                        organization,
                        () -> {
                            ApiKey made =
                                    keys.insert(organization, name, secret, scopes, expiresAt);
                            audit.append(
                                    organization,
                                    caller.actor(),
                                    "api_key.created",
                                    made.id().toString(),
                                    Map.of("scopes", scopes));
                            return made;
                        });
        SecretShown.mark(request, key.id().toString());
        return KeyWithSecret.of(key, secret);
    }

    private static List<String> scopes(JsonReader json) {
        List<String> scopes = json.required("scopes") ? json.texts("scopes", 50, 50) : null;
        if (scopes == null) {
            return List.of();
        }
        if (scopes.isEmpty()) {
            json.refuse("scopes", "REQUIRED", "names no scope");
        }
        for (int i = 0; i < scopes.size(); i++) {
            String scope = scopes.get(i);
            if (scope.equals("operator")) {
                throw ApiProblem.forbidden(
                        "the scope operator belongs to who runs the installation");
            }
            if (!SCOPES.contains(scope)) {
                json.refuseAt(
                        "scopes/" + i,
                        "NOT_ONE_OF",
                        "is not one of " + String.join(", ", SCOPES.stream().sorted().toList()));
            }
        }
        return scopes.stream().distinct().toList();
    }

    @GetMapping
    Page<KeyView> list(OrganizationId organization, Paging paging) {
        return Page.of(
                        keys.list(organization, paging.afterId(), paging.fetch()),
                        paging,
                        key -> key.id().value())
                .map(KeyView::of);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable KeyId id, Caller caller) {
        OrganizationId organization = caller.organization();
        transactions.within(
                organization,
                () -> {
                    if (!keys.revoke(organization, id)) {
                        throw ApiProblem.notFound("key");
                    }
                    audit.append(
                            organization,
                            caller.actor(),
                            "api_key.revoked",
                            id.toString(),
                            Map.of());
                });
    }

    /** The old secret is dead at once. */
    @PostMapping("/{id}/rotate")
    KeyWithSecret rotate(@PathVariable KeyId id, Caller caller, HttpServletRequest request) {
        OrganizationId organization = caller.organization();
        String secret = Secrets.newKey();
        ApiKey key =
                transactions.within(
                        organization,
                        () -> {
                            if (!keys.rotate(organization, id, secret)) {
                                throw ApiProblem.notFound("key");
                            }
                            audit.append(
                                    organization,
                                    caller.actor(),
                                    "api_key.rotated",
                                    id.toString(),
                                    Map.of());
                            return keys.find(organization, id).orElseThrow();
                        });
        SecretShown.mark(request, id.toString());
        return KeyWithSecret.of(key, secret);
    }
}
