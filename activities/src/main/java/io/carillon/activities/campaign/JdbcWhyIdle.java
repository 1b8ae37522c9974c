package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.Waiting;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

final class JdbcWhyIdle implements WhyIdle {
    private static final String IN_CALL =
            """
            SELECT count(*) AS leads, carillon_now() AS now FROM leads
            WHERE organization_id = :organization AND campaign_id = :id AND status = 'in_call'
            """;

    private final Transactions transactions;
    private final Waiting waiting;

    JdbcWhyIdle(Transactions transactions, Waiting waiting) {
        this.transactions = transactions;
        this.waiting = waiting;
    }

    @Override
    public Answer of(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () -> {
                    List<Waiting.Held> reasons = waiting.held(organization, campaign);
                    return transactions
                            .jdbc()
                            .sql(IN_CALL)
                            .param("organization", organization.value())
                            .param("id", campaign.value())
                            .query((row, n) -> answer(reasons, row))
                            .single();
                });
    }

    private static Answer answer(List<Waiting.Held> reasons, ResultSet row) throws SQLException {
        return new Answer(
                reasons,
                row.getLong("leads"),
                row.getObject("now", OffsetDateTime.class).toInstant());
    }
}
