package io.carillon.activities.carrier.simulator;

/**
 * What differs from call to call, fixed by the number, the reference and the question asked: the
 * same call happens the same way again.
 */
record Chance(long seed) {
    static Chance of(String... parts) {
        long seed = 0xcbf29ce484222325L; // FNV-1a, 64 bits
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) {
                seed = (seed ^ part.charAt(i)) * 0x100000001b3L;
            }
            seed = (seed ^ 0xff) * 0x100000001b3L;
        }
        return new Chance(seed);
    }

    /** 0 (included) to 1 (excluded). */
    double share(String question) {
        long mixed = of(question).seed() ^ seed;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return ((mixed ^ (mixed >>> 33)) >>> 11) * 0x1.0p-53;
    }

    /** Milliseconds between the two. */
    long between(String question, long least, long most) {
        return least + (long) (share(question) * (most - least));
    }
}
