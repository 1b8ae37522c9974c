package io.carillon.dev;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.ledger.Ledger;
import io.carillon.activities.ledger.LedgerReport;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Set;

/** Measures the process it is: see {@link CallFigures}, which starts it beside the servers. */
public final class WholeCalls {
    private static final int SECONDS = 20;
    private static final int TURNS = 3;

    // Aims of the issue that asked for these figures.
    private static final double SHARE_LEAST = 0.38;
    private static final double EVENTS_MOST = 30;
    private static final double TRANSITIONS_MOST = 9;
    private static final double CPU_MILLIS_MOST = 80;
    private static final double STATEMENTS_MOST = 20;
    private static final double TRANSACTIONS_MOST = 10;
    private static final double MIDDLE_MILLIS_MOST = 15;
    private static final double SLOW_MILLIS_MOST = 60;

    /** The parts of a run, in their order. */
    private enum Part {
        TURNS,
        STATEMENTS,
        LATENCY,
        GROWTH
    }

    private final Findings findings;
    private final OneProcess process;
    private final CallLoad load;
    private final ServerUse use;
    private final Postgres postgres;
    private final int seconds;

    private WholeCalls(Findings findings, OneProcess process, int seconds, long seed)
            throws IOException, InterruptedException {
        this.findings = findings;
        this.process = process;
        this.postgres =
                new Postgres(
                        process.settings().home(),
                        process.settings().ports().postgresql(),
                        new Console(false, 80, System.out));
        this.use = new ServerUse(process.settings(), postgres);
        this.load = new CallLoad(process, findings, seed);
        this.seconds = seconds;
    }

    public static void main(String[] words) throws Exception {
        int seconds = SECONDS;
        long seed = System.nanoTime() % 1_000_000;
        Set<Part> parts = Set.of(Part.values());
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--seed" -> seed = Long.parseLong(words[++i]);
                case "--only" -> parts = parts(words[++i]);
                default -> seconds = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        setUp(findings, seconds, seed);
        int status = 1;
        try (var process = new OneProcess(Settings.of(System.getenv(), null))) {
            new WholeCalls(findings, process, seconds, seed).run(parts);
            status = findings.broken().isEmpty() ? 0 : 1;
        }
        findings.say(
                "%s",
                status == 0
                        ? "every aim is met"
                        : findings.broken().size() + " missed: " + findings.broken());
        System.exit(status);
    }

