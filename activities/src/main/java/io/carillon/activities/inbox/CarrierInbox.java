package io.carillon.activities.inbox;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.workflows.ids.CallId;

import java.time.Duration;
import java.util.List;

/** Where callbacks arrive. */
public interface CarrierInbox {
    /**
     * Stores what a carrier told, applies it to the call's row, and returns when that is committed;
     * the call's workflow is told afterwards. Doubles change nothing. What comes after the end is
     * kept and marked late.
     *
     * @throws IllegalArgumentException when it holds what no table takes, as a NUL character
     * @throws RuntimeException when it could not be stored: the carrier is to send it again
     */
    void receive(CallId call, List<CarrierEvent> events);

    /**
     * As {@link #receive(CallId, List)}, and does not wait longer than that.
     *
     * @return false when it is not committed by then; the write goes on
     */
    boolean receive(CallId call, List<CarrierEvent> events, Duration patience);
}
