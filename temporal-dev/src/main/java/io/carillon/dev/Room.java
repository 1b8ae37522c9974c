package io.carillon.dev;

import java.util.function.LongSupplier;

/**
 * Says when the disk is full, and when it no longer is. Nothing is lost meanwhile: PostgreSQL and
 * Temporal refuse what they cannot write, dials wait, and all goes on once there is room.
 */
final class Room {
    // PostgreSQL makes a log file of 16 MB at a time and Temporal's SQLite its journal beside it.
    private static final long TIGHT_BYTES = 64L << 20;

    private final LongSupplier freeBytes;
    private final Console console;
    private final String place;
    private boolean tight;

    Room(LongSupplier freeBytes, String place, Console console) {
        this.freeBytes = freeBytes;
        this.place = place;
        this.console = console;
    }

    /** One line when it begins, one when it is over. */
    void look() {
        long free = freeBytes.getAsLong();
        if (free < TIGHT_BYTES != tight) {
            tight = !tight;
            console.say(
                    tight
                            ? "The disk is full: %d MB are free where %s is. Calls wait until there is room."
                                    .formatted(free >> 20, place)
                            : "There is room again: calls go on.");
        }
    }
}
