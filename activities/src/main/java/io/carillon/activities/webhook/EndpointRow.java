package io.carillon.activities.webhook;

import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Reads endpoints from rows. */
final class EndpointRow {
    static final String COLUMNS =
            "id, organization_id, url, events, description, status, reason, failing_since, held_until, created_at";

    private EndpointRow() {}

    static Endpoint read(ResultSet row, int number) throws SQLException {
        return new Endpoint(
                new EndpointId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("url"),
                List.of((String[]) row.getArray("events").getArray()),
                row.getString("description"),
                Endpoint.Status.of(row.getString("status")),
                row.getString("reason"),
                instant(row, "failing_since"),
                instant(row, "held_until"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
