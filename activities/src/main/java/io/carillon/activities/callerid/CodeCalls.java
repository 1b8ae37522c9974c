package io.carillon.activities.callerid;

import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * Calls to a number that is to be shown, which tell a code to whoever answers: who knows it may
 * show the number. The call is the installation's and shows a number of the installation; it goes
 * the way of all single calls, so no gate is walked around.
 */
public interface CodeCalls {
    /** Per number and organization, within any 24 hours. */
    int MOST_PER_DAY = 3;

    /**
     * Asks for a call; the codes of earlier ones prove nothing any more.
     *
     * @throws io.carillon.activities.campaign.CampaignControl.NotPossible when there were too many,
     *     the number was proved, must not be called, or the installation makes none
     */
    Placed place(OrganizationId organization, CallerId callerId);

    /** The last one asked for within a day; empty: none. */
    Optional<Placed> last(OrganizationId organization, CallerId callerId);

    /** The caller id is verified when it is {@code RIGHT}. */
    Said hear(OrganizationId organization, CallerId callerId, String code);

    /**
     * @param expiresAt the code proves nothing from then on
     * @param callsLeft that may be asked for today
     * @param status of the call, as users see it; null: it is not known any more
     * @param reason why it waits or was not placed; null: it does not say
     */
    record Placed(
            Instant askedAt,
            Instant expiresAt,
            int callsLeft,
            @Nullable String status,
            @Nullable String reason) {}

    enum Said {
        RIGHT,
        WRONG,
        /** Nobody has heard a code that is still good. */
        NONE
    }
}
