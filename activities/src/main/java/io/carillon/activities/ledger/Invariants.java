package io.carillon.activities.ledger;

import java.util.List;
import java.util.stream.Stream;

/** All of them, in the order of a lead's life. */
final class Invariants {
    static final List<Invariant> OVER_ROWS =
            read(
                    "import-sums",
                    "campaign-counts",
                    "leads-end-once",
                    "leads-follow-calls",
                    "calls-end-once",
                    "slots-are-live-calls",
                    "attempts-spaced",
                    "one-call-per-number",
                    "calls-at-once",
                    "pace",
                    "daily-cap",
                    "organization-day",
                    "organization-spend",
                    "number-cap",
                    "caller-id-day",
                    "caller-id-rest",
                    "calling-hours",
                    "suppressed-numbers",
                    "pauses",
                    "caller-ids",
                    "call-events",
                    "lead-events",
                    "positions",
                    "sequences",
                    "deliveries");

    /** With the lines of the simulated carrier's log as arrays; see {@link CarrierLog}. */
    static final List<Invariant> OVER_THE_LOG =
            read(
                    "log-names-calls",
                    "log-no-line-twice",
                    "log-has-evident-calls",
                    "log-silent-in-pauses");

    private Invariants() {}

    private static List<Invariant> read(String... files) {
        return Stream.of(files).map(file -> Invariant.of(file + ".sql")).toList();
    }
}
