package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.Id;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads calls. */
final class JdbcCalls implements Calls {
    private static final String SELECT =
            """
            SELECT k.*, c.kind, carillon_now() AS now
            FROM calls k
            JOIN campaigns c ON c.id = k.campaign_id
            WHERE k.organization_id = :organization AND (k.single OR k.state <> 'claimed')
            """;

    private static final String FIND = SELECT + "AND k.id = :id";

    private static final String STATUS =
            """
            CASE k.state
                WHEN 'waiting' THEN CASE WHEN k.scheduled_at > carillon_now() THEN 'scheduled' ELSE 'queued' END
                WHEN 'claimed' THEN 'queued'
                ELSE k.state
            END = :status
            """;

    private static final String REMARK =
            """
            UPDATE calls
            SET disposition = :disposition, notes = :notes, satisfaction = :satisfaction
            WHERE id = :id AND organization_id = :organization AND (single OR state <> 'claimed')
            """;

    private final Transactions transactions;

    JdbcCalls(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<CallView> find(OrganizationId organization, CallId id) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(FIND)
                                .param("organization", organization.value())
                                .param("id", id.value())
                                .query((row, number) -> CallViewRow.read(row))
                                .optional());
    }

    @Override
    public List<CallView> list(
            OrganizationId organization, Filter filter, @Nullable UUID after, int limit) {
        Map<String, Object> conditions = conditions(filter, after);
        var sql = new StringBuilder(SELECT);
        conditions.keySet().forEach(condition -> sql.append(" AND ").append(condition));
        sql.append(" ORDER BY k.id DESC LIMIT :limit");
        return transactions.within(
                organization,
                () -> {
                    var statement =
                            transactions
                                    .jdbc()
                                    .sql(sql.toString())
                                    .param("organization", organization.value())
                                    .param("limit", limit);
                    for (var condition : conditions.entrySet()) {
                        String name = condition.getKey().replaceAll("(?s).*:(\\w+).*", "$1");
                        statement = statement.param(name, condition.getValue());
                    }
                    return statement.query((row, number) -> CallViewRow.read(row)).list();
                });
    }

    /** Only what is asked for, so that each combination is planned by its own index. */
    private static Map<String, Object> conditions(Filter filter, @Nullable UUID after) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        put(conditions, "k.id < :after", after);
        put(conditions, STATUS, filter.status());
        put(conditions, "k.result = :result", filter.result());
        put(conditions, "k.campaign_id = :campaign", value(filter.campaign()));
        put(conditions, "k.lead_id = :lead", value(filter.lead()));
        put(conditions, "k.to_number = :to", filter.to());
        put(conditions, "k.queued_at >= :from", time(filter.from()));
        put(conditions, "k.queued_at < :until", time(filter.until()));
        put(
                conditions,
                "k.state IN ('dialing', 'ringing', 'in_progress') = :active",
                filter.active() ? true : null);
        return conditions;
    }

    private static void put(
            Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }

    private static @Nullable UUID value(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    private static @Nullable Object time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    @Override
    public boolean remark(OrganizationId organization, CallId id, CallView.Remarks remarks) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                        .jdbc()
                                        .sql(REMARK)
                                        .param("organization", organization.value())
                                        .param("id", id.value())
                                        .param("disposition", remarks.disposition(), Types.VARCHAR)
                                        .param("notes", remarks.notes(), Types.VARCHAR)
                                        .param(
                                                "satisfaction",
                                                remarks.satisfaction(),
                                                Types.INTEGER)
                                        .update()
                                == 1);
    }
}
