package io.carillon.activities.call;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Calls as users see them. A campaign's claim is no call until it is dialed, and not shown. */
public interface Calls {
    Optional<CallView> find(OrganizationId organization, CallId id);

    /**
     * Newest first.
     *
     * @param after the last call of the page before; null: from the newest
     */
    List<CallView> list(
            OrganizationId organization, Filter filter, @Nullable UUID after, int limit);

    /**
     * Changes what is noted on a call, whatever its state.
     *
     * @return false when there is no such call
     */
    boolean remark(OrganizationId organization, CallId id, CallView.Remarks remarks);

    /**
     * Null members do not restrict.
     *
     * @param status as in the contract
     * @param to E.164
     * @param from queued at or after
     * @param until queued before
     * @param active from dialing to the end only
     */
    record Filter(
            @Nullable String status,
            @Nullable String result,
            @Nullable CampaignId campaign,
            @Nullable LeadId lead,
            @Nullable String to,
            @Nullable Instant from,
            @Nullable Instant until,
            boolean active) {
        public static final Filter ALL =
                new Filter(null, null, null, null, null, null, null, false);

        public static final Filter ACTIVE =
                new Filter(null, null, null, null, null, null, null, true);
    }
}
