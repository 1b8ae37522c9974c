package io.carillon.activities.simulation.oracle;

import io.carillon.activities.simulation.oracle.Journal.AccountRules;
import io.carillon.activities.simulation.oracle.Journal.CallerIdRules;
import io.carillon.activities.simulation.oracle.Journal.CampaignRules;
import io.carillon.activities.simulation.oracle.Journal.Dial;
import io.carillon.activities.simulation.oracle.Journal.Ended;
import io.carillon.activities.simulation.oracle.Journal.OrganizationRules;
import io.carillon.activities.simulation.oracle.Journal.Person;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Re-checks every dial of a journal against every rule, by counting over the whole list of dials
 * each time. Knows nothing of how the decisions were made.
 */
public final class Oracle {
    private final Journal journal;
    private final Findings findings = new Findings();
    private final List<Dial> dials;
    private final Map<String, List<Dial>> byNumber;
    private final Map<String, List<Dial>> byLead;
    private final Map<String, List<Dial>> byCampaign;
    private final Map<String, List<Dial>> byAccount;
    private final Map<String, List<Dial>> byCallerId;

    private Oracle(Journal journal) {
        this.journal = journal;
        this.dials = journal.dials.stream().sorted(Comparator.comparing(Dial::at)).toList();
        this.byNumber = by(Dial::number);
        this.byLead = by(Dial::lead);
        this.byCampaign = by(Dial::campaign);
        this.byAccount = by(Dial::account);
        this.byCallerId = by(Dial::callerId);
    }

    public static Findings check(Journal journal) {
        var oracle = new Oracle(journal);
        oracle.dials.forEach(oracle::check);
        oracle.paces();
        oracle.outcomes();
        new Progress(journal, oracle.dials, oracle.findings).check();
        return oracle.findings;
    }

    private Map<String, List<Dial>> by(Function<Dial, String> key) {
        return dials.stream().collect(Collectors.groupingBy(key));
    }

    private void check(Dial dial) {
        CampaignRules rules = journal.campaign(dial.campaign()).at(dial.passedAt());
        OrganizationRules owner = journal.organization.at(dial.passedAt());
        examine(Invariant.CAMPAIGN_ACTIVE, rules.active(), dial);
        examine(Invariant.ORGANIZATION_ACTIVE, owner.active(), dial);
        examine(Invariant.WITHIN_START_AND_END, withinStartAndEnd(rules, dial), dial);
        examine(Invariant.CALLING_HOURS, WallClock.open(rules, dial.zones(), dial.sendAt()), dial);
        examine(
                Invariant.NOT_SUPPRESSED,
                journal.suppressions.stream()
                        .noneMatch(
                                one -> one.holds(dial.number(), dial.campaign(), dial.passedAt())),
                dial);
        examine(Invariant.COUNTRY_ALLOWED, rules.countries().contains(dial.country()), dial);
        law(rules, dial);
        leadRules(rules, dial);
        caps(rules, owner, dial);
        callerId(rules, dial);
        live(rules, dial);
    }

    private void law(CampaignRules rules, Dial dial) {
        if (!Journal.known(journal.accounts, dial.account()).at(dial.passedAt()).real()) {
            return;
        }
        Person person = Journal.known(journal.people, dial.lead()).at(dial.passedAt());
        Set<String> places = journal.places(dial.number(), person);
        examine(Invariant.LAWFUL_COUNTRY, Statutes.ruled(places), dial);
        examine(
                Invariant.LAWFUL_HOURS,
                Statutes.open(places, dial.zones(), dial.sendAt(), rules.ring()),
                dial);
        if (rules.consentOfEach()) {
            LocalDate today = dial.sendAt().atOffset(ZoneOffset.ofHours(14)).toLocalDate();
            examine(
                    Invariant.CONSENT,
                    person.agreedOn() != null && !person.agreedOn().isAfter(today),
                    dial);
        }
        examine(
                Invariant.DISCLOSURES,
                rules.discloses() && Statutes.ruledEach(rules.countries()),
                dial);
    }

    private static boolean withinStartAndEnd(CampaignRules rules, Dial dial) {
        return notBefore(dial.sendAt(), rules.startsAt())
                && notBefore(dial.sendAt(), dial.scheduledAt())
                && before(dial.sendAt(), rules.endsAt())
                && before(dial.sendAt(), dial.expiresAt());
    }

    private static boolean notBefore(Instant at, @Nullable Instant start) {
        return start == null || !at.isBefore(start);
    }

