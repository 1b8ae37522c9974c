package io.carillon.activities.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The last night's violations and how long ago it was, the same in every process. Not a number
 * while the database does not answer; violations not while there was no night either.
 */
final class LedgerMeters implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerMeters.class);

    /** All gauges are read for one scrape. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final LedgerNights nights;
    private LedgerNights.@Nullable Last last;
    private long lastLook = System.nanoTime() - FRESH.toNanos();

    LedgerMeters(LedgerNights nights) {
        this.nights = nights;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Invariant invariant : Invariants.OVER_ROWS) {
            Gauge.builder(
                            "carillon.ledger.violations",
                            this,
                            self -> self.violations(invariant.name()))
                    .description("Rows that break a promise, as of the last examination")
                    .tag("invariant", invariant.name())
                    .register(registry);
        }
        TimeGauge.builder("carillon.ledger.age", this, TimeUnit.SECONDS, LedgerMeters::ageSeconds)
                .description(
                        "Since the last examination of all promises, or since there is anything to examine")
                .register(registry);
    }

    private double violations(String invariant) {
        LedgerNights.Last known = look();
        if (known == null || known.figures().isEmpty()) {
            return Double.NaN;
        }
        return known.figures().stream()
                .filter(each -> each.invariant().equals(invariant))
                .mapToLong(Examined::violations)
                .sum();
    }

    private double ageSeconds() {
        LedgerNights.Last known = look();
        return known == null ? Double.NaN : known.ageSeconds();
    }

    private synchronized LedgerNights.@Nullable Last look() {
        if (System.nanoTime() - lastLook >= FRESH.toNanos()) {
            last = asked();
            lastLook = System.nanoTime();
        }
        return last;
    }

    private LedgerNights.@Nullable Last asked() {
        try {
            return nights.last();
        } catch (RuntimeException down) {
            LOG.atWarn().addKeyValue("cause", down.toString()).log("ledger.unknown");
            return null;
        }
    }
}
