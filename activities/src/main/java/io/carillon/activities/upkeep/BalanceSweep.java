package io.carillon.activities.upkeep;

import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.AccountId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Asks carriers that say so how much money accounts have left, for whoever looks at them. */
final class BalanceSweep {
    private static final Logger LOG = LoggerFactory.getLogger(BalanceSweep.class);

    private static final int AT_ONCE = 100;

    // Ilyost takes a hundred requests in a quarter of an hour (Ilyost server, rateLimit).
    private static final String DUE =
            """
            UPDATE carrier_accounts a
            SET balance_asked_at = carillon_now()
            FROM (
                SELECT id
                FROM carrier_accounts
                WHERE carrier = ANY (:carriers)
                    AND (balance_asked_at IS NULL OR balance_asked_at < carillon_now() - INTERVAL '15 minutes')
                ORDER BY balance_asked_at NULLS FIRST
                LIMIT :limit
                FOR NO KEY UPDATE SKIP LOCKED) due
            WHERE a.id = due.id
            RETURNING a.id, a.carrier
            """;

    private static final String KEEP =
            "UPDATE carrier_accounts SET balance = :balance WHERE id = :id AND balance IS DISTINCT FROM :balance";

    private final Transactions transactions;
    private final CarrierDrivers drivers;
    private final CarrierAccounts accounts;

    BalanceSweep(Transactions transactions, CarrierDrivers drivers, CarrierAccounts accounts) {
        this.transactions = transactions;
        this.drivers = drivers;
        this.accounts = accounts;
    }

    private record Due(AccountId account, String carrier) {}

    /** Nothing was broken, so nothing is mended. */
    void sweep(Mended mended) {
        List<String> carriers = drivers.with(Feature.BALANCE);
        if (!carriers.isEmpty()) {
            Each.of(due(carriers), this::ask);
        }
    }

    private List<Due> due(List<String> carriers) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(DUE)
                                .param("carriers", carriers.toArray(String[]::new))
                                .param("limit", AT_ONCE)
                                .query(
                                        (row, n) ->
                                                new Due(
                                                        new AccountId(
                                                                row.getObject("id", UUID.class)),
                                                        row.getString("carrier")))
                                .list());
    }

    private void ask(Due due) {
        try {
            drivers.driver(due.carrier())
                    .balance(accounts.lately(due.account()))
                    .ifPresent(left -> keep(due.account(), left));
        } catch (IOException silent) {
            LOG.atDebug().addKeyValue("account", due.account()).log("sweep.no_balance");
        }
    }

    private void keep(AccountId account, BigDecimal left) {
        transactions.system(
                () -> {
                    transactions
                            .jdbc()
                            .sql(KEEP)
                            .param("id", account.value())
                            .param("balance", left)
                            .update();
                });
    }
}
