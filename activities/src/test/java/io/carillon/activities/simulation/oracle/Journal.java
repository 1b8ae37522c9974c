package io.carillon.activities.simulation.oracle;

import org.jspecify.annotations.Nullable;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that happened to one organization: the rules as they were changed, and the dials. */
public final class Journal {
    /** Minutes of the day; an end before its begin lies on the next day. */
    public record Span(int begin, int end) {}

    public record Hours(Map<DayOfWeek, List<Span>> spans, Set<LocalDate> closed) {}

    /**
     * @param active its status lets it dial
     * @param direct the organization's own, for single calls: no pace and no concurrency of its own
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
            Map<String, List<Duration>> retry) {}

    /** {@code callsPerNumber} by the length of the rolling window. */
    public record OrganizationRules(
            boolean active, @Nullable Integer callsPerDay, Map<Duration, Integer> callsPerNumber) {}

    public record AccountRules(boolean active, double callsPerSecond, int concurrent) {}

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

    static <T> History<T> known(Map<String, History<T>> histories, String id) {
        History<T> history = histories.get(id);
        if (history == null) {
            throw new IllegalStateException("the journal knows no " + id);
        }
        return history;
    }
}
