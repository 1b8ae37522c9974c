package io.carillon.activities.call;

import io.carillon.activities.campaign.Consent;
import io.carillon.activities.lead.LeadHours;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.lead.LeadOutcome;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Whether a request may leave, judged for the instant at which it would. Pure. What ends a lead is
 * asked first, so that a wait never hides it; what costs the least to wait for is asked last.
 */
final class GateRules {
    /** Nobody tells us when a caller id, an account or an organization is mended. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** What live calls may cost stands in the way; most cost less and end within a minute. */
    private static final Duration COST_SOON = Duration.ofSeconds(10);

    /** A call may end at any moment. */
    private static final Duration SLOT_SOON = Duration.ofSeconds(1);

    private static final List<BiFunction<GateFacts, Instant, @Nullable Verdict>> RULES =
            List.of(
                    GateRules::campaignOver,
                    GateRules::suppressed,
                    GateRules::expired,
                    GateRules::exhausted,
                    GateRules::country,
                    GateRules::law,
                    GateRules::flow,
                    GateRules::campaignRuns,
                    GateRules::scheduled,
                    GateRules::organizationRuns,
                    GateRules::disclosures,
                    GateRules::consent,
                    GateRules::spacing,
                    GateRules::hours,
                    GateRules::numberCap,
                    GateRules::campaignDay,
                    GateRules::organizationDay,
                    GateRules::organizationSpend,
                    GateRules::account,
                    GateRules::campaignConcurrency,
                    GateRules::accountConcurrency);

    private GateRules() {}

    static Verdict judge(GateFacts facts) {
        Instant sendAt = sendAt(facts);
        for (var rule : RULES) {
            Verdict verdict = rule.apply(facts, sendAt);
            if (verdict != null) {
                return verdict;
            }
        }
        return paced(facts, sendAt, CallerIds.choose(facts, sendAt));
    }

    /**
     * The first instant that campaign, account and installation all leave room for. What one of
     * them moves on may be too early for no other: each only asks for "not before".
     */
    static Instant sendAt(GateFacts facts) {
        Instant at = facts.now().plus(facts.headroom());
        for (Map.Entry<String, Pace> limit : facts.paces().entrySet()) {
            at =
                    facts.sent(limit.getKey(), limit.getValue())
                            .earliest(at, limit.getValue(), facts.pacers().left());
        }
        return at;
    }

    private static @Nullable Verdict campaignOver(GateFacts facts, Instant sendAt) {
        return facts.call().campaign().over()
                ? new Verdict.Over(LeadOutcome.CANCELED, "campaign_ended", "CAMPAIGN_ENDED")
                : null;
    }

    private static @Nullable Verdict suppressed(GateFacts facts, Instant sendAt) {
        return facts.look().suppression() == null
                ? null
                : new Verdict.Over(LeadOutcome.SUPPRESSED, "suppression", "NUMBER_SUPPRESSED");
    }

    private static @Nullable Verdict expired(GateFacts facts, Instant sendAt) {
        if (reached(facts.call().expiresAt(), sendAt)) {
            return new Verdict.Over(LeadOutcome.EXPIRED, "expires_at", "EXPIRED");
        }
        return reached(facts.call().campaign().endsAt(), sendAt)
                ? new Verdict.Over(LeadOutcome.EXPIRED, "ends_at", "EXPIRED")
                : null;
    }

    private static @Nullable Verdict exhausted(GateFacts facts, Instant sendAt) {
        return !facts.call().single() && facts.attempts() >= settings(facts).maxAttemptsPerLead()
                ? new Verdict.Over(LeadOutcome.EXHAUSTED, "max_attempts", "EXHAUSTED")
                : null;
    }

    private static @Nullable Verdict country(GateFacts facts, Instant sendAt) {
        return facts.countryAllowed()
                ? null
                : new Verdict.Over(
                        LeadOutcome.FAILED, "country_not_allowed", "COUNTRY_NOT_ALLOWED");
    }

    private static @Nullable Verdict law(GateFacts facts, Instant sendAt) {
        return !facts.floor() || LeadPlaces.ruled(facts.call().places(facts.call().to()))
                ? null
                : new Verdict.Over(
                        LeadOutcome.FAILED, "country_without_rules", "COUNTRY_WITHOUT_RULES");
    }

