package io.carillon.activities.campaign;

import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What a user says about a campaign, checked and with defaults filled in.
 *
 * @param accounts carrier accounts in failover order; empty: every account of the carrier
 * @param callerIdChoice which of its caller ids is shown to whom: {@code sticky}, the one the lead
 *     was shown last; {@code local}, the one nearest to the number called; without, they take turns
 * @param startsAt null: when it is started
 * @param endsAt null: no end
 */
public record CampaignDraft(
        String name,
        FlowVersionId flow,
        String carrier,
        List<AccountId> accounts,
        List<PhoneNumber> callerIds,
        List<String> callerIdChoice,
        CampaignSettings settings,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        boolean keepOpen) {
    public CampaignDraft {
        accounts = List.copyOf(accounts);
        callerIds = List.copyOf(callerIds);
        callerIdChoice = List.copyOf(callerIdChoice);
    }

    /** The same with other settings. */
    public CampaignDraft with(CampaignSettings otherSettings) {
        return new CampaignDraft(
                name,
                flow,
                carrier,
                accounts,
                callerIds,
                callerIdChoice,
                otherSettings,
                startsAt,
                endsAt,
                keepOpen);
    }
}
