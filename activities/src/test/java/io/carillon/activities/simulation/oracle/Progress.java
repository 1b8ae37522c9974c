package io.carillon.activities.simulation.oracle;

import io.carillon.activities.simulation.oracle.Journal.AccountRules;
import io.carillon.activities.simulation.oracle.Journal.CallerIdRules;
import io.carillon.activities.simulation.oracle.Journal.CampaignRules;
import io.carillon.activities.simulation.oracle.Journal.Dial;
import io.carillon.activities.simulation.oracle.Journal.OrganizationRules;
import io.carillon.activities.simulation.oracle.Journal.Person;
import io.carillon.activities.simulation.oracle.Journal.Wait;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * No lead waits where nothing forbids its call: at moments of its wait for which every rule allowed
 * it through {@link #PATIENCE}, it was dialed meanwhile, or its campaign dialed others.
 */
final class Progress {
    /** A refusal that nobody will tell us the end of is looked at again after a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int MOMENTS = 3;
    private static final int LOOKS = 5;

    private final Journal journal;
    private final List<Dial> dials;
    private final Findings findings;

    Progress(Journal journal, List<Dial> dials, Findings findings) {
        this.journal = journal;
        this.dials = dials;
        this.findings = findings;
    }

    void check() {
        for (Wait wait : journal.waits) {
            Duration length = Duration.between(wait.from(), wait.to()).minus(PATIENCE);
            // Evenly through the wait, its last possible moment included.
            for (int i = 1; i <= MOMENTS && !length.isNegative(); i++) {
                Instant at = wait.from().plus(length.multipliedBy(i).dividedBy(MOMENTS));
                findings.examine(
                        Invariant.PROGRESS,
                        !allowedThrough(wait, at) || dialedMeanwhile(wait, at),
                        wait + " at " + at);
            }
        }
    }

    private boolean allowedThrough(Wait wait, Instant at) {
        for (int look = 0; look < LOOKS; look++) {
            Instant moment = at.plus(PATIENCE.multipliedBy(look).dividedBy(LOOKS - 1));
            if (!allowed(wait, moment)) {
                return false;
            }
        }
        // A rule that changed meanwhile may have forbidden it between two looks.
        return journal.campaign(wait.campaign()).unchanged(at, at.plus(PATIENCE))
                && journal.organization.unchanged(at, at.plus(PATIENCE))
                && unchanged(wait, at);
    }

    private boolean unchanged(Wait wait, Instant at) {
        History<Person> person = journal.people.get(wait.lead());
        return person == null || person.unchanged(at, at.plus(PATIENCE));
    }

    /** A campaign that dials others is busy, not stuck. */
    private boolean dialedMeanwhile(Wait wait, Instant at) {
        return between(at, at.plus(PATIENCE)).stream()
                .anyMatch(
                        dial ->
                                dial.campaign().equals(wait.campaign())
                                        || dial.number().equals(wait.number()));
    }

    private boolean allowed(Wait wait, Instant at) {
        CampaignRules rules = journal.campaign(wait.campaign()).at(at);
        OrganizationRules owner = journal.organization.at(at);
        return rules.active()
                && owner.active()
                && (rules.startsAt() == null || !rules.startsAt().isAfter(at))
                && (rules.endsAt() == null || rules.endsAt().isAfter(at))
                && rules.countries().contains(wait.country())
                && WallClock.open(rules, wait.zones(), at)
                && !numberFull(owner, wait, at)
                && !dayFull(rules, owner, wait, at)
                && spaced(rules, wait, at)
                && !numberLive(wait, at)
                && !campaignFull(rules, wait, at)
                && callerIdFree(rules, at)
                && accountFree(wait, at)
                && lawful(rules, wait, at);
    }

    /** Campaigns with an account that rings real phones wait for the law's hours before others. */
    private boolean lawful(CampaignRules rules, Wait wait, Instant at) {
        boolean real =
                journal.accountsOf.getOrDefault(wait.campaign(), List.of()).stream()
                        .anyMatch(
                                account -> Journal.known(journal.accounts, account).at(at).real());
        if (!real) {
            return true;
        }
        Person person = Journal.known(journal.people, wait.lead()).at(at);
        Set<String> places = journal.places(wait.number(), person);
        return rules.discloses()
                && Statutes.ruledEach(rules.countries())
                && (!rules.consentOfEach() || agreed(person, wait))
                && Statutes.whole(places)
                && Statutes.open(places, wait.zones(), at, rules.ring());
    }

    /**
     * A day that was to come when it was written is looked at again only when it is written anew.
     */
    private static boolean agreed(Person person, Wait wait) {
        return person.agreedOn() != null
                && !person.agreedOn().isAfter(wait.from().atZone(ZoneOffset.UTC).toLocalDate());
    }

    private boolean numberFull(OrganizationRules owner, Wait wait, Instant at) {
        return owner.callsPerNumber().entrySet().stream()
                .anyMatch(
                        cap ->
                                between(at.minus(cap.getKey()), at).stream()
                                                .filter(dial -> dial.number().equals(wait.number()))
                                                .count()
                                        >= cap.getValue());
    }

    private boolean dayFull(CampaignRules rules, OrganizationRules owner, Wait wait, Instant at) {
        return (rules.callsPerDay() != null
                        && onDay(at, rules.zone(), wait.campaign()) >= rules.callsPerDay())
                || (owner.callsPerDay() != null
                        && onDay(at, ZoneOffset.UTC, "") >= owner.callsPerDay());
    }

    private long onDay(Instant at, ZoneId zone, String campaign) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return between(at.minus(Duration.ofHours(26)), at).stream()
                .filter(dial -> campaign.isEmpty() || dial.campaign().equals(campaign))
                .filter(dial -> dial.sendAt().atZone(zone).toLocalDate().equals(day))
                .count();
    }

    private boolean spaced(CampaignRules rules, Wait wait, Instant at) {
        return wait.single()
                || between(Instant.MIN, at).stream()
                        .filter(dial -> dial.lead().equals(wait.lead()))
                        .noneMatch(dial -> dial.sendAt().plus(rules.spacing()).isAfter(at));
    }

    private boolean numberLive(Wait wait, Instant at) {
        return live(at).stream().anyMatch(dial -> dial.number().equals(wait.number()));
    }

    private boolean campaignFull(CampaignRules rules, Wait wait, Instant at) {
        return !rules.direct()
                && live(at).stream().filter(dial -> dial.campaign().equals(wait.campaign())).count()
                        >= rules.concurrent();
    }

    private boolean callerIdFree(CampaignRules rules, Instant at) {
        return journal.callerIds.entrySet().stream()
                .filter(entry -> rules.direct() || rules.callerIds().contains(entry.getKey()))
                .anyMatch(entry -> free(entry.getKey(), entry.getValue().at(at), at));
    }

    private boolean free(String callerId, CallerIdRules rules, Instant at) {
        List<Dial> its =
                between(at.minus(Duration.ofHours(26)), at).stream()
                        .filter(dial -> dial.callerId().equals(callerId))
                        .toList();
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        return rules.verified()
                && (rules.callsPerDay() == null
                        || its.stream()
                                        .filter(
                                                dial ->
                                                        dial.sendAt()
                                                                .atZone(ZoneOffset.UTC)
                                                                .toLocalDate()
                                                                .equals(day))
                                        .count()
                                < rules.callsPerDay())
                && (rules.coolDown() == null
                        || its.isEmpty()
                        || !its.getLast().sendAt().plus(rules.coolDown()).isAfter(at));
    }

    /** The first active account in failover order has room. */
    private boolean accountFree(Wait wait, Instant at) {
        for (String account : journal.accountsOf.getOrDefault(wait.campaign(), List.of())) {
            AccountRules rules = Journal.known(journal.accounts, account).at(at);
            if (rules.active()) {
                return live(at).stream().filter(dial -> dial.account().equals(account)).count()
                        < rules.concurrent();
            }
        }
        return false;
    }

    private List<Dial> live(Instant at) {
        return between(at.minus(Duration.ofHours(2)), at).stream()
                .filter(dial -> dial.endedAt() == null || dial.endedAt().isAfter(at))
                .toList();
    }

    private List<Dial> between(Instant from, Instant to) {
        return dials.subList(index(from), index(to));
    }

    /** Of the first dial not before that instant. */
    private int index(Instant at) {
        int low = 0;
        int high = dials.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (dials.get(middle).at().isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
