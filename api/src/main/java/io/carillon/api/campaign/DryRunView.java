package io.carillon.api.campaign;

import io.carillon.activities.campaign.Campaign;
import io.carillon.activities.dryrun.DryRun;
import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a start would do.
 *
 * @param couldStart no problem stands against it; a campaign that runs has none either
 * @param skippedTotal the sum of {@code skipped}
 */
record DryRunView(
        CampaignId campaignId,
        String status,
        boolean couldStart,
        List<DryRun.Problem> problems,
        long leadsTotal,
        long leadsDone,
        long leadsInCall,
        long wouldDial,
        long skippedTotal,
        Map<String, DryRun.Some> skipped,
        Map<String, DryRun.Some> notices,
        List<DryRun.ZoneWindows> zones,
        DryRun.Pace pace,
        DryRun.Assumptions assumptions,
        @Nullable Instant firstDialAt,
        @Nullable Instant estimatedEndAt,
        boolean cutOffByEndsAt,
        Instant asOf) {
    static DryRunView of(Campaign campaign, DryRun.Answer answer) {
        return new DryRunView(
                campaign.id(),
                campaign.status().wire(),
                answer.problems().isEmpty(),
                answer.problems(),
                answer.leadsTotal(),
                answer.leadsDone(),
                answer.leadsInCall(),
                answer.wouldDial(),
                answer.skipped().values().stream().mapToLong(DryRun.Some::leads).sum(),
                answer.skipped(),
                answer.notices(),
                answer.windows(),
                answer.pace(),
                answer.assumptions(),
                answer.estimate().firstDialAt(),
                answer.estimate().endAt(),
                answer.estimate().cutOff(),
                answer.asOf());
    }
}
