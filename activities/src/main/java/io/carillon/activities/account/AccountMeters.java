package io.carillon.activities.account;

import io.carillon.activities.database.RowGauges;
import io.carillon.activities.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Accounts that their carriers keep from dialing as they are set to. */
final class AccountMeters implements MeterBinder {
    // One that a person paused is as it should be.
    private static final String LOOK =
            """
            SELECT count(*) FILTER (WHERE a.refused_at IS NOT NULL) AS refused,
                count(*) FILTER (WHERE a.status = 'down') AS down,
                count(*) FILTER (WHERE pace_now(a) < a.calls_per_second::double precision) AS slowed
            FROM carrier_accounts a
            """;

    private final Transactions transactions;

    AccountMeters(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new RowGauges(transactions, LOOK)
                .count(
                        registry,
                        "carillon.accounts.refused",
                        "Accounts paused because their carrier turned them down",
                        "refused")
                .count(
                        registry,
                        "carillon.accounts.down",
                        "Accounts whose carrier does not answer",
                        "down")
                .count(
                        registry,
                        "carillon.accounts.slowed",
                        "Accounts dialed with below their pace, as their carrier asked",
                        "slowed");
    }
}
