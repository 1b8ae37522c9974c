package io.carillon.activities.lead;

import io.carillon.activities.law.Place;
import io.carillon.activities.lead.Waiting.Why;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Why one pending lead is not called now, and the first instant at which it may be by what is known
 * now; pure. The order is the gate's.
 *
 * @param heldBy the rule that set {@code nextAttemptAt} at the last look; null: none
 * @param lastAttemptAt what the minimum spacing counts from; null: nothing to keep apart from
 * @param places whose laws hold; null: no real carrier calls it
 * @param numberInUse another live call is on its number
 * @param numberFreeAt its number was called as often as it may be, until then; null: it was not
 */
record LeadWait(
        CampaignWait campaign,
        List<ZoneId> zones,
        Instant dueAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String heldBy,
        int attempts,
        @Nullable Instant lastAttemptAt,
        boolean numberInUse,
        @Nullable Instant numberFreeAt,
        @Nullable Instant scheduledAt,
        @Nullable Set<Place> places) {

    Why why() {
        Instant now = campaign.now();
        // A switched-off campaign says more than the next attempt of one of its leads.
        Why switchedOff = campaign.switchedOff();
        if (switchedOff != null) {
            return with(switchedOff);
        }
        if (scheduledAt != null && scheduledAt.isAfter(now)) {
            return new Why(WaitingFor.SCHEDULED, later(scheduledAt, nextAttemptAt), null);
        }
        Instant due = later(dueAt, spaced());
        LeadHours.Placement placed = place(later(now, due));
        if (WaitingFor.TIME_ZONE.wire().equals(placed.heldBy())) {
            return new Why(WaitingFor.TIME_ZONE, null, null);
        }
        if (due.isAfter(now)) {
            return new Why(
                    attempts > 0 ? WaitingFor.RETRY_DELAY : WaitingFor.SCHEDULED,
                    laterOrNever(placed.nextAttemptAt(), nextAttemptAt),
                    null);
        }
        if (placed.heldBy() != null) {
            return new Why(
                    WaitingFor.CALLING_HOURS,
                    laterOrNever(placed.nextAttemptAt(), nextAttemptAt),
                    null);
        }
        if (numberInUse) {
            return new Why(WaitingFor.NUMBER_IN_USE, nextAttemptAt, null);
        }
        if (numberFreeAt != null && numberFreeAt.isAfter(now)) {
            return new Why(WaitingFor.NUMBER_CAP, place(numberFreeAt).nextAttemptAt(), null);
        }
        return campaign.why().map(this::with).orElseGet(this::held);
    }

    /** The rule of the last look holds until its time has come; hours were judged above. */
    private Why held() {
        if (nextAttemptAt != null && !nextAttemptAt.isAfter(campaign.now())) {
            return new Why(WaitingFor.DUE, nextAttemptAt, null);
        }
        for (WaitingFor rule : WaitingFor.values()) {
            if (rule.wire().equals(heldBy) && rule != WaitingFor.CALLING_HOURS) {
                return new Why(rule, nextAttemptAt, null);
            }
        }
        return new Why(WaitingFor.DUE, nextAttemptAt, null);
    }

    /** The campaign's instant is one more that this lead's hours have to allow. */
    private Why with(Why why) {
        return new Why(
                why.rule(),
                why.until() == null ? nextAttemptAt : place(why.until()).nextAttemptAt(),
                why.detail());
    }

    private LeadHours.Placement place(Instant at) {
        var hours = new LeadHours(campaign.settings());
        return (places == null ? hours : hours.lawfulAt(places)).place(at, zones);
    }

    private @Nullable Instant spaced() {
        CampaignSettings settings = campaign.settings();
        return lastAttemptAt == null ? null : lastAttemptAt.plus(settings.minBetweenAttempts());
    }

    private static @Nullable Instant laterOrNever(
            @Nullable Instant placed, @Nullable Instant stored) {
        return placed == null ? null : later(placed, stored);
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
