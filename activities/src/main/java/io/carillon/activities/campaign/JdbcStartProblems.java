package io.carillon.activities.campaign;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.util.List;

final class JdbcStartProblems implements StartProblems {
    private final Transactions transactions;
    private final CampaignRows rows;
    private final StartCheck check;

    JdbcStartProblems(Transactions transactions, CampaignRows rows, StartCheck check) {
        this.transactions = transactions;
        this.rows = rows;
        this.check = check;
    }

    @Override
    public List<NotPossible> of(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () -> rows.read(organization, campaign).map(check::problems).orElse(List.of()));
    }
}
