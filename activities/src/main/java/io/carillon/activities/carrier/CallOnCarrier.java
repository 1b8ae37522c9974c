package io.carillon.activities.carrier;

import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

/**
 * A call as a carrier knows it. {@code carrierCallId} null: not known (yet); our reference may do
 * for some carriers.
 */
public record CallOnCarrier(CallId call, @Nullable String carrierCallId) {}
