package io.carillon.activities.callerid;

import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param campaign {@code camp_…} by which code calls go, of an organization of whoever runs the
 *     installation: its caller ids are shown, its accounts dial, its consent, identity, hours and
 *     caps hold; empty: there are no code calls
 */
@ConfigurationProperties("carillon.code-calls")
public record CodeCallSettings(@Nullable String campaign) {
    public CodeCallSettings {
        if (campaign != null && !campaign.isBlank()) {
            CampaignId.parse(campaign);
        }
    }

    @Nullable CampaignId campaignId() {
        return campaign == null || campaign.isBlank() ? null : CampaignId.parse(campaign);
    }
}
