package io.carillon.dev;

import com.google.errorprone.annotations.FormatMethod;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was measured, one line each, and what did not hold. */
final class Findings {
    private final PrintStream out;
    private final List<String> broken = new ArrayList<>();

    Findings(PrintStream out) {
        this.out = out;
    }

    @FormatMethod
    void say(String format, Object... figures) {
        out.println(format.formatted(figures));
        out.flush();
    }

    @FormatMethod
    void hold(boolean claim, String otherwise, Object... figures) {
        if (!claim) {
            String why = otherwise.formatted(figures);
            broken.add(why);
            say("DOES NOT HOLD: %s", why);
        }
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
