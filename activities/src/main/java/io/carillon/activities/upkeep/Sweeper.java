package io.carillon.activities.upkeep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Consumer;

/**
 * Compares rows with workflows, and with what carriers say. Rows are the truth: what a row needs
 * and nobody does is started again; what nobody can end any more is judged; what an operator ended
 * in the Web UI is ended in the row, with the reason. Everything may be repeated, and two sweeps at
 * once do no harm.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final CallSweep calls;
    private final NewsSweep news;
    private final LineSweep lines;
    private final PriceSweep prices;
    private final BalanceSweep balances;
    private final SlotSweep slots;
    private final WorkSweep work;
    private final Housekeeping housekeeping;

    Sweeper(
            CallSweep calls,
            NewsSweep news,
            LineSweep lines,
            PriceSweep prices,
            BalanceSweep balances,
            SlotSweep slots,
            WorkSweep work,
            Housekeeping housekeeping) {
        this.calls = calls;
        this.news = news;
        this.lines = lines;
        this.prices = prices;
        this.balances = balances;
        this.slots = slots;
        this.work = work;
        this.housekeeping = housekeeping;
    }

    /** One look at everything; answers what was mended, in a line. */
    public String sweep() {
        var mended = new Mended();
        // A workflow must run before its news can be told.
        part("calls", calls::sweep, mended);
        part("news", news::sweep, mended);
        part("lines", lines::sweep, mended);
        part("prices", prices::sweep, mended);
        part("balances", balances::sweep, mended);
        part("slots", slots::sweep, mended);
        part("work", work::sweep, mended);
        String line = mended.line();
        housekeeping.keep();
        return line;
    }

    /** A part that cannot look at anything now leaves the others alone. */
    private static void part(String name, Consumer<Mended> part, Mended mended) {
        try {
            part.accept(mended);
        } catch (RuntimeException failed) {
            mended.failed(name);
            LOG.atWarn()
                    .addKeyValue("part", name)
                    .addKeyValue("cause", failed.toString())
                    .log("sweep.part_left_for_next");
        }
    }
}
