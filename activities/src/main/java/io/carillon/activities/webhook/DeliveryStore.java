package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Deliveries as users look at them and ask for them again. */
public interface DeliveryStore {
    /**
     * Newest first, behind {@code before} when given.
     *
     * @param status null for all
     */
    List<Delivery> list(
            OrganizationId organization,
            EndpointId endpoint,
            @Nullable String status,
            @Nullable UUID before,
            int limit);

    /** Sends one event again. False when it is unknown, another organization's or removed. */
    boolean redeliver(OrganizationId organization, EndpointId endpoint, EventId event);

    /**
     * Sends again what the endpoint wants of a time, whether it got it before or not.
     *
     * @param since from then on
     * @param until before then; null for up to now
     * @param onlyUndelivered leaves out what it has got, and what is still pending
     * @return how many
     */
    int redeliver(
            Endpoint endpoint, Instant since, @Nullable Instant until, boolean onlyUndelivered);

    static DeliveryStore over(Transactions transactions) {
        return new JdbcDeliveryStore(transactions);
    }
}
