package io.carillon.dev;

import io.carillon.dev.CallLoad.Measured;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Half of what the machine does, then twice and four times that, and on until it breaks: what is
 * done of what is asked for, how long a person waits for the next word, what gives first, and what
 * an operator sees of it.
 */
final class CallGrowth {
    // Aims of the issue that asked for these figures: at half load.
    private static final double MIDDLE_MILLIS_MOST = 15;
    private static final double SLOW_MILLIS_MOST = 60;

    /** Calls that are needed for a figure which one of a hundred exceeds. */
    private static final int HALF_LOAD_TURNS = 3;

    /** Less than this share of what is asked for: it broke. */
    private static final double HOLDS = 0.97;

    private static final double NO_IDLE = 0.05;

    private final CallLoad load;
    private final OneProcess process;
    private final Findings findings;
    private final Aims aims;
    private final int seconds;

    CallGrowth(CallLoad load, OneProcess process, Findings findings, Aims aims, int seconds) {
        this.load = load;
        this.process = process;
        this.findings = findings;
        this.aims = aims;
        this.seconds = seconds;
    }

    /**
     * @param half of what is done at most, calls per second
     * @param on to twice that and further
     */
    void run(double half, boolean on) throws IOException, InterruptedException {
        At single = at(1, half, HALF_LOAD_TURNS * seconds);
        aims.atMost(
                "callback to next command at half load, p50 in ms",
                MIDDLE_MILLIS_MOST,
                single.middle(),
                "%d times at %.1f calls/s, %s"
                        .formatted(
                                single.stages().millis().length,
                                single.measured().callsPerSecond(),
                                single.measured().processors()));
        aims.atMost("the same, p99 in ms", SLOW_MILLIS_MOST, single.slow(), "");
        At last = single;
        for (int times = 2;
                on && !last.broke() && times * half / 2 < CallLoad.FULL_PACE;
                times *= 2) {
            last = at(times, Math.min(times * half, CallLoad.FULL_PACE), seconds);
        }
    }

    /** How it went at one load. */
    private record At(double asked, Measured measured, TurnaroundStages stages) {
        boolean broke() {
            return measured.callsPerSecond() < HOLDS * asked;
        }

        double middle() {
            return Turnaround.at(stages.millis(), 0.5);
        }

        double slow() {
            return Turnaround.at(stages.millis(), 0.99);
        }

        /** What is past its bounds, the earliest warning first. */
        List<String> given() {
            var given = new ArrayList<String>();
            if (measured.processors().idleShare() < NO_IDLE) {
                given.add("processors");
            }
            if (slow() > SLOW_MILLIS_MOST) {
                given.add("the next word");
            }
            if (broke()) {
                given.add("the pace");
            }
            return given;
        }
    }

    private At at(int times, double asked, int measuredSeconds)
            throws IOException, InterruptedException {
        load.pace(asked);
        load.begin();
        process.turnaround().take();
        Meters before = Meters.read(process);
        OwnWork own = OwnWork.now();
        Measured measured = load.measure(measuredSeconds);
        var at = new At(asked, measured, process.turnaround().take());
        own = OwnWork.now().since(own);
        Meters after = Meters.read(process);
        JsonNode idle = process.api().get("/campaigns/" + load.campaign().id() + "/why-idle");
        findings.say(
                "load x%d: %.1f calls/s asked for, %.1f done; callback to next command p50 %.0f ms, p99 %.0f ms, most %.0f ms (%d times); %s",
                times,
                asked,
                measured.callsPerSecond(),
                at.middle(),
                at.slow(),
                Turnaround.most(at.stages().millis()),
                at.stages().millis().length,
                measured.processors());
        findings.say("  of it: %s", at.stages());
        findings.say("  meanwhile %s", own);
        findings.say(
                "  gives: %s", at.given().isEmpty() ? "nothing" : String.join(", ", at.given()));
        findings.say("  alerts: %s", alerts(before, after, measured));
        findings.say("  why-idle: %s", idle);
        load.end();
        return at;
    }

    private static String alerts(Meters before, Meters after, Measured measured)
            throws IOException {
        List<String> moved =
                WatchedAlerts.read(Path.of(System.getProperty("carillon.root", "..")))
                        .moved(before, after, measured.seconds());
        return moved.isEmpty() ? "all at zero" : String.join(", ", moved);
    }
}
