package io.carillon.activities.organization;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

final class JdbcOrganizationStore implements OrganizationStore {
    private static final String INSERT =
            """
            INSERT INTO organizations (id, name, created_at) VALUES (:id, :name, carillon_now())
            """;

    // What one simulated carrier takes without effort on a laptop; every campaign has limits of its
    // own below it.
    private static final String INSERT_SIMULATOR =
            """
            INSERT INTO carrier_accounts
                (id, organization_id, carrier, name, calls_per_second, max_concurrent, created_at)
            VALUES (:id, :organization, 'simulator', 'simulator', 100, 1000, carillon_now())
            """;

    private static final String READ =
            "SELECT id, name, status, weight, limits, created_at FROM organizations ";

    private static final String FIND = READ + "WHERE id = :id";

    private static final String LIST =
            READ + "WHERE (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit";

    private static final String UPDATE =
            """
            UPDATE organizations SET name = :name, status = :status, weight = :weight, limits = :limits::jsonb
            WHERE id = :id
            """;

    private final Transactions transactions;
    private final JsonMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    JdbcOrganizationStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Organization insert(String name) {
        var id = new OrganizationId(UuidV7.next());
        return transactions.system(
                () -> {
                    transactions
                            .jdbc()
                            .sql(INSERT)
                            .param("id", id.value())
                            .param("name", name)
                            .update();
                    transactions
                            .jdbc()
                            .sql(INSERT_SIMULATOR)
                            .param("id", UuidV7.next())
                            .param("organization", id.value())
                            .update();
                    return find(id).orElseThrow();
                });
    }

    @Override
    public Optional<Organization> find(OrganizationId id) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(FIND)
                                .param("id", id.value())
                                .query(this::read)
                                .optional());
    }

    @Override
    public List<Organization> list(@Nullable UUID after, int limit) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(LIST)
                                .param("after", after, Types.OTHER)
                                .param("limit", limit)
                                .query(this::read)
                                .list());
    }

    @Override
    public boolean update(Organization organization) {
        return transactions.system(
                () ->
                        transactions
                                        .jdbc()
                                        .sql(UPDATE)
                                        .param("id", organization.id().value())
                                        .param("name", organization.name())
                                        .param("status", organization.status())
                                        .param("weight", organization.weight())
                                        .param("limits", written(organization.limits()))
                                        .update()
                                > 0);
    }

    /** Absent members mean no limit, so empty ones are left out. */
    private String written(Limits limits) {
        Map<String, @Nullable Object> members = new java.util.LinkedHashMap<>();
        if (limits.maxCallsPerDay() != null) {
            members.put("max_calls_per_day", limits.maxCallsPerDay());
        }
        if (limits.maxSpendPerDay() != null) {
            members.put("max_spend_per_day", limits.maxSpendPerDay().toPlainString());
        }
        if (!limits.callsPerNumber().isEmpty()) {
            members.put("calls_per_number", limits.callsPerNumber());
        }
        return json.writeValueAsString(members);
    }

    private Organization read(ResultSet row, int number) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("status"),
                row.getInt("weight"),
                limits(row.getString("limits")),
                Objects.requireNonNull(Times.read(row, "created_at")));
    }

    private Limits limits(String text) {
        var node = json.readTree(text);
        var calls = new java.util.LinkedHashMap<String, Integer>();
        node.path("calls_per_number")
                .properties()
                .forEach(each -> calls.put(each.getKey(), each.getValue().asInt()));
        return new Limits(
                node.hasNonNull("max_calls_per_day")
                        ? node.get("max_calls_per_day").asLong()
                        : null,
                node.hasNonNull("max_spend_per_day")
                        ? new java.math.BigDecimal(node.get("max_spend_per_day").asString())
                        : null,
                calls);
    }
}
