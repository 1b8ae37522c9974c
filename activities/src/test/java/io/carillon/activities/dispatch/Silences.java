package io.carillon.activities.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Silences beside what left, by {@code dialed_at} and by the carrier's log: whether they were kept,
 * and whether there was anything to keep back.
 */
public final class Silences {
    private static final Duration JUST = Duration.ofMillis(50);
    private static final int SLOWEST = 3;

    /** A silence and what there was when it was asked for. */
    private record Seen(Silence silence, int underWay, int turnedAway) {
        String told() {
            return "%,d ms (a %s asked for at %s, %d requests on their way, %d claims turned away)"
                    .formatted(
                            silence.untilAcknowledged().toMillis(),
                            silence.forGood() ? "stop" : "pause",
                            silence.asked().truncatedTo(ChronoUnit.MILLIS),
                            underWay,
                            turnedAway);
        }
    }

    private final List<Seen> all = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<Duration> loggedLater = new ArrayList<>();
    private int dials;
    private int logged;
    private int justAfter;
    private int waited;
    private int turning;
    private int turned;
    private int idle;

    /**
     * A campaign's.
     *
     * @param dialed when its requests left, by {@code dialed_at}
     * @param log when the carrier took them
     * @param turnedAway when claims of it were turned away at the gate; may be unknown
     */
    public void add(
            Collection<Silence> silences,
            Collection<Instant> dialed,
            Collection<Instant> log,
            Collection<Instant> turnedAway) {
        dials += dialed.size();
        logged += log.size();
        for (Silence silence : silences) {
            silence.broken(dialed).forEach(at -> broken.add(at + " in " + silence));
            silence.broken(log)
                    .forEach(at -> loggedLater.add(Duration.between(silence.acknowledged(), at)));
            int before = silence.justBefore(dialed, JUST).size();
            int underWay = silence.waitedFor(dialed).size();
            int away = silence.turnedAway(turnedAway).size();
            all.add(new Seen(silence, underWay, away));
            justAfter += before > 0 ? 1 : 0;
            waited += underWay > 0 ? 1 : 0;
            turning += away > 0 ? 1 : 0;
            turned += away;
            idle += before + underWay + away == 0 ? 1 : 0;
        }
    }

    /** Dials after an acknowledgement, each with its silence. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /** Moments at which something could have left: nothing was proved by the others. */
    public int worthwhile() {
        return all.size() - idle;
    }

    /** Requests in the carrier's log; one there that no dial was said of would be missing here. */
    public int requests() {
        return logged;
    }

    /** The figures, line by line. */
    public List<String> told() {
        long stops = all.stream().map(Seen::silence).filter(Silence::forGood).count();
        return List.of(
                "%,d moments (%,d pauses, %,d stops) among %,d dials: %d dials after an acknowledgement by dialed_at"
                        .formatted(all.size(), all.size() - stops, stops, dials, broken.size()),
                "the carrier's log, %,d requests: %d after an acknowledgement%s"
                        .formatted(logged, loggedLater.size(), latest()),
                "acknowledged after %d ms (median), %d ms (p99), %d ms (worst)"
                        .formatted(acknowledged(0.5), acknowledged(0.99), acknowledged(1)),
                "the slowest: " + slowest(),
                "%,d moments waited for a request on its way, %,d lay within %d ms after a dial, %,d had claims turned away (%,d claims); at %,d nothing was under way"
                        .formatted(waited, justAfter, JUST.toMillis(), turning, turned, idle));
    }

    private String slowest() {
        return all.stream()
                .sorted(
                        Comparator.comparing((Seen seen) -> seen.silence().untilAcknowledged())
                                .reversed())
                .limit(SLOWEST)
                .map(Seen::told)
                .collect(Collectors.joining(", "));
    }

    private String latest() {
        return loggedLater.stream()
                .max(Comparator.naturalOrder())
                .map(most -> ", the latest by %d ms".formatted(most.toMillis()))
                .orElse("");
    }

    private long acknowledged(double share) {
        List<Duration> took =
                all.stream().map(Seen::silence).map(Silence::untilAcknowledged).sorted().toList();
        return took.isEmpty()
                ? 0
                : took.get((int) Math.min(took.size() - 1L, (long) (took.size() * share)))
                        .toMillis();
    }
}
