package io.carillon.activities.lead;

import org.jspecify.annotations.Nullable;

/**
 * Which leads of a campaign to list; null: any.
 *
 * @param phone E.164; any of the lead's phones
 */
public record LeadFilter(
        @Nullable String status,
        @Nullable String outcome,
        @Nullable String externalId,
        @Nullable String phone) {}
