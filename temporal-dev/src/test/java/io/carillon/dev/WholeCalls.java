package io.carillon.dev;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.ledger.Ledger;
import io.carillon.activities.ledger.LedgerReport;
import io.carillon.dev.CallOptions.Part;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Measures the process it is: see {@link CallFigures}, which starts it beside the servers. */
public final class WholeCalls {
    private static final int TURNS = 3;

    // Aims of the issue that asked for these figures.
    private static final double SHARE_LEAST = 0.38;
    private static final double EVENTS_MOST = 30;
    private static final double TRANSITIONS_MOST = 9;
    private static final double CPU_MILLIS_MOST = 80;
    private static final double STATEMENTS_MOST = 20;
    private static final double TRANSACTIONS_MOST = 10;

    private final Findings findings;
    private final Aims aims;
    private final OneProcess process;
    private final CallLoad load;
    private final ServerUse use;
    private final Postgres postgres;
    private final int seconds;

    private WholeCalls(Findings findings, Aims aims, OneProcess process, CallOptions options)
            throws IOException, InterruptedException {
        this.findings = findings;
        this.aims = aims;
        this.process = process;
        this.postgres =
                new Postgres(
                        process.settings().home(),
                        process.settings().ports().postgresql(),
                        new Console(false, 80, System.out));
        this.use = new ServerUse(process.settings(), postgres);
        this.load = new CallLoad(process, findings, PeopleFile.seeded(options.seed()));
        this.seconds = options.seconds();
    }

    /** Ends whatever happens: servers that are left in this process would keep it alive. */
    public static void main(String[] words) {
        int status = 2;
        try {
            status = measured(words);
        } catch (Exception broken) {
            broken.printStackTrace();
        }
        System.exit(status);
    }

    private static int measured(String[] words) throws Exception {
        CallOptions options = CallOptions.of(words);
        var findings = new Findings(System.out);
        var aims = new Aims(findings);
        setUp(findings, options);
        long began = System.nanoTime();
        boolean heap = options.asks(Part.HEAP);
        try (var process =
                new OneProcess(
                        Settings.of(System.getenv(), null),
                        heap ? CarrierProcess::start : OneProcess::carrierWithin)) {
            if (heap) {
                new CallHeap(process, findings, aims, options).run();
            } else {
                new WholeCalls(findings, aims, process, options).run(options);
            }
            judge(process, findings);
        }
        aims.say();
        findings.say(
                "%s, after %.0f s",
                findings.broken().isEmpty()
                        ? "every aim is met"
                        : findings.broken().size() + " missed: " + findings.broken(),
                (System.nanoTime() - began) / 1e9);
        return findings.broken().isEmpty() ? 0 : 1;
    }

    private static void setUp(Findings findings, CallOptions options) {
        findings.say(
                "set-up: %d cores, JDK %s, heap %d MB; Temporal server on PostgreSQL (fsync, 16 shards) as in docker-compose.yml;"
                        + " API, worker, receiver, ruler%s in one JVM; %d s a turn, seed %d",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                Runtime.getRuntime().maxMemory() >> 20,
                options.asks(Part.HEAP) ? "" : ", simulated carrier",
                options.seconds(),
                options.seed());
    }

    private void run(CallOptions options) throws IOException, InterruptedException, SQLException {
        new WarmUp(load, process, findings).run(seconds);
        idle();
        double callsPerSecond = CallLoad.FULL_PACE / 4;
        if (options.asks(Part.TURNS)) {
            callsPerSecond = turns();
        }
        if (options.asks(Part.STATEMENTS)) {
            statements();
        }
        if (options.asks(Part.LATENCY) || options.asks(Part.GROWTH)) {
            new CallGrowth(load, process, findings, aims, seconds)
                    .run(callsPerSecond / 2, options.asks(Part.GROWTH));
        }
    }

    /** What everything costs while nobody is called; a part of every call's figure. */
    private void idle() throws IOException, InterruptedException, SQLException {
        ServerUse.Reading before = use.now();
        Thread.sleep(Duration.ofSeconds(seconds / 2));
        Map<String, Double> used = use.since(before);
        findings.say(
                "without calls: %.0f ms of CPU a second: %s",
                1000 * ServerUse.sum(used) / (seconds / 2), ServerUse.perCall(used, seconds / 2));
    }

    /** A call that broke a promise counts for nothing. */
    private static void judge(OneProcess process, Findings findings) {
        LedgerReport report =
                new Ledger(process.bean(Transactions.class))
                        .examine(process.settings().home().simulator().resolve("calls.jsonl"));
        findings.say(
                "ledger: %d invariants, %d rows examined, %d violated",
                report.rows().size(), report.examined(), report.violated().size());
        findings.hold(report.violated().isEmpty(), "the ledger: %s", report.violated());
        findings.hold(
                process.sink().unsigned() == 0,
                "%d deliveries were not signed",
                process.sink().unsigned());
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
        aims.atLeast(
                "calls per ruler, median of " + TURNS + " turns",
                SHARE_LEAST,
                median.ratio(),
                "%.1f calls/s, %.1f rulers/s".formatted(median.calls(), median.rulers()));
        findings.say(
                "CPU %.0f ms a call over all processes: %s; %.0f ms a ruler",
                median.cpuMillis(), median.cpuByProcess(), median.rulerCpuMillis());
        aims.atMost(
                "CPU-ms a call, all processes",
                CPU_MILLIS_MOST,
                median.cpuMillis(),
                "%s; a ruler %.0f".formatted(median.cpuByProcess(), median.rulerCpuMillis()));
        histories();
        return median.calls();
    }

    private void histories() throws InterruptedException {
        CallHistories histories = CallHistories.read(process, load.campaign());
        findings.say("%s", histories);
        findings.say("  events of a call: %s", histories.kinds());
        aims.atMost("history events a call", EVENTS_MOST, histories.events(), "");
        aims.atMost("state transitions a call", TRANSITIONS_MOST, histories.transitions(), "");
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
        aims.atMost("our statements a call", STATEMENTS_MOST, table.statements(), "");
        aims.atMost("our transactions a call", TRANSACTIONS_MOST, table.transactions(), "");
    }
}
