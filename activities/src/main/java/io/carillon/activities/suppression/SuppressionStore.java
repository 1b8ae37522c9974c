package io.carillon.activities.suppression;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.ids.SuppressionId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** The list of numbers not to be called, as users keep it. Every method is one transaction. */
public interface SuppressionStore {
    /**
     * Adds them all or none, and ends the pending leads they mean at once. One that is there
     * already (same number or prefix, same campaign) takes the new reason and expiry and keeps its
     * id; an opt-out keeps its reason and never expires.
     *
     * @return in the order asked for
     */
    List<Suppression> add(OrganizationId organization, List<Suppression.Wanted> wanted);

    /**
     * Oldest first.
     *
     * @param after null: from the beginning
     */
    List<Suppression> list(
            OrganizationId organization, Filter filter, @Nullable SuppressionId after, int limit);

    default List<Suppression> list(
            OrganizationId organization, @Nullable SuppressionId after, int limit) {
        return list(organization, Filter.ANY, after, limit);
    }

    /** Null: any. */
    record Filter(
            @Nullable PhoneNumber number,
            @Nullable String prefix,
            @Nullable CampaignId campaign,
            @Nullable String reason) {
        public static final Filter ANY = new Filter(null, null, null, null);
    }

    Optional<Suppression> find(OrganizationId organization, SuppressionId id);

    /** False when there is no such suppression. Leads it has ended stay ended. */
    boolean delete(OrganizationId organization, SuppressionId id);

    /**
     * Why a number must not be called now; empty: it may.
     *
     * @param campaign null: only what holds for the whole organization is asked
     */
    Optional<String> reason(
            OrganizationId organization, PhoneNumber number, @Nullable CampaignId campaign);
}
