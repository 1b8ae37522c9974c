package io.carillon.activities.call;

import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.Look;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What others did, read once the pace is locked: live calls, suppressions, recent calls. */
final class GateLook {
    // A statement of its own after the locks: its snapshot sees every gate that passed before. A
    // dial instant that is the reserved one was never told: that call may have left later.
    static final String LOOK =
            """
            SELECT carillon_now() AS now,
                (SELECT count(*) FROM calls
                 WHERE campaign_id = :campaign
                   AND state IN ('dialing', 'ringing', 'in_progress')
                   AND id <> :call) AS campaign_live,
                (SELECT count(*) FROM calls
                 WHERE account_id = :account
                   AND state IN ('dialing', 'ringing', 'in_progress')
                   AND id <> :call) AS account_live,
                coalesce((SELECT min(reason) FROM suppressions
                 WHERE organization_id = :organization
                   AND (number = :number OR prefix = ANY (:prefixes))
                   AND (campaign_id IS NULL OR campaign_id = :campaign)
                   AND (expires_at IS NULL OR expires_at > carillon_now())),
                 CASE WHEN is_erased(:organization, :number) THEN 'erased' END) AS suppression,
                CASE WHEN :window::interval > interval '0' THEN
                    (SELECT array_agg(dialed_at ORDER BY dialed_at) FROM calls
                     WHERE organization_id = :organization
                       AND to_number = :number
                       AND dialed_at > carillon_now() - :window::interval
                       AND id <> :call)
                END AS dialed_before,
                ARRAY(SELECT id FROM calls
                      WHERE id = ANY (:asked) AND dialed_at <> send_at
                      ORDER BY id) AS left_calls,
                ARRAY(SELECT dialed_at FROM calls
                      WHERE id = ANY (:asked) AND dialed_at <> send_at
                      ORDER BY id) AS left_at
            """;

    private final Transactions transactions;

    GateLook(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The look and the database's clock.
     *
     * @param left when calls asked for left
     */
    record Looked(Instant now, Look look, Map<UUID, Instant> left) {}

    /**
     * @param asked calls whose departure matters to the pace
     */
    Looked at(LockedCall call, @Nullable Account account, List<UUID> asked) {
        return transactions
                .jdbc()
                .sql(LOOK)
                .param("call", call.id().value())
                .param("organization", call.organization().value())
                .param("campaign", call.campaign().id().value())
                .param("account", account == null ? null : account.id().value(), Types.OTHER)
                .param("number", call.to().e164())
                .param("prefixes", prefixes(call.to()))
                .param("window", longestWindow(call).toString())
                .param("asked", asked.toArray(UUID[]::new))
                .query(
                        (row, n) ->
                                new Looked(
                                        row.getObject("now", OffsetDateTime.class).toInstant(),
                                        new Look(
                                                row.getInt("campaign_live"),
                                                row.getInt("account_live"),
                                                row.getString("suppression"),
                                                instants(row, "dialed_before")),
                                        left(row)))
                .single();
    }

    static String[] prefixes(PhoneNumber number) {
        String e164 = number.e164();
        var prefixes = new ArrayList<String>();
        for (int length = 2; length <= e164.length(); length++) {
            prefixes.add(e164.substring(0, length));
        }
        return prefixes.toArray(String[]::new);
    }

    private static Duration longestWindow(LockedCall call) {
        return call.owner().callsPerNumber().keySet().stream()
                .map(Duration::parse)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Map<UUID, Instant> left(ResultSet row) throws SQLException {
        UUID[] calls = (UUID[]) row.getArray("left_calls").getArray();
        List<Instant> at = instants(row, "left_at");
        var left = new HashMap<UUID, Instant>();
        for (int i = 0; i < calls.length; i++) {
            left.put(calls[i], at.get(i));
        }
        return left;
    }

    private static List<Instant> instants(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        return Arrays.stream((java.sql.Timestamp[]) array.getArray())
                .map(java.sql.Timestamp::toInstant)
                .toList();
    }
}
