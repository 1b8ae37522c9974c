package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * {@link LeadResults} by pages over the index of listed leads; no transaction stays open between
 * two.
 */
final class JdbcLeadResults implements LeadResults {
    private static final int PAGE = 1_000;
    private static final UUID BEGINNING = new UUID(0, 0);

    // In the order people expect them; all others follow by name.
    private static final List<String> KNOWN =
            List.of(
                    "first_name",
                    "last_name",
                    "name",
                    "email",
                    "company",
                    "time_zone",
                    "state",
                    "postal_code",
                    "country");

    private static final String ROWS =
            """
            SELECT id, external_id, phones[1] AS phone, outcome, attempts, last_result, last_answered_by, goal,
                first_attempt_at, last_attempt_at, talk_seconds, cost, answers, variables
            FROM leads
            WHERE campaign_id = :campaign
              AND organization_id = :organization
              AND deleted_at IS NULL
              AND id > :after
            ORDER BY id
            LIMIT :page
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Transactions transactions;
    private final CampaignColumns columns;

    JdbcLeadResults(Transactions transactions) {
        this.transactions = transactions;
        this.columns = new CampaignColumns(transactions);
    }

    @Override
    public Names names(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () ->
                        new Names(
                                columns.names(organization, campaign, "answer"),
                                columns.names(organization, campaign, "variable").stream()
                                        .sorted(Comparator.comparingInt(JdbcLeadResults::rank))
                                        .toList()));
    }

    private static int rank(String name) {
        int known = KNOWN.indexOf(name);
        return known < 0 ? KNOWN.size() : known;
    }

    @Override
    public void each(OrganizationId organization, CampaignId campaign, Consumer<Row> each) {
        UUID after = BEGINNING;
        List<Row> page;
        do {
            page = page(organization, campaign, after);
            page.forEach(each);
            after = page.isEmpty() ? after : page.getLast().lead().value();
        } while (page.size() == PAGE);
    }

    private List<Row> page(OrganizationId organization, CampaignId campaign, UUID after) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(ROWS)
                                .param("campaign", campaign.value())
                                .param("organization", organization.value())
                                .param("after", after)
                                .param("page", PAGE)
                                .query((row, n) -> read(row))
                                .list());
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new LeadId(row.getObject("id", UUID.class)),
                row.getString("external_id"),
                row.getString("phone"),
                row.getString("outcome"),
                row.getInt("attempts"),
                row.getString("last_result"),
                row.getString("last_answered_by"),
                row.getString("goal"),
                LeadRows.instantOrNull(row, "first_attempt_at"),
                LeadRows.instantOrNull(row, "last_attempt_at"),
                row.getInt("talk_seconds"),
                row.getBigDecimal("cost"),
                JSON.readValue(row.getString("answers"), TEXTS),
                JSON.readValue(row.getString("variables"), TEXTS));
    }
}
