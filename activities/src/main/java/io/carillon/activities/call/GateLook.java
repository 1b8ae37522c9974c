package io.carillon.activities.call;

import io.carillon.activities.account.HealthRows;
import io.carillon.activities.call.AccountChoice.Candidate;
import io.carillon.activities.call.Offers.Offer;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
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
                (SELECT jsonb_object_agg(a.id, jsonb_build_object('pace', pace_now(a), 'health', %s, 'live', (
                        SELECT count(*) FROM calls
                        WHERE account_id = a.id
                          AND state IN ('dialing', 'ringing', 'in_progress')
                          AND id <> :call)))
                 FROM carrier_accounts a
                 WHERE a.id = ANY (:accounts)) AS accounts,
                CASE WHEN :capped THEN
                    (SELECT coalesce(sum(counted_cost), 0) FROM calls
                     WHERE organization_id = :organization
                       AND state IN ('dialing', 'ringing', 'in_progress')
                       AND id <> :call)
                ELSE 0 END AS reserved,
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
            """
                    .formatted(HealthRows.JSON);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;

    GateLook(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The look and the database's clock.
     *
     * @param candidates the accounts offered that are still there
     * @param reserved what the organization's other live calls may cost; 0 where no cap asks
     * @param left when calls asked for left
     */
    record Looked(
            Instant now,
            int campaignLive,
            List<Candidate> candidates,
            BigDecimal reserved,
            @Nullable String suppression,
            List<Instant> dialedBefore,
            Map<UUID, Instant> left) {}

    /**
     * @param asked calls whose departure matters to the pace
     */
    Looked at(LockedCall call, Offers offers, List<UUID> asked) {
        return transactions
                .jdbc()
                .sql(LOOK)
                .param("call", call.id().value())
                .param("organization", call.organization().value())
                .param("campaign", call.campaign().id().value())
                .param(
                        "accounts",
                        offers.accounts().stream()
                                .map(offer -> offer.account().id().value())
                                .toArray(UUID[]::new))
                .param("capped", call.owner().maxSpendPerDay() != null)
                .param("number", call.to().e164())
                .param("prefixes", prefixes(call.to()))
                .param("window", longestWindow(call).toString())
                .param("asked", asked.toArray(UUID[]::new))
                .query(
                        (row, n) ->
                                new Looked(
                                        row.getObject("now", OffsetDateTime.class).toInstant(),
                                        row.getInt("campaign_live"),
                                        candidates(offers, row.getString("accounts")),
                                        row.getBigDecimal("reserved"),
                                        row.getString("suppression"),
                                        instants(row, "dialed_before"),
                                        left(row)))
                .single();
    }

    private static List<Candidate> candidates(Offers offers, @Nullable String json) {
        JsonNode found = json == null ? JSON.createObjectNode() : JSON.readTree(json);
        var candidates = new ArrayList<Candidate>();
        for (Offer offer : offers.accounts()) {
            JsonNode now = found.path(offer.account().id().value().toString());
            if (!now.isMissingNode()) {
                candidates.add(
                        new Candidate(
                                offer,
                                HealthRows.read(now.path("health")),
                                now.path("pace").doubleValue(),
                                now.path("live").intValue()));
            }
        }
        return candidates;
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
