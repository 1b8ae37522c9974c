package io.carillon.activities.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the dials that did not go as promised. Both counters are there from the first scrape. */
final class DialMeters {
    private final Counter late;
    private final Counter ambiguous;

    DialMeters(MeterRegistry meters) {
        late =
                Counter.builder("carillon.dials.late")
                        .description("Reserved send instants that were missed and reserved again")
                        .register(meters);
        ambiguous =
                Counter.builder("carillon.dials.ambiguous")
                        .description("Dial requests that may or may not have left")
                        .register(meters);
    }

    /** More than {@link Pace#LATEST} after its instant: the request did not leave. */
    void late() {
        late.increment();
    }

    /** Once for each dial. */
    void ambiguous() {
        ambiguous.increment();
    }
}
