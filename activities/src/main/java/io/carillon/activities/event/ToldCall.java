package io.carillon.activities.event;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A call as its events tell of it. Read in the transaction that appends them, under the lock of the
 * call's row.
 *
 * @param campaign null: a single call's
 * @param now the database's clock at the reading
 * @param members of the body's {@code data}
 */
public record ToldCall(
        OrganizationId organization,
        CallId id,
        @Nullable CampaignId campaign,
        Instant now,
        Map<String, @Nullable Object> members) {

    /** What is read of the call, named {@code k}: by a SELECT, or by the RETURNING of a change. */
    public static final String COLUMNS =
            """
            k.id, k.organization_id, k.campaign_id, k.lead_id, k.attempt, k.to_number, k.from_number, k.carrier,
            k.carrier_call_id, k.state, k.scheduled_at, k.result, k.cause, k.reason, k.answered_by,
            k.answered_by_cause, k.answered_by_confidence, k.decided_after_ms, k.queued_at, k.dialed_at,
            k.ringing_at, k.answered_at, k.ended_at, k.talk_seconds, k.answers, k.goal, k.cost, k.currency,
            (SELECT c.kind FROM campaigns c WHERE c.id = k.campaign_id) AS kind, carillon_now() AS now
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static ToldCall read(ResultSet row) throws SQLException {
        var call = new CallId(row.getObject("id", UUID.class));
        CampaignId campaign =
                row.getString("kind").equals("direct")
                        ? null
                        : new CampaignId(row.getObject("campaign_id", UUID.class));
        return new ToldCall(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                call,
                campaign,
                row.getObject("now", OffsetDateTime.class).toInstant(),
                members(call, campaign, row));
    }

    /**
     * @param more members over the call's own, in wire form
     */
    public Outbox.Event event(String type, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(members);
        data.putAll(more);
        return new Outbox.Event(organization, type, id.toString(), now, campaign, id, data);
    }

    public Outbox.Event event(String type) {
        return event(type, Map.of());
    }

    private static Map<String, @Nullable Object> members(
            CallId call, @Nullable CampaignId campaign, ResultSet row) throws SQLException {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", call.toString());
        data.put("call_id", call.toString());
        data.put("campaign_id", campaign == null ? null : campaign.toString());
        data.put("lead_id", new LeadId(row.getObject("lead_id", UUID.class)).toString());
        data.put("attempt", row.getObject("attempt", Integer.class));
        data.put("to", row.getString("to_number"));
        data.put("from", row.getString("from_number"));
        data.put("carrier", row.getString("carrier"));
        data.put("carrier_call_id", row.getString("carrier_call_id"));
        data.put("status", status(row));
        data.put("result", row.getString("result"));
        data.put("cause", row.getString("cause"));
        data.put("reason", row.getString("reason"));
        data.put("answered_by", row.getString("answered_by"));
        data.put("answered_by_cause", row.getString("answered_by_cause"));
        data.put("answered_by_confidence", row.getBigDecimal("answered_by_confidence"));
        data.put("decided_after_ms", row.getObject("decided_after_ms", Integer.class));
        for (String time :
                new String[] {"queued_at", "dialed_at", "ringing_at", "answered_at", "ended_at"}) {
            OffsetDateTime at = row.getObject(time, OffsetDateTime.class);
            data.put(time, at == null ? null : at.toInstant().toString());
        }
        data.put("talk_seconds", row.getInt("talk_seconds"));
        data.put("answers", JSON.readTree(row.getString("answers")));
        data.put("goal", row.getString("goal"));
        BigDecimal cost = row.getBigDecimal("cost");
        data.put("cost", cost == null ? null : cost.stripTrailingZeros().toPlainString());
        data.put("currency", row.getString("currency"));
        return data;
    }

    private static String status(ResultSet row) throws SQLException {
        return CallState.status(
                row.getString("state"),
                row.getObject("scheduled_at", OffsetDateTime.class),
                row.getObject("now", OffsetDateTime.class));
    }
}
