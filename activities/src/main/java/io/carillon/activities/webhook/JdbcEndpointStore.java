package io.carillon.activities.webhook;

import io.carillon.activities.database.OwnRows;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.organization.Sealer;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;

import org.jspecify.annotations.Nullable;

import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class JdbcEndpointStore implements EndpointStore {
    private static final String INSERT =
            """
            INSERT INTO webhook_endpoints (id, organization_id, url, events, description, secret_sealed, created_at)
            VALUES (:id, :organization, :url, :events, :description, :secret, carillon_now())
            """;

    private static final String LIST =
            """
            SELECT %s
            FROM webhook_endpoints
            WHERE organization_id = :organization
              AND deleted_at IS NULL
              AND (:after::uuid IS NULL OR id > :after)
            ORDER BY id
            LIMIT :limit
            """
                    .formatted(EndpointRow.COLUMNS);

    private static final String FIND =
            """
            SELECT %s
            FROM webhook_endpoints
            WHERE organization_id = :organization
              AND id = :id
              AND deleted_at IS NULL
            """
                    .formatted(EndpointRow.COLUMNS);

    private static final String CHANGE =
            """
            UPDATE webhook_endpoints
            SET url = coalesce(:url::text, url),
                events = coalesce(:events::text[], events),
                description = CASE WHEN :description::text IS NULL THEN description ELSE nullif(:description, '') END,
                status = coalesce(:status::text, status),
                reason = CASE WHEN :status::text IS NULL THEN reason ELSE NULL END,
                failed_rounds = CASE WHEN :status::text = 'active' OR :url::text IS NOT NULL THEN 0 ELSE failed_rounds END,
                held_until = CASE WHEN :status::text = 'active' OR :url::text IS NOT NULL THEN NULL ELSE held_until END
            WHERE organization_id = :organization
              AND id = :id
              AND deleted_at IS NULL
            """;

    private static final String DELETE =
            """
            UPDATE webhook_endpoints
            SET deleted_at = carillon_now()
            WHERE organization_id = :organization
              AND id = :id
              AND deleted_at IS NULL
            """;

    private static final String ROTATE =
            """
            UPDATE webhook_endpoints
            SET previous_secret_sealed = secret_sealed,
                previous_secret_until = carillon_now() + interval '24 hours',
                secret_sealed = :secret
            WHERE organization_id = :organization
              AND id = :id
              AND deleted_at IS NULL
            """;

    private static final String SECRETS =
            """
            SELECT secret_sealed,
                   CASE WHEN previous_secret_until > carillon_now() THEN previous_secret_sealed END AS previous
            FROM webhook_endpoints
            WHERE organization_id = :organization
              AND id = :id
            """;

    private static final String OVERDUE =
            """
            SELECT id, organization_id
            FROM webhook_endpoints e
            WHERE deleted_at IS NULL
              AND status = 'active'
              AND (held_until IS NULL OR held_until < carillon_now() - interval '1 minute')
              AND EXISTS (
                  SELECT 1
                  FROM deliveries d
                  WHERE d.endpoint_id = e.id
                    AND d.status = 'pending'
                    AND d.next_try_at < carillon_now() - interval '1 minute')
            LIMIT :limit
            """;

    private final Transactions transactions;
    private final OwnRows<Endpoint> rows;
    private final SealedSecrets sealed;

    JdbcEndpointStore(Transactions transactions, Sealer sealer) {
        this.transactions = transactions;
        this.rows = new OwnRows<>(transactions, EndpointRow::read);
        this.sealed = new SealedSecrets(sealer);
    }

    @Override
    public Created create(
            OrganizationId organization,
            String url,
            List<String> events,
            @Nullable String description) {
        var id = new EndpointId(UuidV7.next());
        SigningSecret secret = SigningSecret.fresh();
        return transactions.within(
                organization,
                () -> {
                    transactions
                            .jdbc()
                            .sql(INSERT)
                            .param("id", id.value())
                            .param("organization", organization.value())
                            .param("url", url)
                            .param("events", events.toArray(String[]::new))
                            .param("description", description, Types.VARCHAR)
                            .param("secret", sealed.seal(secret))
                            .update();
                    return new Created(find(organization, id).orElseThrow(), secret);
                });
    }

    @Override
    public List<Endpoint> list(OrganizationId organization, @Nullable EndpointId after, int limit) {
        return rows.page(organization, LIST, after == null ? null : after.value(), limit);
    }

    @Override
    public Optional<Endpoint> find(OrganizationId organization, EndpointId id) {
        return rows.find(organization, FIND, id.value());
    }

    @Override
    public Optional<Endpoint> change(OrganizationId organization, EndpointId id, Change change) {
        List<String> events = change.events();
        Endpoint.Status status = change.status();
        return transactions.within(
                organization,
                () -> {
                    transactions
                            .jdbc()
                            .sql(CHANGE)
                            .param("organization", organization.value())
                            .param("id", id.value())
                            .param("url", change.url(), Types.VARCHAR)
                            .param(
                                    "events",
                                    events == null ? null : events.toArray(String[]::new),
                                    Types.ARRAY)
                            .param("description", change.description(), Types.VARCHAR)
                            .param("status", status == null ? null : status.wire(), Types.VARCHAR)
                            .update();
                    return find(organization, id);
                });
    }

    @Override
    public boolean delete(OrganizationId organization, EndpointId id) {
        return transactions.within(organization, () -> update(DELETE, organization, id));
    }

    private boolean update(String statement, OrganizationId organization, EndpointId id) {
        return transactions
                        .jdbc()
                        .sql(statement)
                        .param("organization", organization.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    @Override
    public Optional<SigningSecret> rotate(OrganizationId organization, EndpointId id) {
        SigningSecret secret = SigningSecret.fresh();
        int rotated =
                transactions.within(
                        organization,
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(ROTATE)
                                        .param("secret", sealed.seal(secret))
                                        .param("organization", organization.value())
                                        .param("id", id.value())
                                        .update());
        return rotated == 1 ? Optional.of(secret) : Optional.empty();
    }

    @Override
    public List<SigningSecret> secrets(OrganizationId organization, EndpointId id) {
        return transactions
                .within(
                        organization,
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(SECRETS)
                                        .param("organization", organization.value())
                                        .param("id", id.value())
                                        .query(
                                                (row, n) ->
                                                        sealed.inForce(
                                                                row.getBytes("secret_sealed"),
                                                                row.getBytes("previous")))
                                        .optional())
                .orElse(List.of());
    }

    @Override
    public List<EndpointStart> overdue(int limit) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(OVERDUE)
                                .param("limit", limit)
                                .query(
                                        (row, number) ->
                                                new EndpointStart(
                                                        new EndpointId(
                                                                row.getObject("id", UUID.class)),
                                                        new OrganizationId(
                                                                row.getObject(
                                                                        "organization_id",
                                                                        UUID.class))))
                                .list());
    }
}
