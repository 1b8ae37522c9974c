package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Events about calls, each with the call as it stands in the transaction that appends it. The
 * caller holds the call's row.
 */
public final class CallEvents {
    private static final String CALL =
            """
            SELECT k.*, c.kind, carillon_now() AS now
            FROM calls k
            JOIN campaigns c ON c.id = k.campaign_id
            WHERE k.id = :call
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;
    private final Outbox outbox;

    public CallEvents(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /** Appends within the current transaction. */
    public void append(String type, CallId call) {
        append(type, call, Map.of());
    }

    /**
     * @param more members over the call's own, in wire form
     */
    public void append(String type, CallId call, Map<String, ?> more) {
        outbox.append(
                transactions
                        .jdbc()
                        .sql(CALL)
                        .param("call", call.value())
                        .query((row, n) -> event(type, row, more))
                        .single());
    }

    private static Outbox.Event event(String type, ResultSet row, Map<String, ?> more)
            throws SQLException {
        var call = new CallId(row.getObject("id", UUID.class));
        CampaignId campaign =
                row.getString("kind").equals("direct")
                        ? null
                        : new CampaignId(row.getObject("campaign_id", UUID.class));
        Map<String, @Nullable Object> data = members(call, campaign, row);
        data.putAll(more);
        return new Outbox.Event(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                type,
                call.toString(),
                row.getObject("now", OffsetDateTime.class).toInstant(),
                campaign,
                call,
                data);
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
