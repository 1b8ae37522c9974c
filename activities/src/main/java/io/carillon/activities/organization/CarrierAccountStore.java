package io.carillon.activities.organization;

import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Carrier accounts as users keep them. Credentials go in sealed and do not come out here. Every
 * method joins the current transaction or opens one.
 */
public interface CarrierAccountStore {
    /** Empty when the organization has an account of this name. */
    Optional<Account> insert(
            OrganizationId organization,
            String carrier,
            Terms terms,
            byte @Nullable [] credentialsSealed);

    Optional<Account> find(OrganizationId organization, AccountId id);

    /** The same, and until the transaction's end nobody changes it, no dial's answer either. */
    Optional<Account> lock(OrganizationId organization, AccountId id);

    /** Oldest first. */
    List<Account> list(OrganizationId organization, @Nullable UUID after, int limit);

    /**
     * @param credentialsSealed null: they stay as they are
     * @param anew somebody said what its status is to be: what its carrier had answered is past
     * @return false when another account has the name
     */
    boolean update(
            OrganizationId organization,
            AccountId id,
            Terms terms,
            byte @Nullable [] credentialsSealed,
            boolean anew);

    /** False when calls or campaigns that have not ended need it. */
    boolean delete(OrganizationId organization, AccountId id);

    /**
     * @param baseUrl another host than the carrier's own; null: the carrier's own
     * @param pricePerMinute null: not known
     * @param status {@code active} or {@code paused}; {@code down} is set by us
     * @param reason why it is paused or down; null when active
     */
    record Terms(
            String name,
            @Nullable String baseUrl,
            BigDecimal callsPerSecond,
            int maxConcurrent,
            @Nullable BigDecimal pricePerMinute,
            String currency,
            String status,
            @Nullable String reason) {}

    /**
     * @param slowedTo calls per second it is dialed with while its carrier asks for fewer; null: as
     *     the terms say
     * @param downUntil while it is down, when the next call is let through as a probe
     * @param balance as the carrier said last; null: it has not said
     */
    record Account(
            AccountId id,
            String carrier,
            Terms terms,
            boolean hasCredentials,
            @Nullable BigDecimal slowedTo,
            @Nullable Instant downUntil,
            @Nullable BigDecimal balance,
            Instant createdAt) {}
}