    private static boolean before(Instant at, @Nullable Instant end) {
        return end == null || at.isBefore(end);
    }

    private void leadRules(CampaignRules rules, Dial dial) {
        List<Dial> earlier = earlier(byLead, dial.lead(), dial);
        if (dial.single()) {
            return;
        }
        examine(Invariant.ATTEMPTS_PER_LEAD, earlier.size() < rules.attempts(), dial);
        if (earlier.isEmpty()) {
            return;
        }
        Dial last = earlier.getLast();
        examine(
                Invariant.SPACED,
                !dial.sendAt().isBefore(last.sendAt().plus(rules.spacing())),
                dial);
        if (last.endedAt() == null || last.result() == null) {
            examine(Invariant.RETRY_DELAY, false, dial);
            return;
        }
        CampaignRules then = journal.campaign(dial.campaign()).at(last.endedAt());
        List<Duration> delays =
                last.result().equals("invalid_number")
                        ? List.of()
                        : then.retry().getOrDefault(last.result(), List.of());
        long used =
                earlier.stream()
                                .filter(one -> one.number().equals(last.number()))
                                .filter(one -> last.result().equals(one.result()))
                                .count()
                        - 1;
        examine(Invariant.RETRY_DELAY, due(dial, last, delays, used), dial);
    }

    /** The n-th retry waits the n-th delay, the last one repeats; another number needs none. */
    private static boolean due(Dial dial, Dial last, List<Duration> delays, long used) {
        Instant ended = java.util.Objects.requireNonNull(last.endedAt());
        if (!dial.number().equals(last.number())) {
            return used >= delays.size() && !dial.sendAt().isBefore(ended);
        }
        return !delays.isEmpty()
                && !dial.sendAt()
                        .isBefore(ended.plus(delays.get((int) Math.min(used, delays.size() - 1))));
    }

    private void caps(CampaignRules rules, OrganizationRules owner, Dial dial) {
        List<Dial> toNumber = earlier(byNumber, dial.number(), dial);
        owner.callsPerNumber()
                .forEach(
                        (window, cap) ->
                                examine(
                                        Invariant.NUMBER_CAP,
                                        toNumber.stream()
                                                        .filter(
                                                                one ->
                                                                        one.at()
                                                                                .isAfter(
                                                                                        dial.sendAt()
                                                                                                .minus(
                                                                                                        window)))
                                                        .count()
                                                < cap,
                                        dial));
        if (rules.callsPerDay() != null) {
            examine(
                    Invariant.CAMPAIGN_DAY,
                    sameDay(earlier(byCampaign, dial.campaign(), dial), dial, rules.zone())
                            < rules.callsPerDay(),
                    dial);
        }
        if (owner.callsPerDay() != null) {
            examine(
                    Invariant.ORGANIZATION_DAY,
                    sameDay(dials.subList(0, dials.indexOf(dial)), dial, ZoneOffset.UTC)
                            < owner.callsPerDay(),
                    dial);
        }
    }

    private static long sameDay(List<Dial> earlier, Dial dial, ZoneId zone) {
        LocalDate day = dial.sendAt().atZone(zone).toLocalDate();
        return earlier.stream()
                .filter(one -> one.sendAt().atZone(zone).toLocalDate().equals(day))
                .count();
    }

    private void callerId(CampaignRules rules, Dial dial) {
        CallerIdRules callerId =
                Journal.known(journal.callerIds, dial.callerId()).at(dial.passedAt());
        examine(
                Invariant.CALLER_ID_OWNED,
                callerId.verified()
                        && (rules.direct() || rules.callerIds().contains(dial.callerId())),
                dial);
        List<Dial> earlier = earlier(byCallerId, dial.callerId(), dial);
        if (callerId.callsPerDay() != null) {
            examine(
                    Invariant.CALLER_ID_DAY,
                    sameDay(earlier, dial, ZoneOffset.UTC) < callerId.callsPerDay(),
                    dial);
        }
        if (callerId.coolDown() != null && !earlier.isEmpty()) {
            examine(
                    Invariant.CALLER_ID_COOL,
                    !dial.sendAt().isBefore(earlier.getLast().sendAt().plus(callerId.coolDown())),
                    dial);
        }
    }

