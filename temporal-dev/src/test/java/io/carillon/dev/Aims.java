package io.carillon.dev;

import java.util.ArrayList;
import java.util.List;

/**
 * What was wanted and what was measured; at the end the table of {@code .github/benchmarks.md},
 * ready to be put there.
 */
final class Aims {
    private final Findings findings;
    private final List<String> rows = new ArrayList<>();

    Aims(Findings findings) {
        this.findings = findings;
    }

    /**
     * @param further what else there is to say of it
     */
    void atLeast(String aim, double wanted, double measured, String further) {
        note(aim, "at least " + number(wanted), measured, measured >= wanted, further);
    }

    /**
     * @param further what else there is to say of it
     */
    void atMost(String aim, double wanted, double measured, String further) {
        note(aim, "at most " + number(wanted), measured, measured <= wanted, further);
    }

    private void note(String aim, String wanted, double measured, boolean met, String further) {
        rows.add(
                "| %s | %s | %s%s%s |"
                        .formatted(
                                aim,
                                wanted,
                                met ? "" : "missed: ",
                                number(measured),
                                further.isEmpty() ? "" : "; " + further));
        findings.hold(met, "%s: %s (%s)", aim, number(measured), wanted);
    }

    void say() {
        findings.say("");
        findings.say("| aim | wanted | measured |");
        findings.say("|---|---|---|");
        rows.forEach(row -> findings.say("%s", row));
        findings.say("");
    }

    private static String number(double figure) {
        return (figure < 1 ? "%.2f" : figure < 100 ? "%.1f" : "%.0f")
                .formatted(figure)
                .replaceFirst("\\.0$", "");
    }
}
