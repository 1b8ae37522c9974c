package io.carillon.activities.dryrun;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * What a dry run reads of the campaign itself.
 *
 * @param flow null: the direct campaign has none of its own
 * @param complete variables that no lead lacks, as intakes have seen
 * @param floor one of its accounts rings real phones: lawful hours hold too
 * @param accountPace null: there is no account to dial with
 * @param others campaigns that dial with the same account now
 */
record RunFacts(
        Instant now,
        CampaignSettings settings,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable FlowVersionId flow,
        List<String> complete,
        @Nullable Double accountPace,
        int accountConcurrent,
        boolean floor,
        Others others) {

    /** What each of them asks for. */
    record Others(List<Double> callsPerSecond, List<Double> concurrent) {}

    private static final String READ =
            """
            SELECT carillon_now() AS now, c.settings, c.starts_at, c.ends_at, c.flow_version_id,
                lawful_floor(c) AS floor,
                coalesce(c.complete_variables, '{}') AS complete, a.calls_per_second, a.max_concurrent,
                o.paces, o.concurrents
            FROM campaigns c
            LEFT JOIN LATERAL (
                SELECT x.id, x.carrier, x.calls_per_second, slots(x) AS max_concurrent FROM carrier_accounts x
                WHERE x.organization_id = c.organization_id
                  AND (x.id = ANY (c.accounts) OR (c.accounts = '{}' AND x.carrier = c.carrier))
                ORDER BY (x.status = 'active') DESC, array_position(c.accounts, x.id), x.id
                LIMIT 1) a ON true
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg((y.settings ->> 'callsPerSecond')::double precision), '{}') AS paces,
                    coalesce(array_agg((y.settings ->> 'maxConcurrent')::double precision), '{}') AS concurrents
                FROM campaigns y
                WHERE y.organization_id = c.organization_id
                  AND y.id <> c.id
                  AND y.kind = 'campaign'
                  AND y.status = 'active'
                  AND (a.id = ANY (y.accounts) OR (y.accounts = '{}' AND y.carrier = a.carrier))
                  AND EXISTS (SELECT FROM leads l WHERE l.campaign_id = y.id AND l.status = 'pending')) o
            WHERE c.organization_id = :organization
              AND c.id = :campaign
            """;

    static RunFacts read(
            Transactions transactions, OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(READ)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .query((row, n) -> of(row))
                .single();
    }

    /** The first instant at which it may dial by its own dates. */
    Instant from() {
        return startsAt != null && startsAt.isAfter(now) ? startsAt : now;
    }

    private static RunFacts of(ResultSet row) throws SQLException {
        UUID flow = row.getObject("flow_version_id", UUID.class);
        double pace = row.getDouble("calls_per_second");
        return new RunFacts(
                java.util.Objects.requireNonNull(instant(row, "now")),
                SettingsJson.read(row.getString("settings")),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                flow == null ? null : new FlowVersionId(flow),
                List.of((String[]) row.getArray("complete").getArray()),
                row.getObject("calls_per_second") == null ? null : pace,
                row.getInt("max_concurrent"),
                row.getBoolean("floor"),
                new Others(
                        List.of((Double[]) row.getArray("paces").getArray()),
                        List.of((Double[]) row.getArray("concurrents").getArray())));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
