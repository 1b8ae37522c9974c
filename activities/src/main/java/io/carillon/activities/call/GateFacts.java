package io.carillon.activities.call;

import io.carillon.activities.lead.LeadHours;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that the gate's rules look at. Made from rows under locks in production, and by hand in tests
 * and simulations: the rules need no database.
 *
 * @param now the database's clock, read after the pace was locked
 * @param zones candidates of the number that is to be dialed; empty: unknown
 * @param attempts of the lead, this one not included
 * @param lastAttemptAt of the lead, this one not included; null: none
 * @param missed the send instant of this call that was given out before and could not be met; null:
 *     none
 * @param account null: none may be dialed with, for the reason {@code trouble}
 * @param unlawful what a real carrier asks of the campaign and it does not say; null: nothing, or
 *     the account rings nobody
 * @param headroom from now to the nearest instant that can be met
 * @param installation hard limit on dial instants of all organizations together, per second
 */
record GateFacts(
        Instant now,
        LockedCall call,
        List<ZoneId> zones,
        boolean countryAllowed,
        int attempts,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant missed,
        @Nullable Account account,
        @Nullable AccountTrouble trouble,
        List<CallerId> callerIds,
        @Nullable String unlawful,
        Duration headroom,
        double installation,
        Pacers pacers,
        Look look) {

    /**
     * @param callsPerSecond that it is asked for now; its carrier may have asked for less than is
     *     configured
     * @param floor it rings real phones, so the law holds for every call
     * @param pricePerMinute null: not known
     */
    record Account(
            AccountId id,
            String carrier,
            double callsPerSecond,
            int maxConcurrent,
            boolean floor,
            @Nullable BigDecimal pricePerMinute) {
        Account at(double pace) {
            return new Account(id, carrier, pace, maxConcurrent, floor, pricePerMinute);
        }
    }

    /**
     * Why no account can be used.
     *
     * @param rule carrier_down or account_problem
     * @param next when to look again; where somebody has to act, nobody tells us
     */
    record AccountTrouble(String rule, String detail, Instant next) {}

    /**
     * The account may show it. Null limits nothing.
     *
     * @param rank by which the campaign prefers it: the least comes first, those alike take turns
     */
    record CallerId(
            UUID id,
            PhoneNumber number,
            @Nullable Integer maxCallsPerDay,
            @Nullable Duration coolDown,
            int rank) {
        boolean limited() {
            return maxCallsPerDay != null || coolDown != null;
        }

        String scope() {
            return "caller_id:" + id;
        }
    }

    /**
     * What was read after the pace was locked, so that nobody else can have passed in between.
     *
     * @param campaignLive calls of the campaign from dialing to their end, this one not included
     * @param reserved what the organization's other live calls may cost; 0 where no cap asks
     * @param suppression the reason why this number must not be called; null: none
     * @param dialedBefore instants at which this organization dialed this number, oldest first
     */
    record Look(
            int campaignLive,
            int accountLive,
            BigDecimal reserved,
            @Nullable String suppression,
            List<Instant> dialedBefore) {}

    /**
     * Pace rows by scope; one that is missing was never used.
     *
     * @param left when calls asked for really left, as far as that is known
     */
    record Pacers(Map<String, Pacer> byScope, Map<UUID, Instant> left) {
        Pacers(Map<String, Pacer> byScope) {
            this(byScope, Map.of());
        }

        /** The calls whose departure decides when the next may leave. */
        List<UUID> asked(Map<String, Pace> paces) {
            return paces.entrySet().stream()
                    .flatMap(one -> of(one.getKey()).sent().asked(one.getValue()).stream())
                    .distinct()
                    .toList();
        }

        Pacers with(Map<UUID, Instant> departures) {
            return new Pacers(byScope, departures);
        }

        Pacer of(String scope) {
            return byScope.getOrDefault(scope, Pacer.UNUSED);
        }
    }

    /**
     * {@code lastSendAt} null: never. {@code sent} is kept for scopes with a pace. {@code
     * callsToday} counts for {@code day} only.
     */
    record Pacer(
            @Nullable Instant lastSendAt,
            Sent sent,
            @Nullable LocalDate day,
            int callsToday,
            BigDecimal spentToday) {
        static final Pacer UNUSED = new Pacer(null, Sent.NOTHING, null, 0, BigDecimal.ZERO);

        int callsOn(LocalDate date) {
            return date.equals(day) ? callsToday : 0;
        }

        BigDecimal spentOn(LocalDate date) {
            return date.equals(day) ? spentToday : BigDecimal.ZERO;
        }

        /**
         * A call of the next day's first moments was let through before this one of the last: what
         * the day had is not counted any more, and a cap holds until midnight.
         */
        boolean over(LocalDate date) {
            return date.plusDays(1).equals(day);
        }

        boolean usedUp(LocalDate date, int calls) {
            return over(date) || callsOn(date) >= calls;
        }
    }

    /** What this call may cost; 0 where no price is known. */
    BigDecimal highestCost() {
        return account == null
                ? BigDecimal.ZERO
                : HighestCost.of(
                        account.pricePerMinute(),
                        call.options().over(call.campaign().settings()).maxCallDuration());
    }

    boolean floor() {
        return account != null && account.floor();
    }

    /** The campaign's calling hours, with the law's when the account rings real phones. */
    LeadHours hours() {
        var hours = new LeadHours(call.campaign().settings());
        return floor() ? hours.lawfulAt(call.places(call.to())) : hours;
    }

    /** The limits this call's send instant is held to, by scope. */
    Map<String, Pace> paces() {
        return paces(call, account, installation);
    }

    /** A direct campaign has no pace but its account's. */
    static Map<String, Pace> paces(
            LockedCall call, @Nullable Account account, double installation) {
        var paces = new LinkedHashMap<String, Pace>();
        paces.put(Scopes.INSTALLATION, Pace.perSecond(installation));
        if (account != null) {
            paces.put(Scopes.account(account.id()), Pace.perSecond(account.callsPerSecond()));
        }
        if (!call.campaign().direct()) {
            paces.put(
                    Scopes.campaign(call.campaign().id()),
                    Pace.perSecond(call.campaign().settings().callsPerSecond()));
        }
        return paces;
    }

    /**
     * What the scope has given out; the call's own reservation that was missed counts for nothing.
     */
    Sent sent(String scope, Pace pace) {
        Sent sent = pacers.of(scope).sent();
        return missed == null ? sent : sent.without(missed, pace);
    }

    String campaignScope() {
        return Scopes.campaign(call.campaign().id());
    }

    String organizationScope() {
        return Scopes.organization(call.organization());
    }
}
