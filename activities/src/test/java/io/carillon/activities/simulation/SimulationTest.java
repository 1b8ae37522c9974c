package io.carillon.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.simulation.oracle.Findings;
import io.carillon.activities.simulation.oracle.Invariant;
import io.carillon.activities.simulation.oracle.Oracle;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Weeks of campaigns in memory, every dial re-checked by an oracle written apart. More of them:
 * {@code -Dcampaigns=10000}; other ones: {@code -Dseed=…}. A build simulates the same ones every
 * time, so that it fails for what was changed.
 */
class SimulationTest {
    /** Fewer are a replay of what was found; some rules are not met in them. */
    private static final int ENOUGH = 50;

    @Test
    void noDialBreaksARuleAndNoLeadWaitsForEver() {
        long seed = Long.getLong("seed", 1);
        int worlds = Math.max(1, Integer.getInteger("campaigns", 200) / Weeks.CAMPAIGNS);
        var findings = new Findings();
        var refusals = new TreeMap<String, Integer>();
        int dials = 0;
        for (int i = 0; i < worlds; i++) {
            World world = Weeks.run(seed + i);
            Findings its = Oracle.check(world.book.journal);
            assertThat(its.said()).as("world of -Dseed=%d -Dcampaigns=1", seed + i).isEmpty();
            findings.add(its);
            dials += world.book.journal.dials.size();
            world.refusals.forEach((rule, times) -> refusals.merge(rule, times, Integer::sum));
        }
        print(seed, worlds * Weeks.CAMPAIGNS, dials, refusals, findings);

        if (worlds < ENOUGH) {
            return;
        }
        assertThat(
                        Arrays.stream(Invariant.values())
                                .filter(invariant -> findings.examined(invariant) == 0))
                .as("invariants that were asked of nothing")
                .isEmpty();
    }

    private static void print(
            long seed, int campaigns, int dials, Map<String, Integer> refusals, Findings findings) {
        System.out.printf(
                "SimulationTest -Dseed=%d: %d campaigns, %d dials%n  refused: %s%n  examined: %s%n",
                seed,
                campaigns,
                dials,
                refusals,
                Arrays.stream(Invariant.values())
                        .collect(
                                Collectors.toMap(
                                        each -> each,
                                        findings::examined,
                                        (one, other) -> one,
                                        TreeMap::new)));
    }
}
