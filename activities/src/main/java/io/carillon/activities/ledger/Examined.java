package io.carillon.activities.ledger;

import java.util.List;

/**
 * What became of one invariant.
 *
 * @param invariant in words; the same in every report, metric and log
 * @param rows its rule was applied to; 0: there was nothing it could be judged by
 * @param violations rows that break it
 * @param ids of the first of them, in written form, at most {@value #IDS_KEPT}
 */
public record Examined(String invariant, long rows, long violations, List<String> ids) {
    static final int IDS_KEPT = 20;

    public Examined {
        ids = List.copyOf(ids);
    }

    /** In a word, for people. */
    public String verdict() {
        if (violations > 0) {
            return "violated";
        }
        return rows == 0 ? "nothing to examine" : "holds";
    }
}
