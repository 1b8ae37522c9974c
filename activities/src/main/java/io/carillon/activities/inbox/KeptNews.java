package io.carillon.activities.inbox;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A callback as the inbox keeps it.
 *
 * @param event without what is secret
 * @param news for the workflow; null: nothing
 * @param late it came after the call's end
 */
record KeptNews(UUID id, CarrierEvent event, @Nullable CarrierNews news, boolean late) {
    /** Somebody is to be told after the commit. */
    boolean untold() {
        return news != null || recording() != null;
    }

    UntoldNews of(CallId call) {
        return new UntoldNews(id, call, news, recording());
    }

    private CarrierEvent.@Nullable Recorded recording() {
        return event.what() instanceof CarrierEvent.Recorded recorded ? recorded : null;
    }
}
