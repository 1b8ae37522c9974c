package io.carillon.api.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.webhook.DeliveryStore;
import io.carillon.activities.webhook.Endpoint;
import io.carillon.activities.webhook.EndpointStore;
import io.carillon.activities.webhook.EndpointWaker;
import io.carillon.activities.webhook.GuardedHttp;
import io.carillon.activities.webhook.WebhookTest;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.CommitsItself;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Objects;

/** What went to an endpoint, what did not, and sending it again. */
@RestController
@RequestMapping("/api/v1/webhook-endpoints/{id}")
@Scope("webhooks:write")
final class DeliveryController {
    private static final List<String> STATUSES = List.of("pending", "delivered", "dead");

    private final Transactions transactions;
    private final EndpointStore endpoints;
    private final DeliveryStore deliveries;
    private final WebhookTest test;
    private final EndpointBodies bodies;
    private final EndpointWaker waker;

    DeliveryController(
            Transactions transactions,
            EndpointStore endpoints,
            DeliveryStore deliveries,
            WebhookTest test,
            GuardedHttp http,
            EndpointWaker waker) {
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.test = test;
        this.bodies = new EndpointBodies(http);
        this.waker = waker;
    }

    /**
     * What the endpoint answered to one signed message of type {@code endpoint.test}.
     *
     * @param accepted whether it answered 2xx
     * @param error null when it did
     */
    record TestView(
            String id,
            boolean accepted,
            @Nullable Integer responseStatus,
            @Nullable String error,
            long durationMs) {}

    /**
     * @param deliveries how many events are sent again
     */
    record Redelivery(int deliveries) {}

    /** Newest first. */
    @GetMapping("/deliveries")
    @Scope({"webhooks:read", "webhooks:write"})
    Page<DeliveryView> list(
            OrganizationId organization,
            @PathVariable EndpointId id,
            @RequestParam(required = false) @Nullable String status,
            Paging paging) {
        endpoint(organization, id);
        if (status != null && !STATUSES.contains(status)) {
            throw ApiProblem.invalid(
                    "query:status", "NOT_ONE_OF", "is not one of " + String.join(", ", STATUSES));
        }
        return Page.of(
                        deliveries.list(organization, id, status, paging.afterId(), paging.fetch()),
                        paging,
                        delivery -> delivery.id())
                .map(DeliveryView::of);
    }

    /** Answers within 15 seconds, with 200 also when the endpoint refuses. */
    @PostMapping("/test")
    @CommitsItself
    TestView test(OrganizationId organization, @PathVariable EndpointId id) {
        WebhookTest.Result result = test.send(endpoint(organization, id));
        return new TestView(
                result.id(),
                result.accepted(),
                result.responseStatus(),
                result.error(),
                result.took().toMillis());
    }

    @PostMapping("/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Redelivery redeliver(
            OrganizationId organization, @PathVariable EndpointId id, @RequestBody JsonNode body) {
        Endpoint endpoint = endpoint(organization, id);
        EndpointBodies.Redeliver wanted = bodies.redeliver(body);
        if (endpoint.status() == Endpoint.Status.DISABLED) {
            throw ApiProblem.conflict(
                    "ENDPOINT_DISABLED", "the endpoint is disabled; make it active first");
        }
        int count = wanted.event() == null ? range(endpoint, wanted) : one(endpoint, wanted);
        transactions.afterCommit(() -> waker.accept(endpoint.start()));
        return new Redelivery(count);
    }

    private int range(Endpoint endpoint, EndpointBodies.Redeliver wanted) {
        return deliveries.redeliver(
                endpoint,
                Objects.requireNonNull(wanted.since()),
                wanted.until(),
                wanted.onlyUndelivered());
    }

    private int one(Endpoint endpoint, EndpointBodies.Redeliver wanted) {
        boolean known =
                deliveries.redeliver(
                        endpoint.organization(),
                        endpoint.id(),
                        Objects.requireNonNull(wanted.event()));
        if (!known) {
            throw ApiProblem.invalid(
                    "/event_id", "EVENT_UNKNOWN", "is no event of this organization");
        }
        return 1;
    }

    private Endpoint endpoint(OrganizationId organization, EndpointId id) {
        return endpoints.find(organization, id).orElseThrow(EndpointController::unknown);
    }
}
