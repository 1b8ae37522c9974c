package io.carillon.activities.dryrun;

import io.carillon.activities.call.Countries;
import io.carillon.activities.call.ReservedSlots;
import io.carillon.activities.campaign.Consent;
import io.carillon.activities.campaign.StartProblems;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.dryrun.HoursGroups.Group;
import io.carillon.activities.dryrun.LeadFates.Fate;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.law.Place;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.WaitingFor;
import io.carillon.workflows.phone.PhoneNumber;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link DryRun} from four scans of the campaign's leads and the pure estimate. */
final class JdbcDryRun implements DryRun {
    private static final Duration SHOWN = Duration.ofDays(7);

    private static final int EXAMPLES = 5;

    /** Sets of hours that are shown and reckoned with; the hundredth of a list has few leads. */
    private static final int GROUPS = 100;

    // Twenty seconds of ringing and ten of talking: most calls are not answered or end soon.
    private static final int SECONDS_PER_CALL = 30;

    private final Transactions transactions;
    private final LeadFates leads;
    private final Flows flows;
    private final StartProblems problems;
    private final double installationCallsPerSecond;

    JdbcDryRun(
            Transactions transactions,
            Flows flows,
            StartProblems problems,
            double installationCallsPerSecond) {
        this.transactions = transactions;
        this.leads = new LeadFates(transactions);
        this.flows = flows;
        this.problems = problems;
        this.installationCallsPerSecond = installationCallsPerSecond;
    }

    @Override
    public Answer of(OrganizationId organization, CampaignId campaign) {
        return transactions.atLength(organization, () -> run(organization, campaign));
    }

    private Answer run(OrganizationId organization, CampaignId campaign) {
        RunFacts facts = RunFacts.read(transactions, organization, campaign);
        var tally = new Tally();
        var groups = new HoursGroups(facts);
        leads.fates(
                organization,
                campaign,
                asked(organization, campaign, facts),
                fate -> {
                    String rule = fate.fate() == null ? groups.add(fate) : fate.fate();
                    if (rule != null) {
                        tally.add(rule, fate);
                    }
                });
        List<Group> dialed = groups.all();
        long wouldDial = dialed.stream().mapToLong(Group::leads).sum();
        Pace pace = pace(facts);
        RetryTail tail = RetryTail.of(facts.settings(), wouldDial);
        return new Answer(
                wouldDial + tally.total(),
                tally.take("done"),
                tally.take("in_call"),
                wouldDial,
                tally.skipped,
                notices(organization, campaign),
                problems(organization, campaign),
                dialed.stream().limit(GROUPS).map(each -> windows(each, facts)).toList(),
                pace,
                assumptions(tail, facts),
                estimate(facts, dialed, pace, tail),
                facts.now());
    }

    private LeadFates.Asked asked(
            OrganizationId organization, CampaignId campaign, RunFacts facts) {
        leads.countInMemory();
        Map<String, String> heads = leads.heads(organization, campaign);
        List<String> foreign =
                heads.entrySet().stream()
                        .filter(
                                head ->
                                        !Countries.allowed(
                                                new PhoneNumber(head.getValue()), facts.settings()))
                        .map(Map.Entry::getKey)
                        .toList();
        List<String> required =
                facts.flow() == null
                        ? List.of()
                        : flows.version(organization, facts.flow()).requiredVariables().stream()
                                .filter(name -> !facts.complete().contains(name))
                                .filter(name -> !facts.settings().identity().containsKey(name))
                                .toList();
        String column = facts.floor() ? Consent.of(facts.settings()).column() : null;
        return new LeadFates.Asked(
                facts.settings().maxAttemptsPerLead(),
                foreign,
                required,
                facts.floor() ? alike(heads) : Map.of(),
                facts.floor(),
                column,
                column == null ? List.of() : lacking(organization, campaign, facts, column));
    }

    /** Each area code with the one that stands for all of its places: NANP's, "+1" and three. */
    private static Map<String, String> alike(Map<String, String> heads) {
        var first = new HashMap<Set<Place>, String>();
        var alike = new HashMap<String, String>();
        heads.forEach(
                (head, number) -> {
                    if (head.startsWith("+1")) {
                        Set<Place> places = LeadPlaces.ofNumber(new PhoneNumber(number));
                        alike.put(head, first.computeIfAbsent(places, any -> head));
                    }
                });
        return alike;
    }

    private List<String> lacking(
            OrganizationId organization, CampaignId campaign, RunFacts facts, String column) {
        Consent consent = Consent.of(facts.settings());
        return leads.days(organization, campaign, column).stream()
                .filter(day -> consent.lacking(Map.of(column, day), facts.from()) != null)
                .toList();
    }

    private Map<String, Some> notices(OrganizationId organization, CampaignId campaign) {
        Map<String, Some> notices = new LinkedHashMap<>();
        Some repeated = leads.repeated(organization, campaign);
        if (repeated.leads() > 0) {
            notices.put("number_repeated", repeated);
        }
        Some capped = leads.capped(organization, campaign);
        if (capped.leads() > 0) {
            notices.put(WaitingFor.NUMBER_CAP.wire(), capped);
        }
        return notices;
    }

