package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;

/** A campaign's progress: one redrawn line in a terminal, a line every few seconds elsewhere. */
final class Progress {
    // Calls per second and the time left go by the last few seconds.
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);
    private static final int BAR = 20;

    private final Console console;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long lastLine;
    private boolean shown;

    Progress(Console console) {
        this.console = console;
    }

    /** True when every lead is done. */
    boolean show(JsonNode progress) {
        long now = System.nanoTime();
        samples.addLast(new Sample(now, calls(progress), done(progress)));
        while (samples.size() > 2 && now - samples.getFirst().at() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
        boolean over = done(progress) >= total(progress);
        if (console.terminal() || !shown || now - lastLine > LINE_EVERY.toNanos()) {
            shown = true;
            lastLine = now;
            console.draw(line(progress));
        }
        return over;
    }

    /** The last word, which stays on the screen. */
    void finish(JsonNode progress) {
        console.say(
                "Done: %d of %d leads, %d calls; %s"
                        .formatted(
                                done(progress),
                                total(progress),
                                calls(progress),
                                outcomes(progress)));
    }

    private String line(JsonNode progress) {
        long total = Math.max(1, total(progress));
        int filled = (int) (BAR * done(progress) / total);
        String bar =
                console.terminal()
                        ? "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] "
                        : "";
        return "%s%d/%d leads  %d in progress  %.1f calls/s  %s%s"
                .formatted(
                        bar,
                        done(progress),
                        total(progress),
                        progress.path("calls_active").asLong(0),
                        perSecond(Sample::calls),
                        left(progress),
                        outcomes(progress));
    }

    private String left(JsonNode progress) {
        double rate = perSecond(Sample::done);
        if (rate <= 0) {
            return "";
        }
        long seconds = Math.round((total(progress) - done(progress)) / rate);
        return seconds >= 60
                ? "about %d min left  ".formatted((seconds + 59) / 60)
                : "about %d s left  ".formatted(seconds);
    }

    private double perSecond(java.util.function.ToLongFunction<Sample> count) {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return (count.applyAsLong(last) - count.applyAsLong(first))
                * 1e9
                / (last.at() - first.at());
    }

    private static String outcomes(JsonNode progress) {
        var all = new StringJoiner(", ");
        progress.path("by_outcome")
                .properties()
                .forEach(
                        entry -> {
                            if (entry.getValue().asLong(0) > 0) {
                                all.add(entry.getKey() + " " + entry.getValue().asLong());
                            }
                        });
        return all.toString();
    }

    private static long total(JsonNode progress) {
        return progress.path("leads_total").asLong(0);
    }

    private static long done(JsonNode progress) {
        return progress.path("leads_done").asLong(0);
    }

    private static long calls(JsonNode progress) {
        return progress.path("calls_total").asLong(0);
    }

    private record Sample(long at, long calls, long done) {}
}
