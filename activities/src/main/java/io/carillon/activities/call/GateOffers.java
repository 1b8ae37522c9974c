package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;

import java.util.UUID;

/** Reads the accounts and caller ids a call could be dialed with. */
final class GateOffers {
    // The campaign's accounts in failover order, else every account of its carrier, oldest first;
    // with each account the caller ids verified for its carrier.
    private static final String OFFERS =
            """
            SELECT a.id, a.carrier, a.calls_per_second, a.max_concurrent, a.status, a.reason, a.lawful_floor,
                a.organization_id, a.base_url, a.credentials_sealed,
                i.id AS caller_id, i.number, i.max_calls_per_day, i.cool_down_seconds
            FROM carrier_accounts a
            LEFT JOIN caller_ids i
                ON i.organization_id = a.organization_id
                AND i.carrier = a.carrier
                AND i.status = 'verified'
                AND (:any OR i.number = ANY (:numbers))
            WHERE a.organization_id = :organization
              AND (a.id = ANY (:accounts) OR (:by_carrier AND a.carrier = :carrier))
            ORDER BY array_position(:accounts, a.id), a.id, array_position(:numbers, i.number), i.id
            """;

    private final Transactions transactions;

    GateOffers(Transactions transactions) {
        this.transactions = transactions;
    }

    Offers of(LockedCall call) {
        LockedCall.Campaign campaign = call.campaign();
        UUID[] accounts =
                call.account() != null
                        ? new UUID[] {call.account().value()}
                        : campaign.accounts().toArray(UUID[]::new);
        String requested = call.requestedFrom();
        String[] numbers =
                requested != null
                        ? new String[] {requested}
                        : campaign.callerIds().toArray(String[]::new);
        var read = new OfferRows();
        transactions
                .jdbc()
                .sql(OFFERS)
                .param("organization", call.organization().value())
                .param("accounts", accounts)
                .param("by_carrier", accounts.length == 0)
                .param("carrier", call.carrier() != null ? call.carrier() : campaign.carrier())
                .param("any", numbers.length == 0 && campaign.direct())
                .param("numbers", numbers)
                .query(read::add);
        return read.offers();
    }
}
