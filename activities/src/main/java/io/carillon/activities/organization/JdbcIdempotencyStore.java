package io.carillon.activities.organization;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

final class JdbcIdempotencyStore implements IdempotencyStore {
    /** No key of a client begins so: they are printable. */
    private static final String OPERATOR_MARK = "\u0001";

    // Gone with the transaction, so a request that dies leaves nothing behind.
    private static final String LOCK =
            "SELECT pg_try_advisory_xact_lock(hashtextextended(:scope, 7420311))";

    // The operator's rows are found whichever organization they lie beside.
    private static final String FIND =
            """
            SELECT request_hash, status, content_type, body, secret_for,
                   extract(epoch FROM carillon_now() - created_at) AS age_seconds
            FROM idempotency_keys
            WHERE (organization_id = :organization OR :organization::uuid IS NULL) AND key = :key
              AND created_at > carillon_now() - interval '24 hours'
            LIMIT 1
            """;

    private static final String BEGIN =
            """
            INSERT INTO idempotency_keys (organization_id, key, request_hash, created_at)
            VALUES (:organization, :key, :hash, carillon_now())
            ON CONFLICT (organization_id, key) DO UPDATE
            SET request_hash = excluded.request_hash, status = NULL, content_type = NULL, body = NULL,
                secret_for = NULL, created_at = excluded.created_at
            """;

    private static final String KEEP =
            """
            INSERT INTO idempotency_keys
                (organization_id, key, request_hash, status, content_type, body, secret_for, created_at)
            VALUES (:organization, :key, :hash, :status, :content_type, :body, :secret_for, carillon_now())
            ON CONFLICT (organization_id, key) DO UPDATE
            SET request_hash = excluded.request_hash, status = excluded.status, content_type = excluded.content_type,
                body = excluded.body, secret_for = excluded.secret_for, created_at = excluded.created_at
            WHERE (idempotency_keys.status IS NULL AND idempotency_keys.request_hash = excluded.request_hash)
               OR idempotency_keys.created_at <= carillon_now() - interval '24 hours'
            """;

    private static final String FORGET =
            "DELETE FROM idempotency_keys WHERE organization_id = :organization AND key = :key AND status IS NULL";

    // After a long silence there may be millions, more than a statement of the system has time for.
    private static final int PAGE = 20_000;

    private static final String PURGE =
            """
            DELETE FROM idempotency_keys
            WHERE ctid = ANY (ARRAY(
                SELECT ctid
                FROM idempotency_keys
                WHERE created_at <= carillon_now() - interval '24 hours'
                LIMIT :page))
              AND created_at <= carillon_now() - interval '24 hours'
            """;

    private final Transactions transactions;

    JdbcIdempotencyStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean lock(@Nullable OrganizationId organization, String key) {
        return transactions
                .jdbc()
                .sql(LOCK)
                .param("scope", (organization == null ? "operator" : organization) + ":" + key)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<Kept> find(@Nullable OrganizationId organization, String key) {
        return transactions
                .jdbc()
                .sql(FIND)
                .param("organization", uuid(organization), Types.OTHER)
                .param("key", organization == null ? operatorKey(key) : key)
                .query(JdbcIdempotencyStore::kept)
                .optional();
    }

    @Override
    public void begin(OrganizationId organization, String key, byte[] requestHash) {
        about(BEGIN, organization, key).param("hash", requestHash).update();
    }

    @Override
    public void keep(OrganizationId organization, boolean operator, String key, Kept answer) {
        about(KEEP, organization, operator ? operatorKey(key) : key)
                .param("hash", answer.requestHash())
                .param("status", answer.status(), Types.INTEGER)
                .param("content_type", answer.contentType(), Types.VARCHAR)
                .param("body", answer.secretFor() == null ? answer.body() : null, Types.BINARY)
                .param("secret_for", answer.secretFor(), Types.VARCHAR)
                .update();
    }

    @Override
    public void forget(OrganizationId organization, String key) {
        about(FORGET, organization, key).update();
    }

    @Override
    public int purge() {
        int all = 0;
        int removed = PAGE;
        while (removed == PAGE) {
            removed =
                    transactions.system(
                            () -> transactions.jdbc().sql(PURGE).param("page", PAGE).update());
            all += removed;
        }
        return all;
    }

    private StatementSpec about(String sql, OrganizationId organization, String key) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("organization", organization.value())
                .param("key", key);
    }

    /** Hashed, so that the mark does not lengthen it past the column's limit. */
    private static String operatorKey(String key) {
        return OPERATOR_MARK + HexFormat.of().formatHex(Secrets.hash(key));
    }

    private static @Nullable UUID uuid(@Nullable OrganizationId organization) {
        return organization == null ? null : organization.value();
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        byte[] body = row.getBytes("body");
        return new Kept(
                Objects.requireNonNull(row.getBytes("request_hash")),
                row.getObject("status", Integer.class),
                row.getString("content_type"),
                body == null ? new byte[0] : body,
                row.getString("secret_for"),
                Duration.ofSeconds(row.getLong("age_seconds")));
    }
}