    private void live(CampaignRules rules, Dial dial) {
        AccountRules account = Journal.known(journal.accounts, dial.account()).at(dial.passedAt());
        examine(Invariant.ACCOUNT_ACTIVE, account.active(), dial);
        examine(
                Invariant.ONE_LIVE_CALL_PER_NUMBER,
                liveWith(earlier(byNumber, dial.number(), dial), dial) == 0,
                dial);
        examine(
                Invariant.ACCOUNT_CONCURRENCY,
                liveWith(earlier(byAccount, dial.account(), dial), dial) < account.concurrent(),
                dial);
        if (!rules.direct()) {
            examine(
                    Invariant.CAMPAIGN_CONCURRENCY,
                    liveWith(earlier(byCampaign, dial.campaign(), dial), dial) < rules.concurrent(),
                    dial);
        }
    }

    /** Calls that were dialed before and had not ended when this one was let through. */
    private static long liveWith(List<Dial> earlier, Dial dial) {
        return earlier.stream()
                .filter(one -> one.endedAt() == null || one.endedAt().isAfter(dial.passedAt()))
                .count();
    }

    private void paces() {
        pace(Invariant.INSTALLATION_PACE, dials, at -> journal.installationCallsPerSecond);
        byAccount.forEach(
                (account, its) ->
                        pace(
                                Invariant.ACCOUNT_PACE,
                                its,
                                at ->
                                        Journal.known(journal.accounts, account)
                                                .at(at)
                                                .callsPerSecond()));
        byCampaign.forEach(
                (campaign, its) -> {
                    if (!journal.campaign(campaign).at(its.getFirst().passedAt()).direct()) {
                        pace(
                                Invariant.CAMPAIGN_PACE,
                                its,
                                at -> journal.campaign(campaign).at(at).callsPerSecond());
                    }
                });
    }

    /**
     * At most floor(rate) dials in any sliding second; below one per second they are 1/rate apart.
     * Where the rate was changed between two dials the higher one counts.
     */
    private void pace(Invariant invariant, List<Dial> its, Function<Instant, Double> rates) {
        for (int i = 1; i < its.size(); i++) {
            double rate =
                    Math.max(
                            rates.apply(its.get(i).passedAt()),
                            rates.apply(its.get(i - 1).passedAt()));
            int apart = rate < 1 ? 1 : (int) Math.floor(rate);
            double seconds = rate < 1 ? 1 / rate : 1;
            if (i >= apart) {
                Duration between = Duration.between(its.get(i - apart).at(), its.get(i).at());
                examine(invariant, between.toNanos() >= seconds * 1e9, its.get(i));
            }
        }
    }

    private void outcomes() {
        Set<String> calls = new HashSet<>();
        dials.forEach(
                dial -> examine(Invariant.DIALED_ONCE_PER_CALL, calls.add(dial.call()), dial));
        Map<String, List<Ended>> byEnd =
                journal.ended.stream().collect(Collectors.groupingBy(Ended::lead));
        for (String lead : journal.leads) {
            List<Ended> ends = byEnd.getOrDefault(lead, List.of());
            examine(Invariant.ONE_OUTCOME, ends.size() <= 1, ends);
            List<Dial> its = byLead.getOrDefault(lead, List.of());
            if (!ends.isEmpty() && !its.isEmpty()) {
                outcome(ends.getFirst(), its.getLast());
            }
        }
    }

    private void outcome(Ended end, Dial last) {
        examine(Invariant.NOTHING_AFTER_OUTCOME, !last.at().isAfter(end.at()), last);
        boolean byTheCall = end.at().equals(last.endedAt());
        if (byTheCall && last.result() != null) {
            examine(
                    Invariant.OUTCOME_OF_RESULT,
                    possible(last.result()).contains(end.outcome()),
                    end + " after " + last);
        }
    }

    /** Also the ends that do not come from the result itself. */
    private static Set<String> possible(String result) {
        var outcomes = new HashSet<>(Set.of("suppressed", "opted_out", "canceled", "expired"));
        outcomes.add(
                switch (result) {
                    case "human" -> "reached";
                    case "machine" -> "voicemail";
                    case "invalid_number" -> "invalid_number";
                    case "carrier_error", "blocked" -> "failed";
                    default -> "exhausted";
                });
        if (result.equals("machine")) {
            outcomes.add("exhausted");
        }
        return outcomes;
    }

    private static List<Dial> earlier(Map<String, List<Dial>> lists, String key, Dial dial) {
        List<Dial> list = lists.getOrDefault(key, List.of());
        return list.subList(0, list.indexOf(dial));
    }

    private void examine(Invariant invariant, boolean holds, Object row) {
        findings.examine(invariant, holds, row);
    }
}
