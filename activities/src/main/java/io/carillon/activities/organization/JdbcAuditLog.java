package io.carillon.activities.organization;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

final class JdbcAuditLog implements AuditLog {
    private static final String APPEND =
            """
            INSERT INTO audit_log (id, organization_id, at, actor, action, subject_id, detail)
            VALUES (:id, :organization, carillon_now(), :actor, :action, :subject, :detail::jsonb)
            """;

    private static final String LIST =
            """
            SELECT id, at, actor, action, subject_id, detail
            FROM audit_log
            WHERE organization_id = :organization AND (:after::uuid IS NULL OR id < :after)
            ORDER BY id DESC
            LIMIT :limit
            """;

    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

    private final Transactions transactions;
    private final JsonMapper json = JsonMapper.builder().build();

    JdbcAuditLog(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void append(
            OrganizationId organization,
            String actor,
            String action,
            @Nullable String subject,
            Map<String, ? extends @Nullable Object> detail) {
        transactions
                .jdbc()
                .sql(APPEND)
                .param("id", UuidV7.next())
                .param("organization", organization.value())
                .param("actor", actor)
                .param("action", action)
                .param("subject", subject)
                .param("detail", json.writeValueAsString(detail))
                .update();
    }

    @Override
    public List<Entry> list(OrganizationId organization, @Nullable UUID after, int limit) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(LIST)
                                .param("organization", organization.value())
                                .param("after", after)
                                .param("limit", limit)
                                .query(
                                        (row, n) ->
                                                new Entry(
                                                        row.getObject("id", UUID.class),
                                                        Objects.requireNonNull(
                                                                Times.read(row, "at")),
                                                        row.getString("actor"),
                                                        row.getString("action"),
                                                        row.getString("subject_id"),
                                                        json.readValue(
                                                                row.getString("detail"), DETAIL)))
                                .list());
    }
}