    private static Set<Part> parts(String names) {
        var parts = new ArrayList<Part>();
        for (String name : names.split(",", -1)) {
            parts.add(Part.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
        }
        return Set.copyOf(parts);
    }

    private static void setUp(Findings findings, int seconds, long seed) {
        findings.say(
                "set-up: %d cores, JDK %s, heap %d MB; Temporal server on PostgreSQL (fsync, 16 shards) as in docker-compose.yml;"
                        + " API, worker, simulated carrier, receiver and ruler in one JVM; %d s a turn, seed %d",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                Runtime.getRuntime().maxMemory() >> 20,
                seconds,
                seed);
    }

    private void run(Set<Part> parts) throws IOException, InterruptedException, SQLException {
        load.warmUp(seconds);
        double callsPerSecond = CallLoad.FULL_PACE / 2;
        if (parts.contains(Part.TURNS)) {
            callsPerSecond = turns();
        }
        if (parts.contains(Part.STATEMENTS)) {
            statements();
        }
        if (parts.contains(Part.LATENCY)) {
            latency(callsPerSecond / 2);
        }
        if (parts.contains(Part.GROWTH)) {
            new CallGrowth(load, process, findings).run(callsPerSecond / 2, seconds);
        }
        ledger();
        findings.hold(
                process.sink().unsigned() == 0,
                "%d deliveries were not signed",
                process.sink().unsigned());
    }

    /** A call that broke a promise counts for nothing. */
    private void ledger() {
        LedgerReport report =
                new Ledger(process.bean(Transactions.class))
                        .examine(process.settings().home().simulator().resolve("calls.jsonl"));
        findings.say(
                "ledger: %d invariants, %d rows examined, %d violated",
                report.rows().size(), report.examined(), report.violated().size());
        findings.hold(report.violated().isEmpty(), "the ledger: %s", report.violated());
    }

    private double turns() throws IOException, InterruptedException, SQLException {
        var turns = new CallTurns(load, process, use, findings, seconds);
        for (int turn = 1; turn <= TURNS; turn++) {
            turns.turn(turn);
        }
        CallTurns.Medians median = turns.medians();
        findings.say(
                "median of %d turns: %.1f calls/s, %.1f rulers/s, ratio %.2f",
                TURNS, median.calls(), median.rulers(), median.ratio());
        findings.hold(
                median.ratio() >= SHARE_LEAST,
                "%.2f calls a ruler (aim: %.2f)",
                median.ratio(),
                SHARE_LEAST);
        findings.say(
                "CPU %.0f ms a call over all processes: %s; %.0f ms a ruler",
                median.cpuMillis(), median.cpuByProcess(), median.rulerCpuMillis());
        findings.hold(
                median.cpuMillis() <= CPU_MILLIS_MOST,
                "%.0f CPU-ms a call (aim: %.0f)",
                median.cpuMillis(),
                CPU_MILLIS_MOST);
        histories();
        return median.calls();
    }

    private void histories() throws InterruptedException {
        CallHistories histories = CallHistories.read(process, load.campaign());
        findings.say("%s", histories);
        findings.hold(
                histories.events() <= EVENTS_MOST,
                "%.1f events a call (aim: %.0f)",
                histories.events(),
                EVENTS_MOST);
        findings.hold(
                histories.transitions() <= TRANSITIONS_MOST,
                "%.1f state transitions a call (aim: %.0f)",
                histories.transitions(),
                TRANSITIONS_MOST);
    }

    private void statements() throws IOException, InterruptedException, SQLException {
        load.pace(CallLoad.FULL_PACE);
        load.begin();
        long[] calls = new long[1];
        StatementLog.Asked asked =
                new StatementLog(process.settings(), postgres)
                        .during(() -> calls[0] = load.measure(seconds).calls());
        load.end();
        var table = new StatementTable(asked, calls[0]);
        findings.say(
                "%.1f of our statements in %.1f transactions a call (%d calls, every statement logged)",
                table.statements(), table.transactions(), calls[0]);
        table.lines().forEach(line -> findings.say("  %s", line));
        findings.hold(
                table.statements() <= STATEMENTS_MOST,
                "%.1f statements a call (aim: %.0f)",
                table.statements(),
                STATEMENTS_MOST);
        findings.hold(
                table.transactions() <= TRANSACTIONS_MOST,
                "%.1f transactions a call (aim: %.0f)",
                table.transactions(),
                TRANSACTIONS_MOST);
    }

    private void latency(double pace) throws InterruptedException, IOException, SQLException {
        load.pace(pace);
        load.begin();
        process.turnaround().take();
        CallLoad.Measured measured = load.measure(seconds);
        double[] millis = process.turnaround().take();
        load.end();
        double middle = Turnaround.at(millis, 0.5);
        double slow = Turnaround.at(millis, 0.99);
        findings.say(
                "half load, %.1f calls/s: from a callback to the next command p50 %.0f ms, p99 %.0f ms, most %.0f ms (%d times); %s",
                measured.callsPerSecond(),
                middle,
                slow,
                Turnaround.most(millis),
                millis.length,
                measured.processors());
        findings.hold(
                middle <= MIDDLE_MILLIS_MOST,
                "p50 of callback to command %.0f ms (aim: %.0f)",
                middle,
                MIDDLE_MILLIS_MOST);
        findings.hold(
                slow <= SLOW_MILLIS_MOST,
                "p99 of callback to command %.0f ms (aim: %.0f)",
                slow,
                SLOW_MILLIS_MOST);
    }
}
