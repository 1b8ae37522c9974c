package io.carillon.activities.database;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * New ids: UUID version 7 (RFC 9562 section 5.7), milliseconds first, so that rows are appended to
 * their indexes. Those of one process rise strictly (section 6.2, method 1: the 12 bits behind the
 * milliseconds count): leads of a file are tried in its order, decisions are read in theirs.
 */
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    // A new millisecond begins its count in the lower half, so that 2,048 ids and more fit in it;
    // one too many borrows from the next millisecond.
    private static final int COUNT_BITS = 12;
    private static final int COUNT_STARTS_BELOW = 1 << (COUNT_BITS - 1);

    private static final AtomicLong LAST = new AtomicLong();

    private UuidV7() {}

    public static UUID next() {
        long fresh = System.currentTimeMillis() << COUNT_BITS | RANDOM.nextInt(COUNT_STARTS_BELOW);
        long now = LAST.updateAndGet(last -> Math.max(fresh, last + 1));
        long high = (now >>> COUNT_BITS) << 16 | 0x7000L | (now & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
