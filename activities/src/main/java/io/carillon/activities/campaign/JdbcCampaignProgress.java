package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

final class JdbcCampaignProgress implements CampaignProgress {
    /** Long enough to even out, short enough to follow an edit. */
    private static final double WINDOW_MINUTES = 5;

    private static final String OUTCOMES =
            """
            SELECT coalesce(outcome, '') AS outcome, count(*) AS leads
            FROM leads
            WHERE organization_id = :organization AND campaign_id = :id AND deleted_at IS NULL
            GROUP BY outcome
            ORDER BY outcome
            """;

    private static final String CALLS =
            """
            SELECT coalesce(sum(active), 0) AS active, coalesce(sum(total), 0) AS total,
                coalesce(sum(lately), 0) AS lately,
                coalesce(jsonb_object_agg(currency, trim_scale(cost)::text)
                    FILTER (WHERE cost > 0), '{}') AS cost,
                carillon_now() AS now
            FROM (
                SELECT currency, sum(cost) AS cost,
                    count(*) FILTER (WHERE state IN ('dialing', 'ringing', 'in_progress')) AS active,
                    count(*) FILTER (WHERE attempt IS NOT NULL) AS total,
                    count(*) FILTER (WHERE dialed_at > carillon_now() - interval '5 minutes') AS lately
                FROM calls
                WHERE organization_id = :organization AND campaign_id = :id
                GROUP BY currency) AS by_currency
            """;

    private static final String NEXT_DUE =
            "SELECT min(next_attempt_at) AS due FROM leads WHERE campaign_id = :id AND status = 'pending'";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Calls(
            long active, long total, long lately, Map<String, String> cost, Instant now) {}

    private final Transactions transactions;

    JdbcCampaignProgress(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Progress of(OrganizationId organization, CampaignId campaign) {
        return transactions.within(organization, () -> count(organization, campaign));
    }

    private Progress count(OrganizationId organization, CampaignId campaign) {
        Map<String, Long> byOutcome = new LinkedHashMap<>();
        transactions
                .jdbc()
                .sql(OUTCOMES)
                .param("organization", organization.value())
                .param("id", campaign.value())
                .query(
                        row -> {
                            byOutcome.put(row.getString("outcome"), row.getLong("leads"));
                        });
        Long open = byOutcome.remove("");
        long waiting = open == null ? 0 : open;
        long done = byOutcome.values().stream().mapToLong(Long::longValue).sum();
        Calls calls = calls(organization, campaign);
        double perMinute = calls.lately() / WINDOW_MINUTES;
        return new Progress(
                done + waiting,
                done,
                byOutcome,
                calls.active(),
                calls.total(),
                calls.cost(),
                perMinute,
                nextDue(campaign),
                estimate(calls.now(), waiting, perMinute),
                calls.now());
    }

    private Calls calls(OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(CALLS)
                .param("organization", organization.value())
                .param("id", campaign.value())
                .query(
                        (row, n) ->
                                new Calls(
                                        row.getLong("active"),
                                        row.getLong("total"),
                                        row.getLong("lately"),
                                        cost(row.getString("cost")),
                                        row.getObject("now", OffsetDateTime.class).toInstant()))
                .single();
    }

    private static Map<String, String> cost(String json) {
        var cost = new TreeMap<String, String>();
        JSON.readTree(json)
                .properties()
                .forEach(each -> cost.put(each.getKey(), each.getValue().asString()));
        return cost;
    }

    private @Nullable Instant nextDue(CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(NEXT_DUE)
                .param("id", campaign.value())
                .query(
                        (row, n) -> {
                            OffsetDateTime due = row.getObject("due", OffsetDateTime.class);
                            return java.util.Optional.ofNullable(
                                    due == null ? null : due.toInstant());
                        })
                .single()
                .orElse(null);
    }

    private static @Nullable Instant estimate(Instant now, long waiting, double perMinute) {
        if (waiting == 0 || perMinute == 0) {
            return null;
        }
        return now.plusSeconds(Math.round(waiting / perMinute * 60));
    }
}
