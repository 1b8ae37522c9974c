package io.carillon.activities.call;

import io.carillon.activities.account.HealthRows;
import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.call.Offers.Offer;
import io.carillon.activities.carrier.SealedAccount;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.UUID;

/** The accounts and caller ids a call could be dialed with, read with the call. */
final class GateOffers {
    /**
     * Of the call {@code k} of the campaign {@code c}: its account, else the campaign's accounts in
     * failover order, else every account of its carrier, oldest first; with each account the caller
     * ids it may show, and what is asked to choose among them. A subquery in the list, so that
     * after a wait for the campaign's row it goes by what the campaign has become.
     */
    static final String COLUMN =
            """
            (SELECT jsonb_agg(jsonb_build_object(
                    'id', a.id, 'carrier', a.carrier, 'pace', pace_now(a), 'concurrent', slots(a),
                    'floor', a.lawful_floor, 'url', a.base_url, 'price', a.price_per_minute,
                    'health', %s,
                    'sealed', encode(a.credentials_sealed, 'base64'),
                    'local', 'local' = ANY (c.caller_id_choice),
                    'shown', CASE WHEN 'sticky' = ANY (c.caller_id_choice) THEN (
                        SELECT p.from_number FROM calls p
                        WHERE p.lead_id = k.lead_id AND p.attempt IS NOT NULL AND p.id <> k.id
                        ORDER BY p.attempt DESC
                        LIMIT 1) END,
                    'callerIds', (
                        SELECT jsonb_agg(jsonb_build_object(
                                'id', i.id, 'number', i.number, 'day', i.max_calls_per_day, 'rest', i.cool_down_seconds)
                            ORDER BY array_position(c.caller_ids, i.number), i.id)
                        FROM caller_ids i
                        WHERE i.organization_id = a.organization_id
                          AND may_show(a, i)
                          AND CASE
                              WHEN k.options ->> 'from' IS NOT NULL THEN i.number = k.options ->> 'from'
                              WHEN c.caller_ids <> '{}' THEN i.number = ANY (c.caller_ids)
                              ELSE c.kind = 'direct'
                          END))
                ORDER BY array_position(c.accounts, a.id), a.id)
             FROM carrier_accounts a
             WHERE a.organization_id = k.organization_id
               AND CASE
                   WHEN k.account_id IS NOT NULL THEN a.id = k.account_id
                   WHEN c.accounts <> '{}' THEN a.id = ANY (c.accounts)
                   ELSE a.carrier = coalesce(k.carrier, c.carrier)
               END)
            """
                    .formatted(HealthRows.JSON);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GateOffers() {}

    /**
     * @param json of {@link #COLUMN}; null: there is no account
     */
    static Offers read(@Nullable String json, LockedCall call) {
        var accounts = new ArrayList<Offer>();
        for (JsonNode account : json == null ? JSON.createArrayNode() : JSON.readTree(json)) {
            accounts.add(offer(account, call));
        }
        return new Offers(accounts);
    }

    private static Offer offer(JsonNode row, LockedCall call) {
        var account =
                new Account(
                        new AccountId(id(row)),
                        row.path("carrier").stringValue(),
                        row.path("pace").doubleValue(),
                        row.path("concurrent").intValue(),
                        row.path("floor").booleanValue(),
                        row.path("price").isNull() ? null : row.path("price").decimalValue());
        return new Offer(
                account,
                new SealedAccount(
                        account.id(),
                        call.organization(),
                        account.carrier(),
                        text(row, "url"),
                        row.path("sealed").isNull() ? null : bytes(row.path("sealed"))),
                HealthRows.read(row.path("health")),
                row.path("callerIds")
                        .valueStream()
                        .map(callerId -> callerId(callerId, row, call.to()))
                        .toList());
    }

    private static CallerId callerId(JsonNode row, JsonNode account, PhoneNumber called) {
        Integer seconds = number(row, "rest");
        var number = new PhoneNumber(row.path("number").stringValue());
        return new CallerId(
                id(row),
                number,
                number(row, "day"),
                seconds == null ? null : Duration.ofSeconds(seconds),
                rank(number, account, called));
    }

    /** The one shown last comes before all others, the nearest before those farther away. */
    private static int rank(PhoneNumber number, JsonNode account, PhoneNumber called) {
        if (number.e164().equals(text(account, "shown"))) {
            return 0;
        }
        return account.path("local").booleanValue() ? 1 + Nearness.steps(number, called) : 1;
    }

    private static UUID id(JsonNode row) {
        return UUID.fromString(row.path("id").stringValue());
    }

    private static @Nullable Integer number(JsonNode row, String name) {
        return row.path(name).isNull() ? null : row.path(name).intValue();
    }

    private static @Nullable String text(JsonNode row, String name) {
        return row.path(name).isNull() ? null : row.path(name).stringValue();
    }

    /** PostgreSQL breaks base64 into lines. */
    private static byte[] bytes(JsonNode base64) {
        return Base64.getMimeDecoder().decode(base64.stringValue());
    }
}