    private static @Nullable Verdict flow(GateFacts facts, Instant sendAt) {
        return facts.call().flow() == null && facts.call().campaign().flow() == null
                ? new Verdict.Over(LeadOutcome.FAILED, "flow_missing", "FLOW_MISSING")
                : null;
    }

    private static @Nullable Verdict campaignRuns(GateFacts facts, Instant sendAt) {
        return switch (facts.call().campaign().status()) {
            case PAUSED -> wait(WaitingFor.CAMPAIGN_PAUSED, facts.now());
            case DRAFT -> wait(WaitingFor.CAMPAIGN_DRAFT, facts.now());
            case SCHEDULED -> scheduledCampaign(facts);
            case ACTIVE, COMPLETED, STOPPED -> null;
        };
    }

    /** Its workflow makes it active; until then nothing is dialed, even a moment late. */
    private static Verdict scheduledCampaign(GateFacts facts) {
        Instant starts = facts.call().campaign().startsAt();
        return wait(
                WaitingFor.SCHEDULED,
                starts != null && starts.isAfter(facts.now())
                        ? starts
                        : facts.now().plus(SLOT_SOON));
    }

    private static @Nullable Verdict scheduled(GateFacts facts, Instant sendAt) {
        Instant starts = facts.call().campaign().startsAt();
        Instant scheduled = facts.call().scheduledAt();
        Instant later =
                starts == null || (scheduled != null && scheduled.isAfter(starts))
                        ? scheduled
                        : starts;
        return later == null || !later.isAfter(sendAt) ? null : wait(WaitingFor.SCHEDULED, later);
    }

    private static @Nullable Verdict organizationRuns(GateFacts facts, Instant sendAt) {
        return facts.call().owner().active()
                ? null
                : new Verdict.Wait(
                        WaitingFor.ACCOUNT_PROBLEM.wire(),
                        facts.now().plus(LOOK_AGAIN),
                        "the organization is suspended");
    }

    /** The campaign was started before the account rang real phones; an edit mends it. */
    private static @Nullable Verdict disclosures(GateFacts facts, Instant sendAt) {
        return facts.unlawful() == null
                ? null
                : new Verdict.Wait(
                        WaitingFor.ACCOUNT_PROBLEM.wire(),
                        facts.now().plus(LOOK_AGAIN),
                        facts.unlawful());
    }

    /** Not by time: the lead waits until somebody writes the date into its column. */
    private static @Nullable Verdict consent(GateFacts facts, Instant sendAt) {
        String lacking =
                facts.floor()
                        ? Consent.of(settings(facts)).lacking(facts.call().allVariables(), sendAt)
                        : null;
        return lacking == null
                ? null
                : new Verdict.Wait(WaitingFor.ACCOUNT_PROBLEM.wire(), null, lacking);
    }

    private static @Nullable Verdict spacing(GateFacts facts, Instant sendAt) {
        if (facts.lastAttemptAt() == null || facts.call().single()) {
            return null;
        }
        Instant spaced = facts.lastAttemptAt().plus(settings(facts).minBetweenAttempts());
        return spaced.isAfter(sendAt) ? wait(WaitingFor.RETRY_DELAY, spaced) : null;
    }

    private static @Nullable Verdict hours(GateFacts facts, Instant sendAt) {
        LeadHours.Placement placed = facts.hours().place(sendAt, facts.zones());
        return placed.heldBy() == null
                ? null
                : new Verdict.Wait(placed.heldBy(), placed.nextAttemptAt(), null);
    }

    /** Rolling windows over the dials of this organization to this number. */
    private static @Nullable Verdict numberCap(GateFacts facts, Instant sendAt) {
        Instant free = null;
        for (Map.Entry<String, Integer> cap : facts.call().owner().callsPerNumber().entrySet()) {
            Duration window = Duration.parse(cap.getKey());
            List<Instant> inside =
                    facts.look().dialedBefore().stream()
                            .filter(dialed -> dialed.isAfter(sendAt.minus(window)))
                            .toList();
            if (inside.size() >= cap.getValue()) {
                // With a cap of none there is no dial to wait out.
                int leaves = inside.size() - cap.getValue();
                Instant next = (leaves < inside.size() ? inside.get(leaves) : sendAt).plus(window);
                free = free == null || next.isAfter(free) ? next : free;
            }
        }
        return free == null ? null : wait(WaitingFor.NUMBER_CAP, free);
    }

