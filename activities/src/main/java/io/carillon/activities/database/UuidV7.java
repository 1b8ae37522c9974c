package io.carillon.activities.database;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * New ids: UUID version 7 (RFC 9562 section 5.7), milliseconds first, so that rows are appended to
 * their indexes.
 */
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    public static UUID next() {
        long millis = System.currentTimeMillis();
        long high = (millis << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
