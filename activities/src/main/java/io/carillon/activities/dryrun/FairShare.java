package io.carillon.activities.dryrun;

import java.util.List;

/** What one of several gets of something they share evenly, where some ask for less. Pure. */
final class FairShare {
    private FairShare() {}

    /**
     * @param asked by the one; it gets no more
     * @param others what each other asks for
     */
    static double of(double asked, List<Double> others, double capacity) {
        double left = capacity;
        int sharers = others.size() + 1;
        for (double other : others.stream().sorted().toList()) {
            if (other >= left / sharers) {
                break;
            }
            left -= other;
            sharers--;
        }
        return Math.min(asked, left / sharers);
    }
}
