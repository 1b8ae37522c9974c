package io.carillon.activities.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** For each invariant over the carrier's log, what breaks it. */
final class CarrierLogSeeds {
    private CarrierLogSeeds() {}

    /** A carrier's log with one thing wrong, in the order of its lines. */
    record Seed(String what, String file, UnaryOperator<List<String>> change) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Seed> all() {
        return Stream.of(
                new Seed(
                        "a phone that rang for no call of ours",
                        "log-names-calls",
                        lines ->
                                with(
                                        lines,
                                        lines.getFirst()
                                                .replaceFirst("call_0.{6}", "call_0000000"))),
                new Seed(
                        "a number that is not the call's",
                        "log-names-calls",
                        lines ->
                                changed(
                                        lines,
                                        line ->
                                                line.replaceFirst(
                                                        "\"to\" : \"[^\"]*",
                                                        "\"to\" : \"+12025559999"))),
                new Seed(
                        "a caller id that is not the call's",
                        "log-names-calls",
                        lines ->
                                changed(
                                        lines,
                                        line ->
                                                line.replaceFirst(
                                                        "\"from\" : \"[^\"]*",
                                                        "\"from\" : \"+12025559999"))),
                new Seed(
                        "a phone that rang twice",
                        "log-no-line-twice",
                        lines -> with(lines, lines.getFirst())),
                new Seed(
                        "a call with evidence that never came",
                        "log-has-evident-calls",
                        lines -> lines.subList(1, lines.size())));
    }

    static List<String> with(List<String> lines, String more) {
        var all = new ArrayList<>(lines);
        all.add(more);
        return all;
    }

    private static List<String> changed(List<String> lines, UnaryOperator<String> first) {
        var all = new ArrayList<>(lines);
        all.set(0, first.apply(all.getFirst()));
        return all;
    }
}
