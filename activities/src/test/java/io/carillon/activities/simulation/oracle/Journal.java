package io.carillon.activities.simulation.oracle;

import org.jspecify.annotations.Nullable;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Everything that happened to one organization: the rules as they were changed, and the dials. */
public final class Journal {
    /** What a number says that may be anywhere in it. */
    public static final Set<String> NORTH_AMERICA = Set.of("US", "CA");

    private static final Predicate<String> STATES = place -> place.startsWith("US");

    /** Minutes of the day; an end before its begin lies on the next day. */
    public record Span(int begin, int end) {}

    public record Hours(Map<DayOfWeek, List<Span>> spans, Set<LocalDate> closed) {}

    /**
     * @param active its status lets it dial
     * @param direct the organization's own, for single calls: no pace and no concurrency of its own
     * @param consentOfEach every person has agreed by themselves; false: it is stated for all
     * @param discloses who is called is told who calls, and how never to be called again
     */
    public record CampaignRules(
            boolean active,
            boolean direct,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            Hours hours,
            ZoneId zone,
            boolean leadZone,
            boolean holdUnknownZone,
            Duration ring,
            Duration spacing,
            int attempts,
            @Nullable Integer callsPerDay,
            int concurrent,
            double callsPerSecond,
            Set<String> callerIds,
            Set<String> countries,
            Map<String, List<Duration>> retry,
            boolean consentOfEach,
            boolean discloses) {}

    /** {@code callsPerNumber} by the length of the rolling window. */
    public record OrganizationRules(
            boolean active, @Nullable Integer callsPerDay, Map<Duration, Integer> callsPerNumber) {}

    /** {@code real}: it rings the phones of people. */
    public record AccountRules(
            boolean active, double callsPerSecond, int concurrent, boolean real) {}

    /**
     * What is written of somebody.
     *
     * @param state of the United States, {@code US-FL}; null: none
     * @param agreedOn null: nothing, or nothing that can be read
     */
    public record Person(@Nullable String state, @Nullable LocalDate agreedOn) {}

    public record CallerIdRules(
            boolean verified, @Nullable Integer callsPerDay, @Nullable Duration coolDown) {}

    /**
     * @param digits a number, or the beginning of numbers
     * @param campaign null: for all of the organization's
     * @param until null: for good
     */
    public record Suppression(
            String digits,
            boolean prefix,
            @Nullable String campaign,
            Instant from,
            @Nullable Instant until) {
        boolean holds(String number, String ofCampaign, Instant at) {
            return (prefix ? number.startsWith(digits) : number.equals(digits))
                    && (campaign == null || campaign.equals(ofCampaign))
                    && !from.isAfter(at)
                    && (until == null || until.isAfter(at));
        }
    }

    /**
     * A request that left.
     *
     * @param passedAt when it was let through
     * @param sendAt the instant it was let through for
     * @param at when it left
     * @param zones candidates of this number
     * @param endedAt null: live at the end of the journal
     * @param expiresAt of a single call
     */
    public record Dial(
            String call,
            String campaign,
            String lead,
            boolean single,
            String number,
            String country,
            List<ZoneId> zones,
            String callerId,
            String account,
            Instant passedAt,
            Instant sendAt,
            Instant at,
            @Nullable Instant endedAt,
            @Nullable String result,
            @Nullable Instant scheduledAt,
            @Nullable Instant expiresAt) {}

    /** How a lead ended. */
    public record Ended(String lead, String outcome, Instant at) {}

    /**
     * A lead that somebody could be called for.
     *
     * @param from not to be called before
     * @param to when it was dialed, ended, or the journal's end
     */
    public record Wait(
            String lead,
            String campaign,
            boolean single,
            String number,
            String country,
            List<ZoneId> zones,
            Instant from,
            Instant to) {}

    public final Map<String, History<CampaignRules>> campaigns = new HashMap<>();
    public final Map<String, History<AccountRules>> accounts = new HashMap<>();
    public final Map<String, History<CallerIdRules>> callerIds = new HashMap<>();
    public final Map<String, History<Person>> people = new HashMap<>();

    /** Where a number's beginning says that its phone is: {@code US-NY}, {@code GB}, {@code US}. */
    public final Map<String, Set<String>> places = new HashMap<>();

    public final History<OrganizationRules> organization = new History<>();
    public final List<Suppression> suppressions = new ArrayList<>();
    public final List<Dial> dials = new ArrayList<>();
    public final List<Ended> ended = new ArrayList<>();
    public final List<Wait> waits = new ArrayList<>();
    public final List<String> leads = new ArrayList<>();

    /** Accounts of a campaign in failover order. */
    public final Map<String, List<String>> accountsOf = new HashMap<>();

    /** Hard limit on dials of everybody together, per second. */
    public double installationCallsPerSecond = 50;

    public Instant end = Instant.MAX;

    History<CampaignRules> campaign(String id) {
        return known(campaigns, id);
    }

    /** All the places that a number and what is written of its owner name. */
    Set<String> places(String number, Person person) {
        var all = new HashSet<>(places.getOrDefault(number, Set.of()));
        boolean inNorthAmerica = all.equals(NORTH_AMERICA);
        if (person.state() != null && (inNorthAmerica || all.stream().anyMatch(STATES))) {
            all.removeAll(inNorthAmerica ? NORTH_AMERICA : Set.of());
            all.add(person.state());
        }
        return all;
    }

    static <T> History<T> known(Map<String, History<T>> histories, String id) {
        History<T> history = histories.get(id);
        if (history == null) {
            throw new IllegalStateException("the journal knows no " + id);
        }
        return history;
    }
}
