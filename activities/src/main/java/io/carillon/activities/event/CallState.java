package io.carillon.activities.event;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;

/** The states of a call's row as the status users see. */
public final class CallState {
    private CallState() {}

    /**
     * @param state of the row
     * @param scheduledAt null: not scheduled
     */
    public static String status(
            String state, @Nullable OffsetDateTime scheduledAt, OffsetDateTime now) {
        return switch (state) {
            case "waiting" ->
                    scheduledAt != null && scheduledAt.isAfter(now) ? "scheduled" : "queued";
            case "claimed" -> "queued";
            default -> state;
        };
    }
}
