package io.carillon.dev.standin;

/**
 * What differs from call to call, fixed by the seed and the question asked: the same seed answers
 * the same question the same way again.
 */
public record Chance(long seed) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The chance of one subject, say of a call, under this seed. */
    public Chance of(String subject) {
        long mixed = seed ^ FNV_OFFSET;
        for (int i = 0; i < subject.length(); i++) {
            mixed = (mixed ^ subject.charAt(i)) * FNV_PRIME;
        }
        return new Chance(mixed);
    }

    /** 0 (included) to 1 (excluded). */
    public double share(String question) {
        long mixed = of(question).seed();
        // The finalizer of MurmurHash3: without it neighbouring numbers draw neighbouring shares.
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return ((mixed ^ (mixed >>> 33)) >>> 11) * 0x1.0p-53;
    }

    /** Milliseconds between the two. */
    public long between(String question, long least, long most) {
        return least + (long) (share(question) * (most - least));
    }
}
