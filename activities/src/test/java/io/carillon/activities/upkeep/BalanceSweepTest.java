package io.carillon.activities.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

/** What accounts have left at carriers that say so. */
class BalanceSweepTest {
    private static final LeftOpen OPEN = new LeftOpen();

    private final BalanceSweep balances =
            new BalanceSweep(
                    OPEN.bed.bean(Transactions.class),
                    new CarrierDrivers(List.of(OPEN.bed.driver)),
                    OPEN.bed.bean(CarrierAccounts.class));

    @BeforeEach
    void calm() {
        OPEN.calm();
        change("balance = NULL, balance_asked_at = NULL");
    }

    @AfterAll
    static void close() {
        OPEN.close();
    }

    @Test
    void writesWhatIsLeftAndAsksNotAgainSoSoon() {
        OPEN.bed.driver.balance = new BigDecimal("12.34");
        sweep();
        OPEN.bed.driver.balance = new BigDecimal("11.00");
        sweep();
        String soon = balance();
        change("balance_asked_at = balance_asked_at - INTERVAL '16 minutes'");
        sweep();

        assertThat(soon).startsWith("12.34");
        assertThat(balance()).startsWith("11.00");
    }

    @Test
    void leavesWhatWasKnownWhereTheCarrierIsSilent() {
        change("balance = 7");
        OPEN.bed.driver.silent = true;

        sweep();

        assertThat(balance()).startsWith("7.00");
    }

    @Test
    void asksNobodyWhoDoesNotSay() {
        OPEN.bed.driver.lacks.add(Feature.BALANCE);
        OPEN.bed.driver.balance = BigDecimal.ONE;

        sweep();

        assertThat(balance()).isEqualTo("null");
    }

    private void sweep() {
        balances.sweep(new Mended());
    }

    private static void change(String assignments) {
        OPEN.bed
                .bean(Transactions.class)
                .system(
                        () -> {
                            OPEN.bed
                                    .bean(Transactions.class)
                                    .jdbc()
                                    .sql("UPDATE carrier_accounts SET " + assignments)
                                    .update();
                        });
    }

    private static String balance() {
        Transactions transactions = OPEN.bed.bean(Transactions.class);
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(
                                        "SELECT coalesce(max(balance)::text, 'null') FROM carrier_accounts")
                                .query(String.class)
                                .single());
    }
}