    private List<Problem> problems(OrganizationId organization, CampaignId campaign) {
        return problems.of(organization, campaign).stream()
                .map(
                        each ->
                                new Problem(
                                        each.code(),
                                        each.pointer(),
                                        String.valueOf(each.getMessage())))
                .toList();
    }

    private static ZoneWindows windows(Group dialed, RunFacts facts) {
        return new ZoneWindows(
                dialed.zones(),
                dialed.hours().hours().judgedIn(dialed.hours().zones()).stream()
                        .map(ZoneId::getId)
                        .toList(),
                dialed.places(),
                dialed.leads(),
                dialed.hours().shown(facts.from(), facts.from().plus(SHOWN)));
    }

    /** The strictest of all limits. */
    private Pace pace(RunFacts facts) {
        CampaignSettings settings = facts.settings();
        double rate = settings.callsPerSecond();
        String limit = "campaign";
        if (facts.accountPace() != null) {
            double share = FairShare.of(rate, facts.others().callsPerSecond(), facts.accountPace());
            limit = share < rate ? "account" : limit;
            rate = share;
        }
        if (installationCallsPerSecond < rate) {
            rate = installationCallsPerSecond;
            limit = "installation";
        }
        int concurrent =
                facts.accountPace() == null
                        ? settings.maxConcurrent()
                        : (int)
                                FairShare.of(
                                        settings.maxConcurrent(),
                                        facts.others().concurrent(),
                                        ReservedSlots.forCampaigns(facts.accountConcurrent()));
        double slots = (double) concurrent / SECONDS_PER_CALL;
        return new Pace(
                Math.min(rate, slots),
                slots < rate ? "concurrency" : limit,
                concurrent,
                settings.maxCallsPerDay());
    }

    private static Assumptions assumptions(RetryTail tail, RunFacts facts) {
        int others = facts.others().callsPerSecond().size();
        return new Assumptions(
                Math.round(tail.attemptsPerLead() * 100) / 100.0,
                SECONDS_PER_CALL,
                others,
                "after "
                        + Math.round(RetryTail.AGAIN * 100)
                        + " of 100 attempts the lead is tried again, when retry says so at all;"
                        + " numbers are not shared with other campaigns; "
                        + (others == 0
                                ? "no other campaign dials with the carrier account"
                                : others
                                        + " other active campaigns dial with the same carrier"
                                        + " account and share it evenly until the end"));
    }

    private static Estimate estimate(
            RunFacts facts, List<Group> dialed, Pace pace, RetryTail tail) {
        List<Group> most = dialed.stream().limit(GROUPS).toList();
        // The rest, few leads of each, are dialed when these are.
        double all = dialed.stream().mapToLong(Group::leads).sum();
        double shown = most.stream().mapToLong(Group::leads).sum();
        List<EndEstimate.Group> once =
                most.stream()
                        .map(
                                each ->
                                        new EndEstimate.Group(
                                                each.leads() * all / shown, each.hours()))
                        .toList();
        Instant from = facts.from();
        Instant first = EndEstimate.firstDial(from, once).orElse(null);
        if (first == null) {
            return new Estimate(null, null, false);
        }
        var end = new EndEstimate(apart(pace), pace.maxCallsPerDay(), facts.settings().zone());
        Optional<Instant> dialedAll =
                end.lastDial(
                        from,
                        once.stream().map(group -> group.times(tail.attemptsPerLead())).toList());
        Optional<Instant> firstRound = end.lastDial(from, once);
        Instant last = dialedAll.orElse(null);
        for (Group each : most) {
            Instant retried = firstRound.flatMap(at -> tail.after(at, each.hours())).orElse(null);
            last = last == null || retried == null ? null : retried.isAfter(last) ? retried : last;
        }
        Instant over = last == null ? null : last.plusSeconds(SECONDS_PER_CALL);
        boolean cutOff = facts.endsAt() != null && (over == null || over.isAfter(facts.endsAt()));
        return new Estimate(first, cutOff ? facts.endsAt() : over, cutOff);
    }

    private static Duration apart(Pace pace) {
        return pace.limitedBy().equals("concurrency")
                ? Duration.ofNanos((long) (1e9 / pace.callsPerSecond()))
                : io.carillon.activities.call.Pace.perSecond(pace.callsPerSecond()).gap();
    }

    /** Leads that would not be dialed, by fate. */
    private static final class Tally {
        private final Map<String, Some> skipped = new LinkedHashMap<>();

        void add(String fate, Fate more) {
            skipped.merge(fate, new Some(more.leads(), more.examples()), Tally::sum);
        }

        long total() {
            return skipped.values().stream().mapToLong(Some::leads).sum();
        }

        /** Out of those that are skipped. */
        long take(String fate) {
            Some taken = skipped.remove(fate);
            return taken == null ? 0 : taken.leads();
        }

        private static Some sum(Some one, Some other) {
            var examples = new ArrayList<LeadId>(one.examples());
            examples.addAll(other.examples());
            return new Some(
                    one.leads() + other.leads(), examples.stream().limit(EXAMPLES).toList());
        }
    }
}
