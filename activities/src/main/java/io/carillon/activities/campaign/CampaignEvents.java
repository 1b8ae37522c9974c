package io.carillon.activities.campaign;

import io.carillon.activities.event.Outbox;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code campaign.started} and its kin; written while the campaign's row is locked. */
final class CampaignEvents {
    private final Outbox outbox;

    CampaignEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void happened(CampaignRow campaign, String type, @Nullable String reason) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("campaign_id", campaign.id().toString());
        data.put("reason", reason);
        outbox.append(
                new Outbox.Event(
                        campaign.organization(),
                        type,
                        campaign.id().toString(),
                        campaign.now(),
                        campaign.id(),
                        null,
                        data));
    }
}
