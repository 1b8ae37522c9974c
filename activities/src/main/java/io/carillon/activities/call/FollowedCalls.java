package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Reads calls for those who follow them. Within the current transaction. */
public final class FollowedCalls {
    private static final String READ =
            """
            SELECT k.id, k.organization_id, k.campaign_id, k.lead_id, k.attempt, k.state, k.to_number, k.from_number,
                k.carrier, k.account_id, k.carrier_call_id, k.callback_token, coalesce(k.dialed_at, k.send_at) AS asked_at,
                k.flow_version_id, k.dialed_with,
                l.variables || k.variables || k.answers
                    || coalesce((SELECT c.settings -> 'identity' FROM campaigns c WHERE c.id = k.campaign_id), '{}')
                    AS variables, k.script_sequence, k.script_asked, k.script_step,
                k.message_sequence, k.initiated, k.first_begun, k.answered_at IS NOT NULL AS answered,
                k.ringing_at IS NOT NULL AS rang, k.answered_by, k.heard, k.message_left, k.end_seen,
                carillon_now() AS now,
                ARRAY(SELECT carrier_event_id FROM carrier_news WHERE call_id = k.id AND carrier_event_id = ANY (:news))
                    AS known
            FROM calls k
            JOIN leads l ON l.id = k.lead_id
            WHERE k.id = ANY (:calls)
            """;

    // In one order, whoever locks several.
    private static final String LOCK = READ + "ORDER BY k.id FOR NO KEY UPDATE OF k";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;

    public FollowedCalls(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Empty when there is no such call (any more). */
    public Optional<FollowedCall> find(CallId call) {
        return query(READ, call);
    }

    /** As {@link #find}, and nobody else changes the row before the commit. */
    public Optional<FollowedCall> lock(CallId call) {
        return query(LOCK, call);
    }

    /**
     * A locked call.
     *
     * @param known which of the callbacks asked for were stored before the statement began; one
     *     stored while it waited for the lock is not among them
     */
    public record Told(FollowedCall call, Set<String> known) {}

    /**
     * As {@link #lock}, many at once.
     *
     * @param callbacks of all of them
     * @return in the order of their ids; without those that are not there (any more)
     */
    public List<Told> lock(Collection<CallId> calls, List<String> callbacks) {
        return query(LOCK, calls, callbacks)
                .query((row, n) -> new Told(read(row), known(row)))
                .list();
    }

    private Optional<FollowedCall> query(String sql, CallId call) {
        return query(sql, List.of(call), List.of()).query((row, n) -> read(row)).optional();
    }

    private StatementSpec query(String sql, Collection<CallId> calls, List<String> callbacks) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("calls", calls.stream().map(CallId::value).toArray(UUID[]::new))
                .param("news", callbacks.toArray(String[]::new));
    }

    private static Set<String> known(ResultSet row) throws SQLException {
        return Set.of((String[]) row.getArray("known").getArray());
    }

    private static FollowedCall read(ResultSet row) throws SQLException {
        String dialedWith = row.getString("dialed_with");
        return new FollowedCall(
                new CallId(uuid(row, "id")),
                new OrganizationId(uuid(row, "organization_id")),
                new CampaignId(uuid(row, "campaign_id")),
                new LeadId(uuid(row, "lead_id")),
                row.getObject("attempt", Integer.class),
                row.getString("state"),
                new PhoneNumber(row.getString("to_number")),
                row.getString("from_number"),
                row.getString("carrier"),
                id(row, "account_id", AccountId::new),
                row.getString("carrier_call_id"),
                row.getString("callback_token"),
                instant(row, "asked_at"),
                id(row, "flow_version_id", FlowVersionId::new),
                dialedWith == null ? null : new DialedWith.Kept(dialedWith),
                strings(row.getString("variables")),
                new FollowedCall.Given(
                        row.getInt("script_sequence"),
                        row.getObject("script_asked", Integer.class),
                        row.getString("script_step"),
                        row.getObject("message_sequence", Integer.class)),
                progress(row),
                row.getObject("now", OffsetDateTime.class).toInstant());
    }

    private static FollowedCall.Progress progress(ResultSet row) throws SQLException {
        String answeredBy = row.getString("answered_by");
        return new FollowedCall.Progress(
                row.getBoolean("initiated"),
                row.getBoolean("first_begun"),
                row.getBoolean("answered"),
                row.getBoolean("rang"),
                answeredBy == null ? null : AnsweredBy.ofWire(answeredBy),
                row.getBoolean("heard"),
                row.getBoolean("message_left"),
                row.getBoolean("end_seen"));
    }

    private static Map<String, String> strings(String json) {
        var strings = new LinkedHashMap<String, String>();
        JSON.readTree(json)
                .properties()
                .forEach(
                        each -> {
                            var value = each.getValue();
                            if (!value.isNull()) {
                                strings.put(
                                        each.getKey(),
                                        value.isValueNode() ? value.asString() : value.toString());
                            }
                        });
        return strings;
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> as)
            throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : as.apply(value);
    }
}
