package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Locks a call with all that decides about it, in one statement. */
final class CallRows {
    // Rows are locked in the order named: campaign, lead, call. Who switches a campaign or edits it
    // locks its row FOR UPDATE, so it waits for every holder of a lock and is seen by all who come
    // later.
    private static final String READ =
            """
            SELECT k.id, k.organization_id, k.single, k.state, k.to_number, k.from_number, k.account_id,
                k.carrier, k.callback_token, k.flow_version_id, k.options, k.variables, k.send_at, k.dialed_at,
                k.evidence_at, k.ambiguous_at, k.answered_at, k.answered_by, k.goal, k.cost, k.initiated, k.first_begun,
                k.scheduled_at, k.expires_at, k.call_back,
                o.status AS owner_status, o.limits,
                c.id AS campaign_id, c.kind, c.status AS campaign_status, c.flow_version_id AS campaign_flow,
                c.carrier AS campaign_carrier, c.accounts, c.caller_ids, c.settings, c.starts_at, c.ends_at,
                lawful_floor(c) AS floor,
                l.id AS lead_id, l.status AS lead_status, l.call_id AS lead_call, l.phones, l.phone_index,
                l.time_zones, l.zone_source, l.variables AS lead_variables, l.attempts, l.retries,
                l.last_attempt_at, l.due_at, %s AS offers
            FROM calls k
            JOIN organizations o ON o.id = k.organization_id
            JOIN campaigns c ON c.id = k.campaign_id
            JOIN leads l ON l.id = k.lead_id
            WHERE k.id = :call
            """;

    // The weakest lock that keeps a switch out: ends of calls stand neither in each other's way nor
    // in the line of the gates, each of which would have to wait for all the others.
    private static final String SHARE =
            READ.formatted("NULL")
                    + """
                    FOR KEY SHARE OF c
                    FOR NO KEY UPDATE OF l
                    FOR NO KEY UPDATE OF k
                    """;

    // Gates stand in line: sharers that overlap would let a pause starve behind them. They meet at
    // the campaign's pace anyway.
    private static final String IN_LINE =
            READ.formatted(GateOffers.COLUMN) + "FOR NO KEY UPDATE OF c, l, k";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;

    CallRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Within the current transaction; empty when there is no such call any more. */
    Optional<LockedCall> lock(CallId call) {
        return statement(SHARE, call).query((row, n) -> read(row)).optional();
    }

    /** What a call could be dialed with when its lock was asked for. */
    record InLine(LockedCall call, Offers offers) {}

    /** As {@link #lock}, with the campaign to itself: for whoever may let a request leave. */
    Optional<InLine> lockInLine(CallId call) {
        return statement(IN_LINE, call).query((row, n) -> inLine(row)).optional();
    }

    private StatementSpec statement(String sql, CallId call) {
        return transactions.jdbc().sql(sql).param("call", call.value());
    }

    private static InLine inLine(ResultSet row) throws SQLException {
        LockedCall call = read(row);
        return new InLine(call, GateOffers.read(row.getString("offers"), call));
    }

    private static LockedCall read(ResultSet row) throws SQLException {
        return new LockedCall(
                new CallId(uuid(row, "id")),
                new OrganizationId(uuid(row, "organization_id")),
                organization(row),
                campaign(row),
                lead(row),
                row.getBoolean("single"),
                row.getString("state"),
                new PhoneNumber(row.getString("to_number")),
                row.getString("from_number"),
                id(row, "account_id", AccountId::new),
                row.getString("carrier"),
                row.getString("callback_token"),
                id(row, "flow_version_id", FlowVersionId::new),
                Options.read(row.getString("options")),
                strings(row.getString("variables")),
                new LockedCall.Attempt(
                        instant(row, "send_at"),
                        instant(row, "dialed_at"),
                        instant(row, "evidence_at"),
                        instant(row, "ambiguous_at"),
                        instant(row, "answered_at"),
                        row.getString("answered_by"),
                        row.getString("goal"),
                        row.getBigDecimal("cost"),
                        row.getBoolean("initiated"),
                        row.getBoolean("first_begun"),
                        row.getString("call_back")),
                instant(row, "scheduled_at"),
                instant(row, "expires_at"));
    }

    private static LockedCall.Organization organization(ResultSet row) throws SQLException {
        JsonNode limits = JSON.readTree(row.getString("limits"));
        JsonNode calls = limits.path("max_calls_per_day");
        JsonNode spend = limits.path("max_spend_per_day");
        return new LockedCall.Organization(
                row.getString("owner_status").equals("active"),
                calls.isNumber() ? calls.intValue() : null,
                spend.isNumber() || spend.isString() ? new BigDecimal(spend.asString()) : null,
                counts(limits.path("calls_per_number")));
    }

    private static LockedCall.Campaign campaign(ResultSet row) throws SQLException {
        return new LockedCall.Campaign(
                new CampaignId(uuid(row, "campaign_id")),
                row.getString("kind").equals("direct"),
                CampaignStatus.ofWire(row.getString("campaign_status")),
                id(row, "campaign_flow", FlowVersionId::new),
                row.getString("campaign_carrier"),
                List.of((UUID[]) row.getArray("accounts").getArray()),
                List.of((String[]) row.getArray("caller_ids").getArray()),
                SettingsJson.read(row.getString("settings")),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                row.getBoolean("floor"));
    }

    private static LockedCall.Lead lead(ResultSet row) throws SQLException {
        String[] phones = (String[]) row.getArray("phones").getArray();
        return new LockedCall.Lead(
                new LeadId(uuid(row, "lead_id")),
                row.getString("lead_status"),
                id(row, "lead_call", CallId::new),
                java.util.Arrays.stream(phones).map(PhoneNumber::new).toList(),
                row.getInt("phone_index"),
                List.of((String[]) row.getArray("time_zones").getArray()),
                row.getString("zone_source"),
                strings(row.getString("lead_variables")),
                row.getInt("attempts"),
                counts(JSON.readTree(row.getString("retries"))),
                instant(row, "last_attempt_at"),
                instant(row, "due_at"));
    }

    private static Map<String, String> strings(String json) {
        var strings = new LinkedHashMap<String, String>();
        JSON.readTree(json)
                .properties()
                .forEach(
                        each -> {
                            if (!each.getValue().isNull()) {
                                JsonNode value = each.getValue();
                                strings.put(
                                        each.getKey(),
                                        value.isValueNode() ? value.asString() : value.toString());
                            }
                        });
        return strings;
    }

    private static Map<String, Integer> counts(JsonNode json) {
        var counts = new LinkedHashMap<String, Integer>();
        json.properties().forEach(each -> counts.put(each.getKey(), each.getValue().asInt()));
        return counts;
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> as)
            throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : as.apply(value);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
