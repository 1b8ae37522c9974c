package io.carillon.activities.lead;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How a lead's row is read; what it waits for is {@link Waiting}'s to say. */
final class LeadRows {
    static final String SELECT =
            """
            SELECT l.id, l.campaign_id, l.external_id, l.phones, l.status, l.outcome, l.next_attempt_at, l.attempts,
                l.time_zones, l.zone_source, l.variables, l.priority, l.last_result, l.last_answered_by, l.goal, l.call_id,
                l.first_attempt_at, l.last_attempt_at, l.talk_seconds, l.cost, l.answers, l.created_at, l.updated_at,
                l.done_at
            FROM leads l
            WHERE l.organization_id = :organization
              AND l.deleted_at IS NULL
            """;

    static final RowMapper<Lead> LEAD = (row, n) -> read(row);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private LeadRows() {}

    private static Lead read(ResultSet row) throws SQLException {
        boolean pending = row.getString("status").equals("pending");
        UUID call = row.getObject("call_id", UUID.class);
        return new Lead(
                new LeadId(row.getObject("id", UUID.class)),
                new CampaignId(row.getObject("campaign_id", UUID.class)),
                row.getString("external_id"),
                strings(row, "phones"),
                row.getString("status"),
                row.getString("outcome"),
                null,
                pending ? instantOrNull(row, "next_attempt_at") : null,
                row.getInt("attempts"),
                strings(row, "time_zones"),
                ZoneSource.ofWire(row.getString("zone_source")),
                JSON.readValue(row.getString("variables"), TEXTS),
                row.getInt("priority"),
                row.getString("last_result"),
                row.getString("last_answered_by"),
                row.getString("goal"),
                call == null ? null : new CallId(call),
                instantOrNull(row, "first_attempt_at"),
                instantOrNull(row, "last_attempt_at"),
                row.getInt("talk_seconds"),
                row.getBigDecimal("cost"),
                JSON.readValue(row.getString("answers"), TEXTS),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instantOrNull(row, "done_at"));
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
