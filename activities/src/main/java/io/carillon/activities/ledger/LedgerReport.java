package io.carillon.activities.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What an examination found.
 *
 * @param rows one per invariant, in the order of the ledger
 */
public record LedgerReport(List<Examined> rows, Duration took) {
    public LedgerReport {
        rows = List.copyOf(rows);
    }

    /** Nothing breaks an invariant. Those with nothing to examine break none. */
    public boolean proved() {
        return violated().isEmpty();
    }

    public List<Examined> violated() {
        return rows.stream().filter(each -> each.violations() > 0).toList();
    }

    /**
     * Invariants that were not put to the test: a scenario that should have done so proves less.
     */
    public List<String> unexamined() {
        return rows.stream().filter(each -> each.rows() == 0).map(Examined::invariant).toList();
    }

    public long examined() {
        return rows.stream().mapToLong(Examined::rows).sum();
    }

    /** For a terminal: a line per invariant, the ids of violations below it. */
    public String table() {
        int width = rows.stream().mapToInt(each -> each.invariant().length()).max().orElse(1);
        var table = new StringBuilder();
        table.append(line(width, "invariant", "rows", "violations", ""));
        for (Examined each : rows) {
            table.append(
                    line(
                            width,
                            each.invariant(),
                            figure(each.rows()),
                            figure(each.violations()),
                            each.verdict()));
            each.ids().forEach(id -> table.append("    ").append(id).append('\n'));
        }
        return table.append(rows.size())
                .append(" invariants over ")
                .append(figure(examined()))
                .append(" rows in ")
                .append(figure(took.toMillis()))
                .append(" ms: ")
                .append(proved() ? "proved" : violated().size() + " violated")
                .append('\n')
                .toString();
    }

    private static String line(int width, String name, String rows, String broken, String verdict) {
        return ("%-" + width + "s  %12s  %10s  %s")
                        .formatted(name, rows, broken, verdict)
                        .stripTrailing()
                + "\n";
    }

    private static String figure(long figure) {
        return String.format(Locale.ROOT, "%,d", figure);
    }
}
