package io.carillon.activities.campaign;

import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Campaigns as users keep them; the direct campaign is not among them. Every method joins the
 * current transaction or opens one.
 */
public interface CampaignStore {
    /** A new draft. */
    Campaign insert(OrganizationId organization, CampaignDraft told);

    Optional<Campaign> find(OrganizationId organization, CampaignId id);

    /** As {@link #find}, holding the row until the transaction ends. */
    Optional<Campaign> lock(OrganizationId organization, CampaignId id);

    /**
     * Newest first.
     *
     * @param status null: of every status
     * @param after the id seen last; null: from the newest
     */
    List<Campaign> list(
            OrganizationId organization,
            @Nullable CampaignStatus status,
            @Nullable UUID after,
            int limit);

    /**
     * Writes an edit and raises the revision.
     *
     * @param judgeAgain the hours may have moved, so pending leads are judged by the new ones: each
     *     may be looked at from its due time on
     */
    void update(OrganizationId organization, CampaignId id, CampaignDraft told, boolean judgeAgain);

    /** Out of every list; its leads and calls stay. */
    void archive(OrganizationId organization, CampaignId id);

    /** The carrier and its standing of each account named; those that are none are left out. */
    List<NamedAccount> accounts(OrganizationId organization, List<UUID> accounts);

    /** Those of these numbers that are verified for the carrier, or that of one of the accounts. */
    List<String> verified(
            OrganizationId organization,
            String carrier,
            List<AccountId> accounts,
            List<String> numbers);

    /** Whether the organization has an account of the carrier. */
    boolean hasAccount(OrganizationId organization, String carrier);

    /** An account as a campaign names it. */
    record NamedAccount(UUID id, String carrier) {}
}