    private static @Nullable Verdict campaignDay(GateFacts facts, Instant sendAt) {
        Integer cap = settings(facts).maxCallsPerDay();
        ZoneId zone = settings(facts).zone();
        LocalDate day = day(sendAt, zone);
        return cap != null && facts.pacers().of(facts.campaignScope()).usedUp(day, cap)
                ? dayFull(day, zone, "the campaign's calls of the day are used up")
                : null;
    }

    private static @Nullable Verdict organizationDay(GateFacts facts, Instant sendAt) {
        Integer cap = facts.call().owner().maxCallsPerDay();
        LocalDate day = day(sendAt, ZoneOffset.UTC);
        return cap != null && facts.pacers().of(facts.organizationScope()).usedUp(day, cap)
                ? dayFull(day, ZoneOffset.UTC, "the organization's calls of the day are used up")
                : null;
    }

    private static @Nullable Verdict organizationSpend(GateFacts facts, Instant sendAt) {
        BigDecimal cap = facts.call().owner().maxSpendPerDay();
        LocalDate day = day(sendAt, ZoneOffset.UTC);
        GateFacts.Pacer pacer = facts.pacers().of(facts.organizationScope());
        if (cap == null) {
            return null;
        }
        if (pacer.over(day) || pacer.spentOn(day).compareTo(cap) >= 0) {
            return dayFull(day, ZoneOffset.UTC, "the organization's spend of the day is used up");
        }
        // The highest cost of every live call has room, so no call can pass the cap by its end.
        BigDecimal highest = pacer.spentOn(day).add(facts.highestCost());
        if (highest.compareTo(cap) > 0) {
            return dayFull(
                    day,
                    ZoneOffset.UTC,
                    "what is left of the organization's spend of the day is less than a call may cost");
        }
        return highest.add(facts.look().reserved()).compareTo(cap) > 0
                ? new Verdict.Wait(
                        WaitingFor.DAILY_CAP.wire(),
                        facts.now().plus(COST_SOON),
                        "live calls may use up the organization's spend of the day")
                : null;
    }

    private static @Nullable Verdict account(GateFacts facts, Instant sendAt) {
        return facts.trouble() == null
                ? null
                : new Verdict.Wait(
                        facts.trouble().rule(), facts.trouble().next(), facts.trouble().detail());
    }

    private static @Nullable Verdict campaignConcurrency(GateFacts facts, Instant sendAt) {
        return !facts.call().campaign().direct()
                        && facts.look().campaignLive() >= settings(facts).maxConcurrent()
                ? wait(WaitingFor.CONCURRENCY, facts.now().plus(SLOT_SOON))
                : null;
    }

    private static @Nullable Verdict accountConcurrency(GateFacts facts, Instant sendAt) {
        return facts.account() != null
                        && facts.look().accountLive()
                                >= AccountChoice.slots(facts.call(), facts.account())
                ? new Verdict.Wait(
                        WaitingFor.CONCURRENCY.wire(),
                        facts.now().plus(SLOT_SOON),
                        "the carrier account's calls at once are used up")
                : null;
    }

    private static Verdict paced(GateFacts facts, Instant sendAt, CallerIds.Choice choice) {
        return switch (choice) {
            case CallerIds.None none ->
                    new Verdict.Wait(
                            WaitingFor.CALLER_ID.wire(),
                            none.next() == null ? facts.now().plus(LOOK_AGAIN) : none.next(),
                            none.detail());
            case CallerIds.Chosen chosen ->
                    sendAt.isAfter(facts.now().plus(furthest(facts)))
                            ? wait(WaitingFor.PACING, sendAt.minus(furthest(facts)))
                            : new Verdict.Pass(sendAt, chosen.callerId());
        };
    }

    private static Duration furthest(GateFacts facts) {
        return facts.call().single() ? Pace.FURTHEST : Pace.FURTHEST_OF_CAMPAIGNS;
    }

    private static Verdict dayFull(LocalDate day, ZoneId zone, String detail) {
        return new Verdict.Wait(
                WaitingFor.DAILY_CAP.wire(),
                day.plusDays(1).atStartOfDay(zone).toInstant(),
                detail);
    }

    private static Verdict wait(WaitingFor rule, Instant next) {
        return new Verdict.Wait(rule.wire(), next, null);
    }

    private static boolean reached(@Nullable Instant end, Instant sendAt) {
        return end != null && !end.isAfter(sendAt);
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }

    private static CampaignSettings settings(GateFacts facts) {
        return facts.call().campaign().settings();
    }
}
