package io.carillon.activities.campaign;

import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

/** The switches of a campaign; the same for the API and for operators in the Web UI. */
public interface CampaignControl {
    /**
     * @throws NotPossible naming why: no leads, wrong state, a variable its leads lack, a step or a
     *     tuning of its machine detection that its carrier cannot do
     */
    CampaignStatus start(OrganizationId organization, CampaignId campaign);

    /**
     * For whoever has edited a campaign that was started, before the commit.
     *
     * @throws NotPossible when a carrier cannot do a step or tune its machine detection as it says,
     *     or a real carrier would not be asked to call for it any more
     */
    void stayPossible(OrganizationId organization, CampaignId campaign);

    /** Works out anew the holidays of campaigns under way that have used up a year of them. */
    void renewHolidays();

    /** Answers when no further dial request will leave. */
    CampaignStatus pause(OrganizationId organization, CampaignId campaign, String reason);

    CampaignStatus resume(OrganizationId organization, CampaignId campaign);

    /**
     * Pending leads are canceled; live calls finish, or are hung up. Answers when no further dial
     * request will leave.
     */
    CampaignStatus stop(
            OrganizationId organization, CampaignId campaign, String reason, boolean hangUp);

    /**
     * A state, or something missing, that forbids what was asked. {@code code} is the API's error
     * code.
     */
    final class NotPossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final String pointer;
        private final boolean conflict;

        /**
         * @param conflict true: 409 (state), false: 422 (meaning); {@code pointer} may be empty
         */
        public NotPossible(String code, String message, String pointer, boolean conflict) {
            super(message);
            this.code = code;
            this.pointer = pointer;
            this.conflict = conflict;
        }

        public String code() {
            return code;
        }

        public String pointer() {
            return pointer;
        }

        public boolean conflict() {
            return conflict;
        }
    }
}
