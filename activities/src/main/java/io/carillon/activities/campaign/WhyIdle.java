package io.carillon.activities.campaign;

import io.carillon.activities.lead.Waiting;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a campaign's pending leads wait for, worked out when asked. */
public interface WhyIdle {
    /** Most leads first. Joins the current transaction or opens one. */
    Answer of(OrganizationId organization, CampaignId campaign);

    /**
     * @param inCall leads that are being called this moment
     */
    record Answer(List<Waiting.Held> reasons, long inCall, Instant asOf) {
        public Answer {
            reasons = List.copyOf(reasons);
        }

        /**
         * The first thing that time alone changes, and the reason that ends with it. Empty: nothing
         * does; somebody has to act, a call has to end, or leads are due at this moment.
         */
        public Optional<Waiting.Held> firstChange() {
            return reasons.stream()
                    .filter(held -> held.next() != null && held.next().isAfter(asOf))
                    .min(Comparator.comparing(held -> Objects.requireNonNull(held.next())));
        }
    }
}
