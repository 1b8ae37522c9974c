package io.carillon.activities.leadfile;

import java.util.BitSet;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * Whom a reading of files has met in a campaign that was empty before it, so that the database need
 * not be asked about each person whether it knows them. May take a stranger for an acquaintance,
 * which costs a question, never the other way round.
 */
final class PeopleMet {
    // 8 MB; five million people (ImportChunks.ROWS_MAX) set one bit in fourteen.
    private static final int BITS = 1 << 26;

    private static final long NEVER = -1;

    private final BitSet met = new BitSet(BITS);
    private long leads;

    private PeopleMet(long leads) {
        this.leads = leads;
    }

    static PeopleMet inEmptyCampaign() {
        return new PeopleMet(0);
    }

    static PeopleMet inUnknownCampaign() {
        return new PeopleMet(NEVER);
    }

    /**
     * @param leadsNow of the campaign, locked: another number than after the last meeting means
     *     that somebody else added some
     */
    Predicate<String> mayBeKnown(long leadsNow) {
        return leads == leadsNow ? key -> met.get(bit(key)) : key -> true;
    }

    /**
     * @param added leads by these people
     */
    void meet(Collection<String> keys, long leadsBefore, long added) {
        if (leads == leadsBefore) {
            keys.forEach(key -> met.set(bit(key)));
            leads = leadsBefore + added;
        } else {
            forget();
        }
    }

    void forget() {
        leads = NEVER;
    }

    /** FNV-1a of 64 bits (draft-eastlake-fnv), folded. */
    private static int bit(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return (int) ((hash ^ hash >>> 32) & (BITS - 1));
    }
}
