package io.carillon.activities.organization;

import io.carillon.activities.database.OwnRows;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallerIdId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

final class JdbcCallerIdStore implements CallerIdStore {
    // One that only accounts have proved that reach another carrier now must be proved anew.
    private static final String COLUMNS =
            """
            id, number, carrier, label, CASE WHEN accounts = '{}' THEN 'pending' ELSE status END AS status,
                max_calls_per_day, cool_down_seconds, expected_attestation, verified_at, verified_by, accounts, approval,
                refused_by, refused_at, refusal, created_at
            """;

    private static final String INSERT =
            """
            INSERT INTO caller_ids (id, organization_id, number, carrier, label, status, max_calls_per_day,
                cool_down_seconds, expected_attestation, verified_at, verified_by, created_at)
            VALUES (:id, :organization, :number, :carrier, :label,
                CASE WHEN :verified_by::text IS NULL THEN 'pending' ELSE 'verified' END, :max_calls_per_day,
                :cool_down_seconds, :expected_attestation, CASE WHEN :verified_by::text IS NULL THEN NULL ELSE carillon_now() END,
                :verified_by, carillon_now())
            ON CONFLICT (organization_id, number, carrier) WHERE status <> 'retired' DO NOTHING
            RETURNING\s"""
                    + COLUMNS;

    private static final String READ =
            "SELECT "
                    + COLUMNS
                    + "FROM caller_ids WHERE organization_id = :organization AND status <> 'retired' ";

    private static final String FIND = READ + "AND id = :id";

    private static final String LIST =
            READ + "AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit";

    private static final String UPDATE =
            """
            UPDATE caller_ids
            SET label = :label, max_calls_per_day = :max_calls_per_day, cool_down_seconds = :cool_down_seconds,
                expected_attestation = :expected_attestation
            WHERE organization_id = :organization AND id = :id
            """;

    private static final String RETIRE =
            """
            UPDATE caller_ids SET status = 'retired'
            WHERE organization_id = :organization AND id = :id AND status <> 'retired'
            """;

    private final Transactions transactions;
    private final OwnRows<CallerId> rows;
    private final CallerIdDay day;

    JdbcCallerIdStore(Transactions transactions) {
        this.transactions = transactions;
        this.rows = new OwnRows<>(transactions, JdbcCallerIdStore::read);
        this.day = new CallerIdDay(transactions);
    }

    @Override
    public Optional<CallerId> insert(
            OrganizationId organization,
            PhoneNumber number,
            String carrier,
            Manner manner,
            @Nullable String verifiedBy) {
        return transactions.within(
                organization,
                () -> {
                    if (manner.limited()) {
                        day.keepGatesOut(organization);
                    }
                    Optional<CallerId> made =
                            manner(rows.about(organization, INSERT, UuidV7.next()), manner)
                                    .param("number", number.e164())
                                    .param("carrier", carrier)
                                    .param("verified_by", verifiedBy, Types.VARCHAR)
                                    .query(JdbcCallerIdStore::read)
                                    .optional();
                    made.filter(callerId -> callerId.manner().limited())
                            .ifPresent(callerId -> day.count(organization, callerId));
                    return made;
                });
    }

    @Override
    public Optional<CallerId> find(OrganizationId organization, CallerIdId id) {
        return rows.find(organization, FIND, id.value());
    }

    @Override
    public List<CallerId> list(OrganizationId organization, @Nullable UUID after, int limit) {
        return rows.page(organization, LIST, after, limit);
    }

    @Override
    public void update(OrganizationId organization, CallerIdId id, Manner manner) {
        transactions.within(
                organization,
                () -> {
                    Optional<CallerId> newlyLimited =
                            find(organization, id)
                                    .filter(before -> manner.limited())
                                    .filter(before -> !before.manner().limited());
                    newlyLimited.ifPresent(before -> day.keepGatesOut(organization));
                    manner(rows.about(organization, UPDATE, id.value()), manner).update();
                    newlyLimited.ifPresent(before -> day.count(organization, before));
                });
    }

    @Override
    public boolean retire(OrganizationId organization, CallerIdId id) {
        return rows.change(organization, RETIRE, id.value());
    }

    private static StatementSpec manner(StatementSpec statement, Manner manner) {
        return statement
                .param("label", manner.label(), Types.VARCHAR)
                .param("max_calls_per_day", manner.maxCallsPerDay(), Types.INTEGER)
                .param("cool_down_seconds", manner.coolDownSeconds(), Types.INTEGER)
                .param("expected_attestation", manner.expectedAttestation(), Types.VARCHAR);
    }

    private static CallerId read(ResultSet row, int number) throws SQLException {
        return new CallerId(
                new CallerIdId(row.getObject("id", UUID.class)),
                new PhoneNumber(row.getString("number")),
                row.getString("carrier"),
                new Manner(
                        row.getString("label"),
                        row.getObject("max_calls_per_day", Integer.class),
                        row.getObject("cool_down_seconds", Integer.class),
                        row.getString("expected_attestation")),
                row.getString("status"),
                Times.read(row, "verified_at"),
                proof(row),
                refusal(row),
                Objects.requireNonNull(Times.read(row, "created_at")));
    }

    private static @Nullable Proof proof(ResultSet row) throws SQLException {
        String by = row.getString("verified_by");
        Array accounts = row.getArray("accounts");
        return by == null
                ? null
                : new Proof(
                        by,
                        accounts == null
                                ? null
                                : Arrays.stream((UUID[]) accounts.getArray())
                                        .map(AccountId::new)
                                        .toList(),
                        row.getString("approval"));
    }

    private static @Nullable Refusal refusal(ResultSet row) throws SQLException {
        UUID account = row.getObject("refused_by", UUID.class);
        Instant at = Times.read(row, "refused_at");
        return account == null || at == null
                ? null
                : new Refusal(new AccountId(account), at, row.getString("refusal"));
    }
}
