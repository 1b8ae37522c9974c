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
    private final OneProcess process;
    private final CallLoad load;
    private final ServerUse use;
    private final Postgres postgres;
    private final int seconds;

    private WholeCalls(Findings findings, OneProcess process, CallOptions options)
            throws IOException, InterruptedException {
        this.findings = findings;
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

    public static void main(String[] words) throws Exception {
        CallOptions options = CallOptions.of(words);
        var findings = new Findings(System.out);
        setUp(findings, options);
        long began = System.nanoTime();
        boolean heap = options.asks(Part.HEAP);
        try (var process =
                new OneProcess(
                        Settings.of(System.getenv(), null),
                        heap ? CarrierProcess::start : OneProcess::carrierWithin)) {
            if (heap) {
                new CallHeap(process, findings, options).run();
            } else {
                new WholeCalls(findings, process, options).run(options);
            }
            judge(process, findings);
        }
        findings.say(
                "%s, after %.0f s",
                findings.broken().isEmpty()
                        ? "every aim is met"
                        : findings.broken().size() + " missed: " + findings.broken(),
                (System.nanoTime() - began) / 1e9);
        System.exit(findings.broken().isEmpty() ? 0 : 1);
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
            new CallGrowth(load, process, findings, seconds)
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
        findings.say("  events of a call: %s", histories.kinds());
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
}
