package io.carillon.activities.lead;

import io.carillon.activities.lead.Waiting.Why;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What holds a campaign as a whole, in the order of the gate's rules; pure.
 *
 * @param direct the organization's own: no pace and no concurrency but its account's
 * @param account the one it would dial with; null: there is none
 * @param live calls from dialing to their end
 * @param spent the campaign's day is its zone's
 * @param floor one of its accounts rings real phones
 */
record CampaignWait(
        Instant now,
        boolean direct,
        CampaignStatus status,
        CampaignSettings settings,
        @Nullable Instant startsAt,
        Owner owner,
        @Nullable Account account,
        CallerIds callerIds,
        int live,
        Spent spent,
        @Nullable Instant lastSendAt,
        boolean floor) {

    /** The call's own, and that of a transfer. */
    private static final long LEGS = 2;

    /** What live calls may cost is looked at again after this. */
    private static final Duration COST_SOON = Duration.ofSeconds(10);

    /** A pace so slow that its next instant lies further ahead is worth naming. */
    private static final Duration SOON = Duration.ofMillis(500);

    /**
     * The organization with its limits, null for none, and what its UTC day has seen.
     *
     * @param reserved what its live calls may cost
     */
    record Owner(
            boolean active,
            @Nullable Integer callsPerDay,
            @Nullable BigDecimal spendPerDay,
            Spent spent,
            BigDecimal reserved) {}

    /** {@code day} null: never. */
    record Spent(@Nullable LocalDate day, int calls, BigDecimal money) {
        int callsOn(LocalDate date) {
            return date.equals(day) ? calls : 0;
        }

        BigDecimal moneyOn(LocalDate date) {
            return date.equals(day) ? money : BigDecimal.ZERO;
        }
    }

    /**
     * @param probed it is down and due for a probe
     * @param downUntil null: not by time
     * @param pricePerMinute null: not known
     */
    record Account(
            String status,
            @Nullable String reason,
            boolean probed,
            @Nullable Instant downUntil,
            @Nullable BigDecimal pricePerMinute,
            int concurrent,
            int live,
            double callsPerSecond,
            @Nullable Instant lastSendAt) {
        boolean dials() {
            return status.equals("active") || probed;
        }
    }

    /**
     * @param verified for the account's carrier
     * @param freeAt when the first of them may be shown; past or null: now
     */
    record CallerIds(int verified, @Nullable Instant freeAt) {}

    Optional<Why> why() {
        Why why = switchedOff();
        why = why == null ? dayFull() : why;
        why = why == null ? accountTrouble() : why;
        why = why == null ? slots() : why;
        why = why == null ? callerId() : why;
        return Optional.ofNullable(why == null ? pace() : why);
    }

    /** Whatever a single lead waits for, this comes before it; null: it runs. */
    @Nullable Why switchedOff() {
        Why why =
                switch (status) {
                    case DRAFT -> new Why(WaitingFor.CAMPAIGN_DRAFT, null, null);
                    case PAUSED -> new Why(WaitingFor.CAMPAIGN_PAUSED, null, null);
                    case SCHEDULED -> new Why(WaitingFor.SCHEDULED, startsAt, null);
                    case ACTIVE ->
                            startsAt != null && startsAt.isAfter(now)
                                    ? new Why(WaitingFor.SCHEDULED, startsAt, null)
                                    : null;
                    case COMPLETED, STOPPED -> null;
                };
        return why != null || owner.active()
                ? why
                : new Why(WaitingFor.ACCOUNT_PROBLEM, null, "the organization is suspended");
    }

    private @Nullable Why dayFull() {
        LocalDate today = now.atZone(settings.zone()).toLocalDate();
        Integer cap = settings.maxCallsPerDay();
        if (cap != null && spent.callsOn(today) >= cap) {
            return dayFull(today, settings.zone(), "the campaign's calls of the day are used up");
        }
        LocalDate utc = now.atZone(ZoneOffset.UTC).toLocalDate();
        if (owner.callsPerDay() != null && owner.spent().callsOn(utc) >= owner.callsPerDay()) {
            return dayFull(utc, ZoneOffset.UTC, "the organization's calls of the day are used up");
        }
        return owner.spendPerDay() == null ? null : spend(utc, owner.spendPerDay());
    }

    private @Nullable Why spend(LocalDate utc, BigDecimal cap) {
        BigDecimal spent = owner.spent().moneyOn(utc);
        if (spent.compareTo(cap) >= 0) {
            return dayFull(utc, ZoneOffset.UTC, "the organization's spend of the day is used up");
        }
        BigDecimal highest = spent.add(highestCost());
        if (highest.compareTo(cap) > 0) {
            return dayFull(
                    utc,
                    ZoneOffset.UTC,
                    "what is left of the organization's spend of the day is less than a call may cost");
        }
        return highest.add(owner.reserved()).compareTo(cap) > 0
                ? new Why(
                        WaitingFor.DAILY_CAP,
                        now.plus(COST_SOON),
                        "live calls may use up the organization's spend of the day")
                : null;
    }

    private BigDecimal highestCost() {
        if (account == null || account.pricePerMinute() == null || !account.dials()) {
            return BigDecimal.ZERO;
        }
        long minutes =
                Math.ceilDiv(
                        settings.maxCallDuration().toSeconds(), Duration.ofMinutes(1).toSeconds());
        return account.pricePerMinute().multiply(BigDecimal.valueOf(LEGS * minutes));
    }

    private static Why dayFull(LocalDate day, ZoneId zone, String detail) {
        return new Why(
                WaitingFor.DAILY_CAP, day.plusDays(1).atStartOfDay(zone).toInstant(), detail);
    }

    private @Nullable Why accountTrouble() {
        if (account == null) {
            return new Why(WaitingFor.ACCOUNT_PROBLEM, null, "there is no account for the carrier");
        }
        if (account.dials()) {
            return account.pricePerMinute() == null && owner.spendPerDay() != null
                    ? new Why(
                            WaitingFor.ACCOUNT_PROBLEM,
                            null,
                            "the carrier account has no price_per_minute, which a spending cap needs")
                    : null;
        }
        return account.status().equals("down")
                ? new Why(WaitingFor.CARRIER_DOWN, account.downUntil(), account.reason())
                : new Why(WaitingFor.ACCOUNT_PROBLEM, null, account.reason());
    }

    private @Nullable Why slots() {
        if (!direct && live >= settings.maxConcurrent()) {
            return new Why(WaitingFor.CONCURRENCY, null, null);
        }
        return account != null && account.live() >= account.concurrent()
                ? new Why(
                        WaitingFor.CONCURRENCY,
                        null,
                        "the carrier account's calls at once are used up")
                : null;
    }

    private @Nullable Why callerId() {
        if (callerIds.verified() == 0) {
            return new Why(WaitingFor.CALLER_ID, null, "no caller id may be shown on this carrier");
        }
        return callerIds.freeAt() != null && callerIds.freeAt().isAfter(now)
                ? new Why(
                        WaitingFor.CALLER_ID,
                        callerIds.freeAt(),
                        "every caller id has had its calls of the day or must cool down")
                : null;
    }

    private @Nullable Why pace() {
        Instant next = now;
        if (account != null) {
            next = later(next, after(account.lastSendAt(), account.callsPerSecond()));
        }
        if (!direct) {
            next = later(next, after(lastSendAt, settings.callsPerSecond()));
        }
        return next.isAfter(now.plus(SOON)) ? new Why(WaitingFor.PACING, next, null) : null;
    }

    private Instant after(@Nullable Instant last, double callsPerSecond) {
        return last == null ? now : last.plusNanos((long) (1_000_000_000 / callsPerSecond));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
