package io.carillon.activities.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Gauges that are columns of one row of the database. Each process shows the same figures, so that
 * those who add processes up take the greatest. Not a number while the database does not answer.
 * The registry keeps them: nobody else does.
 */
public final class RowGauges {
    private static final Logger LOG = LoggerFactory.getLogger(RowGauges.class);

    /** Several gauges are read for one scrape, and several scrapers may read at once. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final String look;
    private Map<String, Object> last = Map.of();
    private long lastLook = System.nanoTime() - FRESH.toNanos();

    /**
     * @param look a statement of one row; null in a column is 0
     */
    public RowGauges(Transactions transactions, String look) {
        this.transactions = transactions;
        this.look = look;
    }

    public RowGauges count(MeterRegistry registry, String name, String text, String column) {
        Gauge.builder(name, this, self -> self.value(column))
                .description(text)
                .strongReference(true)
                .register(registry);
        return this;
    }

    public RowGauges seconds(MeterRegistry registry, String name, String text, String column) {
        TimeGauge.builder(name, this, TimeUnit.SECONDS, self -> self.value(column))
                .description(text)
                .strongReference(true)
                .register(registry);
        return this;
    }

    private synchronized double value(String column) {
        if (System.nanoTime() - lastLook >= FRESH.toNanos()) {
            last = looked();
            lastLook = System.nanoTime();
        }
        if (last.isEmpty()) {
            return Double.NaN;
        }
        return last.get(column) instanceof Number number ? number.doubleValue() : 0;
    }

    private Map<String, Object> looked() {
        try {
            return transactions.system(() -> transactions.jdbc().sql(look).query().singleRow());
        } catch (RuntimeException down) {
            LOG.atWarn().addKeyValue("cause", down.toString()).log("gauges.unknown");
            return Map.of();
        }
    }
}
