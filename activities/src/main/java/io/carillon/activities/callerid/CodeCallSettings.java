package io.carillon.activities.callerid;

import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * By what the installation calls numbers that are to be proved.
 *
 * @param campaign {@code camp_…} of an organization of whoever runs the installation: its caller
 *     ids are shown, its accounts dial, its consent, identity, hours and caps hold; null or blank:
 *     there are no code calls
 */
@ConfigurationProperties("carillon.code-calls")
public record CodeCallSettings(@Nullable String campaign) {
    public CodeCallSettings {
        if (campaign != null && !campaign.isBlank()) {
            parse(campaign);
        }
    }

    @Nullable CampaignId campaignId() {
        return campaign == null || campaign.isBlank() ? null : parse(campaign);
    }

    private static CampaignId parse(String campaign) {
        try {
            return CampaignId.parse(campaign);
        } catch (IllegalArgumentException noId) {
            throw new IllegalArgumentException(
                    "CARILLON_CODECALLS_CAMPAIGN is "
                            + campaign
                            + ": expected a campaign's id, camp_…",
                    noId);
        }
    }
}
