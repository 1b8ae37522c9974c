package io.carillon.activities.inbox;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.workflows.ids.CallId;

import java.util.List;

/** One callback, understood. */
record Received(CallId call, List<CarrierEvent> events) {
    Received {
        events = List.copyOf(events);
    }
}
