package io.carillon.workflows.call;

/**
 * The carrier's answer beside what callbacks had told us before.
 *
 * @param answer the carrier's
 * @param known ours
 */
public record LookedUp(LookUp answer, Impression known) {}
