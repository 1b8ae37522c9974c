package io.carillon.activities.database;

import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Rows that belong to organizations, as every store looks at them: one by its id, many by pages, in
 * the current transaction or one of its own.
 *
 * @param <T> what a row is read as
 */
public final class OwnRows<T> {
    private final Transactions transactions;
    private final RowMapper<T> reading;

    public OwnRows(Transactions transactions, RowMapper<T> reading) {
        this.transactions = transactions;
        this.reading = reading;
    }

    /**
     * @param sql names {@code :organization} and {@code :id}
     */
    public Optional<T> find(OrganizationId organization, String sql, UUID id) {
        return transactions.within(
                organization, () -> about(organization, sql, id).query(reading).optional());
    }

    /**
     * @param sql names {@code :organization}, {@code :after}, which may be null, and {@code :limit}
     * @param after the last row of the page before; null: from the beginning
     */
    public List<T> page(OrganizationId organization, String sql, @Nullable UUID after, int limit) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(sql)
                                .param("organization", organization.value())
                                .param("after", after, Types.OTHER)
                                .param("limit", limit)
                                .query(reading)
                                .list());
    }

    /**
     * False when the statement, which names {@code :organization} and {@code :id}, changed none.
     */
    public boolean change(OrganizationId organization, String sql, UUID id) {
        return transactions.within(organization, () -> about(organization, sql, id).update() > 0);
    }

    /** Within the current transaction, for statements that name more. */
    public StatementSpec about(OrganizationId organization, String sql, UUID id) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("organization", organization.value())
                .param("id", id);
    }
}
