package io.carillon.activities.lead;

import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes leads of drafts, whole batches at a time, within the caller's transaction. Repeating a
 * batch changes nothing: each person of a campaign is one lead.
 */
public interface LeadIntake {
    /**
     * Locks the campaign against other intakes and against switches until the transaction ends;
     * comes before {@link #take}. Empty: there is no such campaign.
     */
    Optional<OpenCampaign> lock(OrganizationId organization, CampaignId campaign);

    /** As {@link #lock}, without locking: what is true now may not be true in a moment. */
    Optional<OpenCampaign> look(OrganizationId organization, CampaignId campaign);

    /** Whether it has no lead at all, not even one that was taken out. */
    boolean isEmpty(OrganizationId organization, CampaignId campaign);

    /** One answer per draft, in their order. At most about 10,000 drafts. */
    List<Taken> take(Batch batch);

    /**
     * Where {@link #take} would put the drafts, as things are; changes and locks nothing. For more
     * drafts than {@link #take} is for, too.
     */
    List<Bucket> foresee(Batch batch);

    /**
     * A campaign as an intake finds it.
     *
     * @param leads it has, without those taken out
     */
    record OpenCampaign(
            CampaignStatus status, boolean direct, CampaignSettings settings, long leads) {
        /** Leads can be added while draft, scheduled, active or paused. */
        public boolean takesLeads() {
            return !direct
                    && status != CampaignStatus.COMPLETED
                    && status != CampaignStatus.STOPPED;
        }
    }

    /**
     * @param importId the import this is a part of; people it has named in an earlier batch are
     *     duplicates; null: a batch of its own
     * @param mayBeKnown by person key; who is not is no lead of the campaign for certain
     * @param update pending leads of the same person take over what changed; false: they are
     *     duplicates
     */
    record Batch(
            OrganizationId organization,
            CampaignId campaign,
            @Nullable ImportId importId,
            Predicate<String> mayBeKnown,
            boolean update,
            List<LeadDraft> drafts) {
        public Batch {
            drafts = List.copyOf(drafts);
        }

        /** Of people about whom nothing is known. */
        public Batch(
                OrganizationId organization,
                CampaignId campaign,
                @Nullable ImportId importId,
                boolean update,
                List<LeadDraft> drafts) {
            this(organization, campaign, importId, anybody -> true, update, drafts);
        }
    }

    record Taken(Bucket bucket, LeadId lead) {}

    /** Where a good row ends. */
    enum Bucket {
        IMPORTED,
        UPDATED,
        DUPLICATE,
        SUPPRESSED;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
