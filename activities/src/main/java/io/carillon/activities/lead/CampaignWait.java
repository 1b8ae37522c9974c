package io.carillon.activities.lead;

import io.carillon.activities.lead.Waiting.Why;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What holds a campaign as a whole; pure.
 *
 * @param direct the organization's own: no pace and no concurrency but its account's
 * @param account status of the account it would dial with; null: there is none
 * @param callerIds verified for that account's carrier
 * @param live calls from dialing to their end; {@code accountLive} on the same account
 * @param floor one of its accounts rings real phones
 * @param day the campaign's counted day, null when it never dialed; {@code ownerDay} in UTC
 */
record CampaignWait(
        Instant now,
        boolean direct,
        CampaignStatus status,
        CampaignSettings settings,
        @Nullable Instant startsAt,
        boolean ownerActive,
        @Nullable Integer ownerCallsPerDay,
        @Nullable String account,
        @Nullable String accountReason,
        int accountConcurrent,
        int accountLive,
        int callerIds,
        int live,
        @Nullable LocalDate day,
        int callsToday,
        @Nullable LocalDate ownerDay,
        int ownerCallsToday,
        @Nullable Instant lastSendAt,
        boolean floor) {

    /** A pace so slow that its next instant lies further ahead is worth naming. */
    private static final Duration SOON = Duration.ofMillis(500);

    Optional<Why> why() {
        Why why = switchedOff();
        why = why == null ? dayFull() : why;
        why = why == null ? cannotDial() : why;
        why = why == null ? slots() : why;
        return Optional.ofNullable(why == null ? pace() : why);
    }

    private @Nullable Why switchedOff() {
        if (!ownerActive) {
            return new Why(WaitingFor.ACCOUNT_PROBLEM, null, "the organization is suspended");
        }
        return switch (status) {
            case DRAFT -> new Why(WaitingFor.CAMPAIGN_DRAFT, null, null);
            case PAUSED -> new Why(WaitingFor.CAMPAIGN_PAUSED, null, null);
            case SCHEDULED -> new Why(WaitingFor.SCHEDULED, startsAt, null);
            case ACTIVE ->
                    startsAt != null && startsAt.isAfter(now)
                            ? new Why(WaitingFor.SCHEDULED, startsAt, null)
                            : null;
            case COMPLETED, STOPPED -> null;
        };
    }

    private @Nullable Why dayFull() {
        LocalDate today = now.atZone(settings.zone()).toLocalDate();
        if (settings.maxCallsPerDay() != null
                && today.equals(day)
                && callsToday >= settings.maxCallsPerDay()) {
            return new Why(
                    WaitingFor.DAILY_CAP,
                    today.plusDays(1).atStartOfDay(settings.zone()).toInstant(),
                    "the campaign's calls of the day are used up");
        }
        LocalDate utc = now.atZone(ZoneOffset.UTC).toLocalDate();
        return ownerCallsPerDay != null
                        && utc.equals(ownerDay)
                        && ownerCallsToday >= ownerCallsPerDay
                ? new Why(
                        WaitingFor.DAILY_CAP,
                        utc.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        "the organization's calls of the day are used up")
                : null;
    }

    private @Nullable Why cannotDial() {
        if (account == null) {
            return new Why(WaitingFor.ACCOUNT_PROBLEM, null, "there is no account for the carrier");
        }
        if (!account.equals("active")) {
            return new Why(
                    account.equals("down") ? WaitingFor.CARRIER_DOWN : WaitingFor.ACCOUNT_PROBLEM,
                    null,
                    accountReason);
        }
        return callerIds == 0
                ? new Why(WaitingFor.CALLER_ID, null, "no caller id is verified for this carrier")
                : null;
    }

    private @Nullable Why slots() {
        if (!direct && live >= settings.maxConcurrent()) {
            return new Why(WaitingFor.CONCURRENCY, null, null);
        }
        return accountLive >= accountConcurrent
                ? new Why(
                        WaitingFor.CONCURRENCY,
                        null,
                        "the carrier account's calls at once are used up")
                : null;
    }

    private @Nullable Why pace() {
        if (direct || lastSendAt == null) {
            return null;
        }
        Instant next = lastSendAt.plusNanos((long) (1_000_000_000 / settings.callsPerSecond()));
        return next.isAfter(now.plus(SOON)) ? new Why(WaitingFor.PACING, next, null) : null;
    }
}
