package io.carillon.activities.organization;

import io.carillon.activities.database.OwnRows;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

final class JdbcCarrierAccountStore implements CarrierAccountStore {
    private static final String COLUMNS =
            """
            id, carrier, name, base_url, calls_per_second, max_concurrent, price_per_minute, currency,
                status, reason, balance, created_at, credentials_sealed IS NOT NULL AS has_credentials, down_until,
                CASE WHEN pace_now(carrier_accounts) < calls_per_second::double precision
                    THEN round(pace_now(carrier_accounts)::numeric, 4) END AS slowed_to
            """;

    private static final String INSERT =
            """
            INSERT INTO carrier_accounts (id, organization_id, carrier, name, credentials_sealed, base_url,
                calls_per_second, max_concurrent, price_per_minute, currency, status, reason, created_at)
            VALUES (:id, :organization, :carrier, :name, :credentials, :base_url,
                :calls_per_second, :max_concurrent, :price_per_minute, :currency, :status, :reason, carillon_now())
            ON CONFLICT (organization_id, name) DO NOTHING
            RETURNING\s"""
                    + COLUMNS;

    private static final String READ =
            "SELECT " + COLUMNS + "FROM carrier_accounts WHERE organization_id = :organization ";

    private static final String FIND = READ + "AND id = :id";

    private static final String LOCK = FIND + " FOR NO KEY UPDATE";

    private static final String LIST =
            READ + "AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit";

    private static final String UPDATE =
            """
            UPDATE carrier_accounts
            SET name = :name, credentials_sealed = coalesce(:credentials, credentials_sealed), base_url = :base_url,
                calls_per_second = :calls_per_second, max_concurrent = :max_concurrent,
                price_per_minute = :price_per_minute, currency = :currency, status = :status, reason = :reason,
                failures = CASE WHEN NOT :anew THEN failures ELSE 0 END,
                breaker_seconds = CASE WHEN NOT :anew THEN breaker_seconds END,
                down_until = CASE WHEN NOT :anew THEN down_until END,
                probe_call_id = CASE WHEN NOT :anew THEN probe_call_id END,
                pace_share = CASE WHEN NOT :anew THEN pace_share END,
                slowed_at = CASE WHEN NOT :anew THEN slowed_at END,
                refused_at = CASE WHEN NOT :anew THEN refused_at END,
                well_since = CASE WHEN NOT :anew THEN well_since ELSE carillon_now() END
            WHERE organization_id = :organization AND id = :id AND NOT EXISTS (
                SELECT 1 FROM carrier_accounts other
                WHERE other.organization_id = :organization AND other.name = :name AND other.id <> :id)
            """;

    // Calls keep their account for good, so one that was ever used stays.
    private static final String DELETE =
            """
            DELETE FROM carrier_accounts a
            WHERE a.organization_id = :organization AND a.id = :id
              AND NOT EXISTS (SELECT 1 FROM calls WHERE organization_id = :organization AND account_id = :id)
              AND NOT EXISTS (SELECT 1 FROM campaigns
                WHERE organization_id = :organization AND archived_at IS NULL
                  AND status NOT IN ('completed', 'stopped') AND :id = ANY (accounts))
            """;

    private final Transactions transactions;
    private final OwnRows<Account> rows;

    JdbcCarrierAccountStore(Transactions transactions) {
        this.transactions = transactions;
        this.rows = new OwnRows<>(transactions, JdbcCarrierAccountStore::read);
    }

    @Override
    public Optional<Account> insert(
            OrganizationId organization,
            String carrier,
            Terms terms,
            byte @Nullable [] credentialsSealed) {
        return transactions.within(
                organization,
                () ->
                        terms(
                                        rows.about(organization, INSERT, UuidV7.next()),
                                        terms,
                                        credentialsSealed)
                                .param("carrier", carrier)
                                .query(JdbcCarrierAccountStore::read)
                                .optional());
    }

    @Override
    public Optional<Account> find(OrganizationId organization, AccountId id) {
        return rows.find(organization, FIND, id.value());
    }

    @Override
    public Optional<Account> lock(OrganizationId organization, AccountId id) {
        return rows.find(organization, LOCK, id.value());
    }

    @Override
    public List<Account> list(OrganizationId organization, @Nullable UUID after, int limit) {
        return rows.page(organization, LIST, after, limit);
    }

    @Override
    public boolean update(
            OrganizationId organization,
            AccountId id,
            Terms terms,
            byte @Nullable [] credentialsSealed,
            boolean anew) {
        return transactions.within(
                organization,
                () ->
                        terms(
                                                rows.about(organization, UPDATE, id.value()),
                                                terms,
                                                credentialsSealed)
                                        .param("anew", anew)
                                        .update()
                                > 0);
    }

    @Override
    public boolean delete(OrganizationId organization, AccountId id) {
        return rows.change(organization, DELETE, id.value());
    }

    private static StatementSpec terms(
            StatementSpec statement, Terms terms, byte @Nullable [] credentialsSealed) {
        return statement
                .param("name", terms.name())
                .param("credentials", credentialsSealed, Types.BINARY)
                .param("base_url", terms.baseUrl(), Types.VARCHAR)
                .param("calls_per_second", terms.callsPerSecond())
                .param("max_concurrent", terms.maxConcurrent())
                .param("price_per_minute", terms.pricePerMinute(), Types.NUMERIC)
                .param("currency", terms.currency())
                .param("status", terms.status())
                .param("reason", terms.reason(), Types.VARCHAR);
    }

    private static Account read(ResultSet row, int number) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("carrier"),
                new Terms(
                        row.getString("name"),
                        row.getString("base_url"),
                        row.getBigDecimal("calls_per_second"),
                        row.getInt("max_concurrent"),
                        row.getBigDecimal("price_per_minute"),
                        row.getString("currency"),
                        row.getString("status"),
                        row.getString("reason")),
                row.getBoolean("has_credentials"),
                row.getBigDecimal("slowed_to"),
                Times.read(row, "down_until"),
                row.getBigDecimal("balance"),
                Objects.requireNonNull(Times.read(row, "created_at")));
    }
}
