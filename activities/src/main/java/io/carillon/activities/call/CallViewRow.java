package io.carillon.activities.call;

import io.carillon.activities.event.CallState;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;

/** A row of calls as a {@link CallView}. Needs all columns, the campaign's kind, and now. */
final class CallViewRow {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CallViewRow() {}

    static CallView read(ResultSet row) throws SQLException {
        boolean direct = row.getString("kind").equals("direct");
        BigDecimal cost = row.getBigDecimal("cost");
        return new CallView(
                new CallId(row.getObject("id", UUID.class)),
                direct ? null : new CampaignId(row.getObject("campaign_id", UUID.class)),
                new LeadId(row.getObject("lead_id", UUID.class)),
                row.getObject("attempt", Integer.class),
                row.getString("to_number"),
                from(row),
                row.getString("carrier"),
                row.getString("carrier_call_id"),
                CallState.status(
                        row.getString("state"),
                        row.getObject("scheduled_at", OffsetDateTime.class),
                        row.getObject("now", OffsetDateTime.class)),
                row.getString("result"),
                row.getString("cause"),
                row.getString("reason"),
                answeredBy(row),
                times(row),
                row.getInt("talk_seconds"),
                json(row, "answers"),
                json(row, "variables"),
                json(row, "steps"),
                row.getString("goal"),
                id(row, "flow_version_id", FlowVersionId::new),
                row.getBoolean("message_left"),
                cost == null ? null : cost.stripTrailingZeros().toPlainString(),
                row.getString("currency"),
                id(row, "recording_blob_id", BlobId::new),
                new CallView.Remarks(
                        row.getString("disposition"),
                        row.getString("notes"),
                        row.getObject("satisfaction", Integer.class)));
    }

    /** Until the gate has chosen, the one asked for. */
    private static @Nullable String from(ResultSet row) throws SQLException {
        String from = row.getString("from_number");
        if (from != null) {
            return from;
        }
        JsonNode asked = JSON.readTree(row.getString("options")).path("from");
        return asked.isString() ? asked.stringValue() : null;
    }

    private static CallView.@Nullable AnsweredBy answeredBy(ResultSet row) throws SQLException {
        String who = row.getString("answered_by");
        BigDecimal confidence = row.getBigDecimal("answered_by_confidence");
        return who == null
                ? null
                : new CallView.AnsweredBy(
                        who,
                        row.getString("answered_by_cause"),
                        confidence == null ? null : confidence.doubleValue(),
                        row.getObject("decided_after_ms", Integer.class));
    }

    private static CallView.Times times(ResultSet row) throws SQLException {
        return new CallView.Times(
                instant(row, "scheduled_at"),
                instant(row, "expires_at"),
                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                instant(row, "dialed_at"),
                instant(row, "ringing_at"),
                instant(row, "answered_at"),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static JsonNode json(ResultSet row, String column) throws SQLException {
        return JSON.readTree(row.getString(column));
    }

    private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> make)
            throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : make.apply(value);
    }
}
