package io.carillon.activities.flow;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Flows as rows. */
final class JdbcFlowStore implements FlowStore {
    private static final String CREATE =
            """
            INSERT INTO flows (id, organization_id, name, inline, created_at)
            VALUES (:id, :organization, :name, :inline, carillon_now())
            """;

    private static final String CREATE_VERSION =
            """
            INSERT INTO flow_versions (id, organization_id, flow_id, version, definition, created_at)
            VALUES (:id, :organization, :flow, :version, :definition::json, carillon_now())
            """;

    // Its row lock gives versions their order.
    private static final String RAISE_VERSION =
            """
            UPDATE flows
            SET latest_version = latest_version + 1, name = coalesce(:name, name)
            WHERE id = :id AND organization_id = :organization
            RETURNING latest_version
            """;

    private static final String SELECT =
            """
            SELECT f.id, f.name, v.id AS version_id, v.version, v.definition::text AS definition, v.created_at
            FROM flows f
            JOIN flow_versions v ON v.flow_id = f.id AND v.version = coalesce(:version, f.latest_version)
            WHERE f.organization_id = :organization
            """;

    private static final String FIND = SELECT + "AND f.id = :id";

    private static final String LIST =
            SELECT
                    + """
                      AND NOT f.inline AND (:after::uuid IS NULL OR f.id < :after)
                      ORDER BY f.id DESC
                      LIMIT :limit
                      """;

    private static final String LATEST =
            """
            SELECT v.id
            FROM flows f
            JOIN flow_versions v ON v.flow_id = f.id AND v.version = f.latest_version
            WHERE f.id = :id AND f.organization_id = :organization
            """;

    private static final String FLOW_OF =
            "SELECT flow_id FROM flow_versions WHERE id = :id AND organization_id = :organization";

    private final Transactions transactions;
    private final AudioDesk audio;

    JdbcFlowStore(Transactions transactions, AudioDesk audio) {
        this.transactions = transactions;
        this.audio = audio;
    }

    @Override
    public AcceptedFlow accept(OrganizationId organization, JsonNode document) {
        FlowReader.Reading reading = FlowReader.read(document);
        List<FlowProblem> problems = new ArrayList<>(reading.problems());
        // A step that could not be read would make others look unreachable.
        if (problems.stream().noneMatch(FlowProblem::malformed)) {
            reading.flow().map(FlowCheck::problems).ifPresent(problems::addAll);
        }
        Flow flow = reading.flow().orElse(null);
        if (flow == null || !problems.isEmpty()) {
            throw new FlowRefused(problems);
        }
        var definition = (ObjectNode) document.deepCopy();
        audio.settle(organization, definition, problems);
        if (!problems.isEmpty()) {
            throw new FlowRefused(problems);
        }
        return new AcceptedFlow(flow.name() == null ? "" : flow.name(), definition);
    }

    @Override
    public AcceptedFlow acceptMessage(String message) {
        ObjectNode flow = FlowJson.object();
        flow.put("start", "message");
        flow.putObject("steps").putObject("message").put("say", message).put("hang_up", true);
        List<FlowProblem> problems = FlowReader.read(flow).problems();
        if (!problems.isEmpty()) {
            throw new FlowRefused(
                    problems.stream()
                            .map(problem -> new FlowProblem("", problem.code(), problem.message()))
                            .toList());
        }
        return new AcceptedFlow("message", flow);
    }

    @Override
    public StoredFlow create(OrganizationId organization, AcceptedFlow flow, boolean inline) {
        return transactions.within(
                organization,
                () -> {
                    var id = new FlowId(UuidV7.next());
                    transactions
                            .jdbc()
                            .sql(CREATE)
                            .param("id", id.value())
                            .param("organization", organization.value())
                            .param("name", flow.name())
                            .param("inline", inline)
                            .update();
                    addVersion(organization, id, 1, flow);
                    return find(organization, id, null).orElseThrow();
                });
    }

    @Override
    public Optional<StoredFlow> addVersion(
            OrganizationId organization, FlowId id, AcceptedFlow flow) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(RAISE_VERSION)
                                .param("id", id.value())
                                .param("organization", organization.value())
                                .param(
                                        "name",
                                        flow.name().isEmpty() ? null : flow.name(),
                                        java.sql.Types.VARCHAR)
                                .query(Integer.class)
                                .optional()
                                .map(
                                        version -> {
                                            addVersion(organization, id, version, flow);
                                            return find(organization, id, null).orElseThrow();
                                        }));
    }

    private void addVersion(
            OrganizationId organization, FlowId id, int version, AcceptedFlow flow) {
        transactions
                .jdbc()
                .sql(CREATE_VERSION)
                .param("id", UuidV7.next())
                .param("organization", organization.value())
                .param("flow", id.value())
                .param("version", version)
                .param("definition", FlowJson.write(flow.definition()))
                .update();
    }

    @Override
    public Optional<FlowVersionId> latest(OrganizationId organization, FlowId id) {
        return uuid(LATEST, organization, id.value()).map(FlowVersionId::new);
    }

    @Override
    public Optional<FlowId> flowOf(OrganizationId organization, FlowVersionId version) {
        return uuid(FLOW_OF, organization, version.value()).map(FlowId::new);
    }

    private Optional<UUID> uuid(String sql, OrganizationId organization, UUID id) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(sql)
                                .param("id", id)
                                .param("organization", organization.value())
                                .query(UUID.class)
                                .optional());
    }

    @Override
    public Optional<StoredFlow> find(
            OrganizationId organization, FlowId id, @Nullable Integer version) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(FIND)
                                .param("id", id.value())
                                .param("organization", organization.value())
                                .param("version", version, java.sql.Types.INTEGER)
                                .query((row, number) -> stored(row))
                                .optional());
    }

    @Override
    public List<StoredFlow> list(OrganizationId organization, @Nullable FlowId after, int limit) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(LIST)
                                .param("organization", organization.value())
                                .param("version", null, java.sql.Types.INTEGER)
                                .param(
                                        "after",
                                        after == null ? null : after.value(),
                                        java.sql.Types.OTHER)
                                .param("limit", limit)
                                .query((row, number) -> stored(row))
                                .list());
    }

    private static StoredFlow stored(ResultSet row) throws SQLException {
        return new StoredFlow(
                new FlowId(row.getObject("id", UUID.class)),
                new FlowVersionId(row.getObject("version_id", UUID.class)),
                row.getInt("version"),
                row.getString("name"),
                FlowJson.read(row.getString("definition")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
