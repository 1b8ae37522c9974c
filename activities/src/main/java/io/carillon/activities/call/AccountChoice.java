package io.carillon.activities.call;

import io.carillon.activities.account.AccountHealth;
import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.AccountTrouble;
import io.carillon.activities.call.Offers.Offer;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Which of its accounts a call is dialed with: the first, in failover order, that may be dialed
 * with now. Pure. Not by pace: that one account is busy for a moment sends nobody to the next.
 */
final class AccountChoice {
    private static final String SIMULATOR = "simulator";
    private static final Duration SLOT_SOON = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private AccountChoice() {}

    /**
     * What an offered account is once the pace is locked, so that nobody else can have changed it.
     *
     * @param live calls from dialing to their end, this one not included
     */
    record Candidate(Offer offer, AccountHealth health, double callsPerSecond, int live) {
        Account account() {
            return offer.account().at(callsPerSecond);
        }
    }

    /**
     * @param candidate null: none may be dialed with, for the reason {@code trouble}
     */
    record Chosen(@Nullable Candidate candidate, @Nullable AccountTrouble trouble) {
        @Nullable Account account() {
            return candidate == null ? null : candidate.account();
        }

        List<GateFacts.CallerId> callerIds() {
            return candidate == null ? List.of() : candidate.offer().callerIds();
        }

        int live() {
            return candidate == null ? 0 : candidate.live();
        }
    }

    static Chosen of(LockedCall call, List<Candidate> candidates, Instant now) {
        if (candidates.isEmpty()) {
            return none(
                    WaitingFor.ACCOUNT_PROBLEM,
                    "there is no account for the carrier",
                    now.plus(LOOK_AGAIN));
        }
        return candidates.stream()
                .filter(each -> trouble(call, each, now) == null)
                .findFirst()
                .map(each -> new Chosen(each, null))
                .orElseGet(() -> firstOf(call, candidates, now));
    }

    /** Its trouble is named, and looked at again as soon as any of them may have lost its own. */
    private static Chosen firstOf(LockedCall call, List<Candidate> candidates, Instant now) {
        Candidate first = candidates.getFirst();
        AccountTrouble trouble = Objects.requireNonNull(trouble(call, first, now));
        if (!trouble.rule().equals(WaitingFor.CARRIER_DOWN.wire())
                && !trouble.rule().equals(WaitingFor.ACCOUNT_PROBLEM.wire())) {
            // The gate's other rules say it, in their order.
            return new Chosen(first, null);
        }
        Instant soonest =
                candidates.stream()
                        .map(each -> Objects.requireNonNull(trouble(call, each, now)).next())
                        .min(Instant::compareTo)
                        .orElseThrow();
        return new Chosen(null, new AccountTrouble(trouble.rule(), trouble.detail(), soonest));
    }

    private static Chosen none(WaitingFor rule, String detail, Instant next) {
        return new Chosen(null, new AccountTrouble(rule.wire(), detail, next));
    }

    /** Why it may not be dialed with; null: it may. */
    private static @Nullable AccountTrouble trouble(
            LockedCall call, Candidate candidate, Instant now) {
        AccountHealth health = candidate.health();
        Account account = candidate.account();
        if (!health.mayDial(call.id(), now)) {
            return unwell(health, now);
        }
        if (call.owner().maxSpendPerDay() != null
                && account.pricePerMinute() == null
                && !account.carrier().equals(SIMULATOR)) {
            return new AccountTrouble(
                    WaitingFor.ACCOUNT_PROBLEM.wire(),
                    "the carrier account has no price_per_minute, which a spending cap needs",
                    now.plus(LOOK_AGAIN));
        }
        if (candidate.live() >= slots(call, account)) {
            return new AccountTrouble(WaitingFor.CONCURRENCY.wire(), "full", now.plus(SLOT_SOON));
        }
        return candidate.offer().callerIds().isEmpty()
                ? new AccountTrouble(WaitingFor.CALLER_ID.wire(), "none", now.plus(LOOK_AGAIN))
                : null;
    }

    private static AccountTrouble unwell(AccountHealth health, Instant now) {
        boolean down = health.status() == AccountHealth.Status.DOWN;
        Instant until = health.downUntil();
        String detail = "the carrier account is " + health.status().wire();
        return new AccountTrouble(
                (down ? WaitingFor.CARRIER_DOWN : WaitingFor.ACCOUNT_PROBLEM).wire(),
                health.reason() == null ? detail : detail + ": " + health.reason(),
                down && until != null && until.isAfter(now) ? until : now.plus(LOOK_AGAIN));
    }

    /** Calls at once that this one may be among. */
    static int slots(LockedCall call, Account account) {
        return call.single()
                ? account.maxConcurrent()
                : ReservedSlots.forCampaigns(account.maxConcurrent());
    }
}
