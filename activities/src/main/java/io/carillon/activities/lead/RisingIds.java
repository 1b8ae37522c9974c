package io.carillon.activities.lead;

import io.carillon.activities.database.UuidV7;

import java.util.UUID;

/**
 * Ids that rise strictly within this process: leads of one file are listed and tried in its order.
 */
final class RisingIds {
    private UUID last = new UUID(0, 0);

    synchronized UUID next() {
        UUID fresh = UuidV7.next();
        boolean rises =
                Long.compareUnsigned(fresh.getMostSignificantBits(), last.getMostSignificantBits())
                        > 0;
        // Within a millisecond the random part is counted on; overflow of 62 bits is no case.
        last =
                rises
                        ? fresh
                        : new UUID(
                                last.getMostSignificantBits(), last.getLeastSignificantBits() + 1);
        return last;
    }
}
