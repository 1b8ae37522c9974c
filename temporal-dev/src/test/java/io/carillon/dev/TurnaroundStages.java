package io.carillon.dev;

import static io.carillon.dev.TurnaroundStages.Moment.ACCEPTED;
import static io.carillon.dev.TurnaroundStages.Moment.ANSWERED;
import static io.carillon.dev.TurnaroundStages.Moment.ARRIVED;
import static io.carillon.dev.TurnaroundStages.Moment.ASKING;
import static io.carillon.dev.TurnaroundStages.Moment.BEGUN;
import static io.carillon.dev.TurnaroundStages.Moment.TAKEN;
import static io.carillon.dev.TurnaroundStages.Moment.TELLING;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What turnarounds are made of: stages that add up to the whole of each. */
final class TurnaroundStages {
    /** Of all turnarounds: what the aim for one of a hundred is missed by. */
    private static final double SLOWEST = 0.02;

    /** Where a turnaround comes by. */
    enum Moment {
        /** The callback is at the API's door. */
        ARRIVED,
        /** It is committed, and the update that tells its workflow is about to leave. */
        TELLING,
        /** The worker begins the activity of the step that follows. */
        BEGUN,
        /** The step is committed, and the carrier is about to be asked for it. */
        ASKING,
        /** The carrier answered; the end. */
        TAKEN,
        /** Beside the way: the carrier has the answer to its callback. */
        ANSWERED,
        /** Beside the way: the server said that the update was accepted. */
        ACCEPTED
    }

    /** From one moment to the next. */
    private enum Stage {
        KEPT(ARRIVED, TELLING),
        TOLD(TELLING, BEGUN),
        WRITTEN(BEGUN, ASKING),
        ASKED(ASKING, TAKEN);

        private final Moment from;
        private final Moment to;

        Stage(Moment from, Moment to) {
            this.from = from;
            this.to = to;
        }

        double of(Turn turn) {
            return turn.millis(from, to);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One turnaround. A moment that comes again, as after a failed try, counts the first time. */
    record Turn(String call, Map<Moment, Long> nanos) {
        Turn(String call) {
            this(call, new ConcurrentHashMap<>());
        }

        void at(Moment moment, long now) {
            nanos.putIfAbsent(moment, now);
        }

        /** Not a number when one of the two was not seen. */
        double millis(Moment from, Moment to) {
            Long began = nanos.get(from);
            Long ended = nanos.get(to);
            return began == null || ended == null ? Double.NaN : (ended - began) / 1e6;
        }

        private double whole() {
            return millis(ARRIVED, TAKEN);
        }

        private boolean seenThroughout() {
            return Arrays.stream(Stage.values()).noneMatch(stage -> Double.isNaN(stage.of(this)));
        }
    }

    private final List<Turn> all;
    private final List<Turn> seen;
    private final List<Turn> slowest;

    TurnaroundStages(List<Turn> all) {
        this.all = all;
        this.seen =
                all.stream()
                        .filter(Turn::seenThroughout)
                        .sorted(Comparator.comparingDouble(Turn::whole).reversed())
                        .toList();
        this.slowest = seen.subList(0, (int) Math.ceil(SLOWEST * seen.size()));
    }

    /** Of whole turnarounds, in milliseconds, ordered. */
    double[] millis() {
        return ordered(all, Turn::whole);
    }

    /** One line for people; of a turnaround that missed a stage nothing is in it. */
    @Override
    public String toString() {
        return "%s ms (p50/p99, %d of %d times); the slowest 2 %% (%d): %s ms; since the callback: answered %s, update accepted %s ms"
                .formatted(
                        each(stage -> stage + " " + middleAndSlow(seen, stage::of)),
                        seen.size(),
                        all.size(),
                        slowest.size(),
                        each(stage -> "%s %.0f".formatted(stage, middle(slowest, stage::of))),
                        middleAndSlow(seen, turn -> turn.millis(ARRIVED, ANSWERED)),
                        middleAndSlow(seen, turn -> turn.millis(ARRIVED, ACCEPTED)));
    }

    private static String each(Function<Stage, String> said) {
        return Stream.of(Stage.values()).map(said).collect(Collectors.joining(", "));
    }

    private static String middleAndSlow(List<Turn> turns, ToDoubleFunction<Turn> millis) {
        return "%.0f/%.0f"
                .formatted(middle(turns, millis), Turnaround.at(ordered(turns, millis), 0.99));
    }

    private static double middle(List<Turn> turns, ToDoubleFunction<Turn> millis) {
        return Turnaround.at(ordered(turns, millis), 0.5);
    }

    private static double[] ordered(List<Turn> turns, ToDoubleFunction<Turn> millis) {
        return turns.stream()
                .mapToDouble(millis)
                .filter(one -> !Double.isNaN(one))
                .sorted()
                .toArray();
    }
}
