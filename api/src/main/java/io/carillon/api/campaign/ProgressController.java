package io.carillon.api.campaign;

import io.carillon.activities.campaign.CampaignProgress;
import io.carillon.activities.campaign.CampaignProgress.Progress;
import io.carillon.activities.campaign.WhyIdle;
import io.carillon.activities.dryrun.DryRun;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far a campaign is, and why it is not further. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}")
@Scope("campaigns:read")
class ProgressController {
    private final Campaigns campaigns;
    private final CampaignProgress progress;
    private final WhyIdle whyIdle;
    private final DryRun dryRun;

    ProgressController(
            Campaigns campaigns, CampaignProgress progress, WhyIdle whyIdle, DryRun dryRun) {
        this.campaigns = campaigns;
        this.progress = progress;
        this.whyIdle = whyIdle;
        this.dryRun = dryRun;
    }

    @GetMapping("/progress")
    Progress progress(@PathVariable CampaignId id, OrganizationId organization) {
        campaigns.find(organization, id);
        return progress.of(organization, id);
    }

    @GetMapping("/why-idle")
    IdleView whyIdle(@PathVariable CampaignId id, OrganizationId organization) {
        return IdleView.of(campaigns.find(organization, id), whyIdle.of(organization, id));
    }

    @PostMapping("/dry-run")
    DryRunView dryRun(@PathVariable CampaignId id, OrganizationId organization) {
        return DryRunView.of(campaigns.find(organization, id), dryRun.of(organization, id));
    }
}
