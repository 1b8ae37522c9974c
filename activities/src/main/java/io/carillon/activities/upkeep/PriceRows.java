package io.carillon.activities.upkeep;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Calls whose carrier has not said yet what they cost. */
final class PriceRows {
    // What is known before is what the account's price makes of it. Of a call whose end nobody
    // knows
    // the carrier may know that it was answered. A carrier rates within minutes as a rule; what it
    // has not rated in a day it is not asked any more.
    static final String DUE =
            """
            UPDATE calls k
            SET cost_asked_at = carillon_now()
            FROM (
                SELECT id
                FROM calls
                WHERE NOT cost_charged AND (answered_at IS NOT NULL OR result = 'unknown')
                    AND carrier <> 'simulator'
                    AND ended_at < carillon_now() - INTERVAL '1 minute'
                    AND ended_at > carillon_now() - INTERVAL '1 day'
                    AND carrier = ANY (:carriers)
                    AND carrier_call_id IS NOT NULL
                    AND (cost_asked_at IS NULL OR cost_asked_at < carillon_now() - INTERVAL '10 minutes')
                ORDER BY ended_at
                LIMIT :limit
                FOR NO KEY UPDATE SKIP LOCKED) due
            WHERE k.id = due.id
            RETURNING k.id, k.carrier, k.account_id, k.carrier_call_id
            """;

    private final Transactions transactions;

    PriceRows(Transactions transactions) {
        this.transactions = transactions;
    }

    record Unrated(CallId call, String carrier, AccountId account, String carrierCallId) {}

    /** Those to ask about now; not the same ones again for some minutes. */
    List<Unrated> due(Collection<String> carriers, int limit) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(DUE)
                                .param("carriers", carriers.toArray(String[]::new))
                                .param("limit", limit)
                                .query(
                                        (row, n) ->
                                                new Unrated(
                                                        new CallId(row.getObject("id", UUID.class)),
                                                        row.getString("carrier"),
                                                        new AccountId(
                                                                row.getObject(
                                                                        "account_id", UUID.class)),
                                                        row.getString("carrier_call_id")))
                                .list());
    }
}
