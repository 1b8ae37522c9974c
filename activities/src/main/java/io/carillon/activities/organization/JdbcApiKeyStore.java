package io.carillon.activities.organization;

import io.carillon.activities.database.OwnRows;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.KeyId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

final class JdbcApiKeyStore implements ApiKeyStore {
    private static final String PRESENT =
            "SELECT id, organization_id, scopes FROM key_by_secret(:hash)";

    private static final String INSERT =
            """
            INSERT INTO api_keys (id, organization_id, name, secret_hash, scopes, expires_at, created_at)
            VALUES (:id, :organization, :name, :hash, :scopes, :expires_at, carillon_now())
            RETURNING id, name, scopes, expires_at, created_at
            """;

    private static final String LIST =
            """
            SELECT id, name, scopes, expires_at, created_at
            FROM api_keys
            WHERE organization_id = :organization AND revoked_at IS NULL
              AND (:after::uuid IS NULL OR id > :after)
            ORDER BY id
            LIMIT :limit
            """;

    private static final String FIND =
            """
            SELECT id, name, scopes, expires_at, created_at
            FROM api_keys
            WHERE organization_id = :organization AND id = :id AND revoked_at IS NULL
            """;

    private static final String REVOKE =
            """
            UPDATE api_keys SET revoked_at = carillon_now()
            WHERE organization_id = :organization AND id = :id AND revoked_at IS NULL
            """;

    private static final String ROTATE =
            """
            UPDATE api_keys SET secret_hash = :hash
            WHERE organization_id = :organization AND id = :id AND revoked_at IS NULL
            """;

    private final Transactions transactions;
    private final OwnRows<ApiKey> rows;

    JdbcApiKeyStore(Transactions transactions) {
        this.transactions = transactions;
        this.rows = new OwnRows<>(transactions, JdbcApiKeyStore::key);
    }

    @Override
    public Optional<Presented> present(String secret) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(PRESENT)
                                .param("hash", Secrets.hash(secret))
                                .query(
                                        (row, n) ->
                                                new Presented(
                                                        new KeyId(row.getObject("id", UUID.class)),
                                                        new OrganizationId(
                                                                row.getObject(
                                                                        "organization_id",
                                                                        UUID.class)),
                                                        scopes(row)))
                                .optional());
    }

    @Override
    public ApiKey insert(
            OrganizationId organization,
            String name,
            String secret,
            List<String> scopes,
            @Nullable Instant expiresAt) {
        return transactions
                .jdbc()
                .sql(INSERT)
                .param("id", UuidV7.next())
                .param("organization", organization.value())
                .param("name", name)
                .param("hash", Secrets.hash(secret))
                .param("scopes", scopes.toArray(String[]::new))
                .param("expires_at", Times.column(expiresAt))
                .query(JdbcApiKeyStore::key)
                .single();
    }

    @Override
    public List<ApiKey> list(OrganizationId organization, @Nullable UUID after, int limit) {
        return rows.page(organization, LIST, after, limit);
    }

    @Override
    public Optional<ApiKey> find(OrganizationId organization, KeyId key) {
        return rows.find(organization, FIND, key.value());
    }

    @Override
    public boolean revoke(OrganizationId organization, KeyId key) {
        return rows.change(organization, REVOKE, key.value());
    }

    @Override
    public boolean rotate(OrganizationId organization, KeyId key, String secret) {
        return transactions.within(
                organization,
                () ->
                        rows.about(organization, ROTATE, key.value())
                                        .param("hash", Secrets.hash(secret))
                                        .update()
                                > 0);
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                new KeyId(row.getObject("id", UUID.class)),
                row.getString("name"),
                scopes(row),
                Times.read(row, "expires_at"),
                Objects.requireNonNull(Times.read(row, "created_at")));
    }

    private static List<String> scopes(ResultSet row) throws SQLException {
        return Arrays.asList((String[]) row.getArray("scopes").getArray());
    }
}
