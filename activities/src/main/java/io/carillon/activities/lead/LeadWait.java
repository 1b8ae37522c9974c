package io.carillon.activities.lead;

import io.carillon.activities.law.Place;
import io.carillon.activities.lead.Waiting.Why;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why one pending lead is not called now; pure.
 *
 * @param heldBy the rule that set {@code nextAttemptAt} at the last look; null: none
 * @param places whose laws hold; null: no real carrier calls it
 * @param numberInUse another live call is on its number
 */
record LeadWait(
        Instant now,
        CampaignSettings settings,
        Optional<Why> campaign,
        List<ZoneId> zones,
        Instant dueAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String heldBy,
        int attempts,
        boolean numberInUse,
        @Nullable Instant scheduledAt,
        @Nullable Set<Place> places) {

    Why why() {
        // A switched-off campaign says more than the next attempt of one of its leads.
        if (campaign.isPresent() && switchedOff(campaign.get().rule())) {
            return with(campaign.get());
        }
        if (scheduledAt != null && scheduledAt.isAfter(now)) {
            return new Why(WaitingFor.SCHEDULED, nextAttemptAt, null);
        }
        var campaignHours = new LeadHours(settings);
        LeadHours hours = places == null ? campaignHours : campaignHours.lawfulAt(places);
        LeadHours.Placement placed = hours.place(later(now, dueAt), zones);
        if (WaitingFor.TIME_ZONE.wire().equals(placed.heldBy())) {
            return new Why(WaitingFor.TIME_ZONE, null, null);
        }
        if (dueAt.isAfter(now)) {
            return new Why(
                    attempts > 0 ? WaitingFor.RETRY_DELAY : WaitingFor.SCHEDULED,
                    nextAttemptAt,
                    null);
        }
        if (placed.heldBy() != null) {
            return new Why(
                    WaitingFor.CALLING_HOURS,
                    nextAttemptAt != null && nextAttemptAt.isAfter(now)
                            ? nextAttemptAt
                            : placed.nextAttemptAt(),
                    null);
        }
        if (campaign.isPresent()) {
            return with(campaign.get());
        }
        if (numberInUse) {
            return new Why(WaitingFor.NUMBER_IN_USE, nextAttemptAt, null);
        }
        return nextAttemptAt == null || nextAttemptAt.isAfter(now)
                ? new Why(held(), nextAttemptAt, null)
                : new Why(WaitingFor.DUE, nextAttemptAt, null);
    }

    /** The rule of the last look holds until its time has come; hours were judged above. */
    private WaitingFor held() {
        for (WaitingFor rule : WaitingFor.values()) {
            if (rule.wire().equals(heldBy) && rule != WaitingFor.CALLING_HOURS) {
                return rule;
            }
        }
        return WaitingFor.DUE;
    }

    private Why with(Why why) {
        return new Why(why.rule(), why.until() == null ? nextAttemptAt : why.until(), why.detail());
    }

    private static boolean switchedOff(WaitingFor rule) {
        return rule == WaitingFor.CAMPAIGN_DRAFT
                || rule == WaitingFor.CAMPAIGN_PAUSED
                || rule == WaitingFor.SCHEDULED;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
