package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.Sealer;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** Endpoints as users manage them. Deleted ones are not found. */
public interface EndpointStore {
    Created create(
            OrganizationId organization,
            String url,
            List<String> events,
            @Nullable String description);

    /** Oldest first, behind {@code after} when given. */
    List<Endpoint> list(OrganizationId organization, @Nullable EndpointId after, int limit);

    Optional<Endpoint> find(OrganizationId organization, EndpointId id);

    /**
     * Making it active again lets it be tried at once.
     *
     * @return the endpoint as it is now; empty when there is none
     */
    Optional<Endpoint> change(OrganizationId organization, EndpointId id, Change change);

    /** False when there is none. Nothing more is sent; what is under way may still arrive. */
    boolean delete(OrganizationId organization, EndpointId id);

    /** The new secret; the old one signs along for a day. Empty when there is no endpoint. */
    Optional<SigningSecret> rotate(OrganizationId organization, EndpointId id);

    /** The secrets in force, newest first. */
    List<SigningSecret> secrets(OrganizationId organization, EndpointId id);

    /** Endpoints with tries that are overdue by a minute or more, of every organization. */
    List<EndpointStart> overdue(int limit);

    static EndpointStore over(Transactions transactions, Sealer sealer) {
        return new JdbcEndpointStore(transactions, sealer);
    }

    /** The secret is shown this once. */
    record Created(Endpoint endpoint, SigningSecret secret) {}

    /**
     * Null members stay as they are; an empty description takes it away.
     *
     * @param status active or paused
     */
    record Change(
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable String description,
            Endpoint.@Nullable Status status) {}
}
