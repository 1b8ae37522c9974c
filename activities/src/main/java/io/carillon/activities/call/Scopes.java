package io.carillon.activities.call;

import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

/** Names of the rows in pacers. */
final class Scopes {
    static final String INSTALLATION = "installation";

    private Scopes() {}

    static String account(AccountId account) {
        return "account:" + account.value();
    }

    static String campaign(CampaignId campaign) {
        return "campaign:" + campaign.value();
    }

    static String organization(OrganizationId organization) {
        return "organization:" + organization.value();
    }
}
