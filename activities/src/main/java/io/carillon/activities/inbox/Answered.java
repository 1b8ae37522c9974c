package io.carillon.activities.inbox;

import io.carillon.activities.carrier.Document;

import org.jspecify.annotations.Nullable;

/** A callback was taken. {@code document} null: the carrier is told nothing but that. */
public record Answered(@Nullable Document document) {}
