package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.WaitingFor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

final class JdbcWhyIdle implements WhyIdle {
    // The campaign's state hides everything else; then what the last look at the lead found; a
    // lead that is due is held by its number or by the campaign's calls at once, or is next.
    private static final String REASONS =
            """
            WITH campaign AS (
                SELECT status, starts_at, (settings ->> 'maxConcurrent')::int AS at_once, carillon_now() AS now,
                    (SELECT count(*) FROM calls
                     WHERE campaign_id = :id AND state IN ('claimed', 'dialing', 'ringing', 'in_progress')) AS live
                FROM campaigns WHERE organization_id = :organization AND id = :id),
            busy AS (
                SELECT DISTINCT to_number FROM calls
                WHERE organization_id = :organization AND state IN ('claimed', 'dialing', 'ringing', 'in_progress'))
            SELECT CASE
                    WHEN c.status = 'draft' THEN 'campaign_draft'
                    WHEN c.status = 'paused' THEN 'campaign_paused'
                    WHEN c.status = 'scheduled' OR c.starts_at > c.now THEN 'scheduled'
                    WHEN l.next_attempt_at <= c.now THEN CASE
                        WHEN b.to_number IS NOT NULL THEN 'number_in_use'
                        WHEN c.live >= c.at_once THEN 'concurrency'
                        ELSE 'due' END
                    WHEN l.held_by = ANY (:rules) THEN l.held_by
                    WHEN l.next_attempt_at IS NULL THEN 'time_zone'
                    ELSE 'retry_delay' END AS reason,
                count(*) AS leads, min(l.next_attempt_at) AS next_at
            FROM leads l
            CROSS JOIN campaign c
            LEFT JOIN busy b ON b.to_number = l.phones[l.phone_index + 1]
            WHERE l.organization_id = :organization AND l.campaign_id = :id AND l.status = 'pending'
            GROUP BY 1
            ORDER BY 2 DESC, 1
            """;

    private static final String IN_CALL =
            """
            SELECT count(*) AS leads, carillon_now() AS now FROM leads
            WHERE organization_id = :organization AND campaign_id = :id AND status = 'in_call'
            """;

    private record InCall(long leads, Instant now) {}

    private final Transactions transactions;

    JdbcWhyIdle(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Answer of(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () -> {
                    InCall calling =
                            transactions
                                    .jdbc()
                                    .sql(IN_CALL)
                                    .param("organization", organization.value())
                                    .param("id", campaign.value())
                                    .query(
                                            (row, n) ->
                                                    new InCall(
                                                            row.getLong("leads"),
                                                            row.getObject(
                                                                            "now",
                                                                            OffsetDateTime.class)
                                                                    .toInstant()))
                                    .single();
                    return new Answer(
                            reasons(organization, campaign), calling.leads(), calling.now());
                });
    }

    private List<Reason> reasons(OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(REASONS)
                .param("organization", organization.value())
                .param("id", campaign.value())
                .param(
                        "rules",
                        Arrays.stream(WaitingFor.values())
                                .map(WaitingFor::wire)
                                .toArray(String[]::new))
                .query(JdbcWhyIdle::reason)
                .list();
    }

    private static Reason reason(ResultSet row, int number) throws SQLException {
        OffsetDateTime next = row.getObject("next_at", OffsetDateTime.class);
        return new Reason(
                WaitingFor.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                row.getLong("leads"),
                next == null ? null : next.toInstant());
    }
}
