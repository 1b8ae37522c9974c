package io.carillon.activities.dryrun;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Whom a campaign would call and whom not, when, and until when, judged by the rules of the gate.
 * Changes nothing; reads groups of leads, not leads, so it is fit for campaigns of millions.
 */
public interface DryRun {
    /** Of a campaign in any state that exists. Joins the current transaction or opens one. */
    Answer of(OrganizationId organization, CampaignId campaign);

    /**
     * @param leadsTotal the sum of those below and of {@code skipped}
     * @param leadsDone dialed before, or ended by somebody
     * @param wouldDial pending leads that can be reached by time alone
     * @param skipped leads that would not be called, by the rule that keeps them out
     * @param notices what does not keep leads out but is worth knowing before the start
     * @param problems for which a start would be refused
     * @param windows of the next days, of up to a hundred sets of hours, most leads first
     */
    record Answer(
            long leadsTotal,
            long leadsDone,
            long leadsInCall,
            long wouldDial,
            Map<String, Some> skipped,
            Map<String, Some> notices,
            List<Problem> problems,
            List<ZoneWindows> windows,
            Pace pace,
            Assumptions assumptions,
            Estimate estimate,
            Instant asOf) {}

    /**
     * @param examples a few of them
     */
    record Some(long leads, List<LeadId> examples) {}

    /** As a start would answer it. */
    record Problem(String code, String pointer, String message) {}

    /**
     * @param zones all of them must be open; empty: unknown
     * @param judgedIn the zones whose clocks decide, after the campaign's own rules
     * @param places whose laws hold for some of these leads, which makes the same windows of all;
     *     empty: no real phone is rung
     */
    record ZoneWindows(
            List<String> zones,
            List<String> judgedIn,
            List<String> places,
            long leads,
            List<Window> windows) {}

    /** A phone may begin to ring from {@code opensAt} on and has stopped by {@code closesAt}. */
    record Window(Instant opensAt, Instant closesAt) {}

    /**
     * @param limitedBy {@code campaign, account, installation} or {@code concurrency}
     * @param callsPerSecond after all of these, for calls of the assumed length
     */
    record Pace(
            double callsPerSecond,
            String limitedBy,
            int maxConcurrent,
            @Nullable Integer maxCallsPerDay) {}

    /**
     * What nobody can know before the start.
     *
     * @param otherCampaigns that dial with the same account now, and get their share of it
     */
    record Assumptions(
            double attemptsPerLead, int secondsPerCall, int otherCampaigns, String explanation) {}

    /**
     * @param firstDialAt null: nobody would be dialed
     * @param endAt null: not within a year and a month
     * @param cutOff the campaign's {@code ends_at} comes before everybody was tried
     */
    record Estimate(@Nullable Instant firstDialAt, @Nullable Instant endAt, boolean cutOff) {}
}
