package io.carillon.activities.inbox;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * An inbox row that somebody is still to be told of.
 *
 * @param news for the workflow; null: nothing
 * @param recording to be copied; null: none
 */
public record UntoldNews(
        UUID id,
        CallId call,
        @Nullable CarrierNews news,
        CarrierEvent.@Nullable Recorded recording) {}
