package io.carillon.activities.event;

import io.carillon.activities.database.UuidV7;

import java.util.UUID;

/**
 * Ids of events that rise strictly within this process, so that events of one transaction keep the
 * order they were written in.
 */
final class EventIds {
    private UUID last = new UUID(0, 0);

    synchronized UUID next() {
        UUID fresh = UuidV7.next();
        last = fresh.toString().compareTo(last.toString()) > 0 ? fresh : successor(last);
        return last;
    }

    /** The low 62 bits are random, so an overflow of the counted ones is not a case to expect. */
    private static UUID successor(UUID id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
    }
}
