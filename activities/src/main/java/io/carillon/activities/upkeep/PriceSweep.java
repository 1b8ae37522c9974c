package io.carillon.activities.upkeep;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.activities.upkeep.PriceRows.Unrated;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks carriers that rate calls after their end what they cost, and takes it as late news. */
final class PriceSweep {
    private static final Logger LOG = LoggerFactory.getLogger(PriceSweep.class);

    private static final int AT_ONCE = 200;

    private final PriceRows rows;
    private final CarrierDrivers drivers;
    private final CarrierAccounts accounts;
    private final CarrierInbox inbox;

    PriceSweep(
            PriceRows rows, CarrierDrivers drivers, CarrierAccounts accounts, CarrierInbox inbox) {
        this.rows = rows;
        this.drivers = drivers;
        this.accounts = accounts;
        this.inbox = inbox;
    }

    void sweep(Mended mended) {
        List<String> carriers = drivers.with(Feature.RATED_LATER);
        if (!carriers.isEmpty()) {
            Each.of(rows.due(carriers, AT_ONCE), call -> ask(call, mended));
        }
    }

    private void ask(Unrated call, Mended mended) {
        try {
            Optional<BigDecimal> cost =
                    drivers.driver(call.carrier())
                            .charged(
                                    accounts.lately(call.account()),
                                    new CallOnCarrier(call.call(), call.carrierCallId()));
            cost.ifPresent(
                    charged -> {
                        inbox.receive(call.call(), List.of(rated(call, charged)));
                        mended.add(Mended.What.RATED);
                    });
        } catch (IOException silent) {
            LOG.atDebug().addKeyValue("call", call.call()).log("sweep.not_rated");
        }
    }

    /** The end again, with its cost. */
    private static CarrierEvent rated(Unrated call, BigDecimal cost) {
        return new CarrierEvent(
                call.carrierCallId() + ":rated",
                call.carrierCallId(),
                null,
                new CarrierEvent.Ended(true, null, "rated", Duration.ZERO, List.of(), false, cost));
    }
}
