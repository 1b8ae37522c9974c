package io.carillon.dev;

import io.temporal.client.WorkflowClient;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rulers and whole calls, turn about: what one machine does of each in a second. */
final class CallTurns {
    private static final Duration RAMP = Duration.ofSeconds(3);

    private final CallLoad load;
    private final OneProcess process;
    private final ServerUse use;
    private final Findings findings;
    private final int seconds;
    private final List<Turn> turns = new ArrayList<>();

    CallTurns(CallLoad load, OneProcess process, ServerUse use, Findings findings, int seconds) {
        this.load = load;
        this.process = process;
        this.use = use;
        this.findings = findings;
        this.seconds = seconds;
    }

    /**
     * @param used processor seconds by process while the calls were counted
     */
    private record Turn(
            double rulers,
            double rulerCpuMillis,
            double calls,
            long counted,
            Map<String, Double> used) {
        double ratio() {
            return calls / rulers;
        }

        double cpuMillis() {
            return 1000 * ServerUse.sum(used) / counted;
        }
    }

    /** Over all turns; the processes' shares are means. */
    record Medians(
            double calls,
            double rulers,
            double ratio,
            double cpuMillis,
            String cpuByProcess,
            double rulerCpuMillis) {}

    void turn(int number) throws IOException, InterruptedException, SQLException {
        double[] ruler = ruler();
        load.pace(CallLoad.FULL_PACE);
        load.begin();
        ServerUse.Reading before = use.now();
        CallLoad.Measured measured = load.measure(seconds);
        Map<String, Double> used = use.since(before);
        load.end();
        var turn = new Turn(ruler[0], ruler[1], measured.callsPerSecond(), measured.calls(), used);
        turns.add(turn);
        findings.say(
                "turn %d: %.1f rulers/s, %.1f calls/s, ratio %.2f; %.0f CPU-ms a call; %s",
                number,
                turn.rulers(),
                turn.calls(),
                turn.ratio(),
                turn.cpuMillis(),
                measured.processors());
    }

    /** How many in a second, and the processor time of one in milliseconds. */
    private double[] ruler() throws IOException, InterruptedException, SQLException {
        try (Ruler ruler = new Ruler(process.bean(WorkflowClient.class)).begin()) {
            Thread.sleep(RAMP);
            ServerUse.Reading before = use.now();
            long done = ruler.done();
            long began = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(seconds / 2));
            done = ruler.done() - done;
            double took = (System.nanoTime() - began) / 1e9;
            return new double[] {
                done / took, 1000 * ServerUse.sum(use.since(before)) / Math.max(1, done)
            };
        }
    }

    Medians medians() {
        long calls = turns.stream().mapToLong(Turn::counted).sum() / turns.size();
        return new Medians(
                median(turns.stream().map(Turn::calls).toList()),
                median(turns.stream().map(Turn::rulers).toList()),
                median(turns.stream().map(Turn::ratio).toList()),
                median(turns.stream().map(Turn::cpuMillis).toList()),
                ServerUse.perCall(ServerUse.mean(turns.stream().map(Turn::used).toList()), calls),
                median(turns.stream().map(Turn::rulerCpuMillis).toList()));
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
