package io.carillon.api.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.webhook.Endpoint;
import io.carillon.activities.webhook.EndpointStore;
import io.carillon.activities.webhook.EndpointWaker;
import io.carillon.activities.webhook.GuardedHttp;
import io.carillon.activities.webhook.SigningSecret;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.api.http.SecretShown;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
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

/** Where an organization's events go. */
@RestController
@RequestMapping("/api/v1/webhook-endpoints")
@Scope("webhooks:write")
final class EndpointController {
    /** Each event is sent to each of them; more is a mistake in somebody's loop. */
    private static final int MOST = 100;

    private final Transactions transactions;
    private final EndpointStore endpoints;
    private final EndpointBodies bodies;
    private final EndpointWaker waker;
    private final AuditLog audit;

    EndpointController(
            Transactions transactions,
            EndpointStore endpoints,
            GuardedHttp http,
            EndpointWaker waker,
            AuditLog audit) {
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.bodies = new EndpointBodies(http);
        this.waker = waker;
        this.audit = audit;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    EndpointView create(Caller caller, @RequestBody JsonNode body, HttpServletRequest request) {
        EndpointBodies.NewEndpoint wanted = bodies.create(body);
        OrganizationId organization = caller.organization();
        return transactions.within(
                organization,
                () -> {
                    if (endpoints.list(organization, null, MOST).size() >= MOST) {
                        throw ApiProblem.conflict(
                                "TOO_MANY_ENDPOINTS",
                                "the organization has " + MOST + " webhook endpoints already");
                    }
                    EndpointStore.Created created =
                            endpoints.create(
                                    organization,
                                    wanted.url(),
                                    wanted.events(),
                                    wanted.description());
                    Endpoint endpoint = created.endpoint();
                    note(caller, "webhook_endpoint.created", endpoint.id());
                    SecretShown.mark(request, endpoint.id().toString());
                    return EndpointView.of(endpoint, created.secret());
                });
    }

    @GetMapping
    @Scope({"webhooks:read", "webhooks:write"})
    Page<EndpointView> list(OrganizationId organization, Paging paging) {
        @Nullable EndpointId after =
                paging.afterId() == null ? null : new EndpointId(paging.afterId());
        return Page.of(
                        endpoints.list(organization, after, paging.fetch()),
                        paging,
                        endpoint -> endpoint.id().value())
                .map(EndpointView::of);
    }

    @GetMapping("/{id}")
    @Scope({"webhooks:read", "webhooks:write"})
    EndpointView get(OrganizationId organization, @PathVariable EndpointId id) {
        return endpoints
                .find(organization, id)
                .map(EndpointView::of)
                .orElseThrow(EndpointController::unknown);
    }

    /** Made active again, it is tried at once. */
    @PatchMapping("/{id}")
    EndpointView change(Caller caller, @PathVariable EndpointId id, @RequestBody JsonNode body) {
        get(caller.organization(), id);
        EndpointStore.Change change = bodies.change(body);
        return transactions.within(
                caller.organization(),
                () -> {
                    Endpoint endpoint =
                            endpoints
                                    .change(caller.organization(), id, change)
                                    .orElseThrow(EndpointController::unknown);
                    note(caller, "webhook_endpoint.changed", id);
                    if (endpoint.status() == Endpoint.Status.ACTIVE) {
                        transactions.afterCommit(() -> waker.accept(endpoint.start()));
                    }
                    return EndpointView.of(endpoint);
                });
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable EndpointId id) {
        transactions.within(
                caller.organization(),
                () -> {
                    if (!endpoints.delete(caller.organization(), id)) {
                        throw unknown();
                    }
                    note(caller, "webhook_endpoint.deleted", id);
                });
    }

    /** The old secret signs along for a day, so that receivers can change over. */
    @PostMapping("/{id}/rotate-secret")
    EndpointView rotate(Caller caller, @PathVariable EndpointId id, HttpServletRequest request) {
        return transactions.within(
                caller.organization(),
                () -> {
                    SigningSecret secret =
                            endpoints
                                    .rotate(caller.organization(), id)
                                    .orElseThrow(EndpointController::unknown);
                    note(caller, "webhook_endpoint.secret_rotated", id);
                    SecretShown.mark(request, id.toString());
                    return EndpointView.of(
                            endpoints.find(caller.organization(), id).orElseThrow(), secret);
                });
    }

    private void note(Caller caller, String action, EndpointId id) {
        audit.append(caller.organization(), caller.actor(), action, id.toString(), Map.of());
    }

    static ApiProblem unknown() {
        return ApiProblem.notFound("webhook endpoint");
    }
}
