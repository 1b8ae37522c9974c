package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One import, looked at again and again as its owner does; progress that falls is noted. */
final class FollowedImport {
    private static final double EVERYTHING = 1.0;
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** What one look showed; null: the API does not know. */
    record Look(
            long at,
            String status,
            long rowsRead,
            @Nullable Double fraction,
            @Nullable Long secondsLeft,
            ImportSums sums) {
        boolean over() {
            return !status.equals("queued") && !status.equals("running");
        }
    }

    private final Api api;
    private final String id;
    private final Findings findings;
    private final List<Look> looks = new ArrayList<>();

    FollowedImport(Api api, String id, Findings findings) {
        this.api = api;
        this.id = id;
        this.findings = findings;
    }

    String id() {
        return id;
    }

    Look look() throws InterruptedException {
        JsonNode shown = api.get("/imports/" + id);
        JsonNode progress = shown.path("progress");
        JsonNode fraction = progress.path("fraction");
        JsonNode left = progress.path("seconds_left");
        var look =
                new Look(
                        System.nanoTime(),
                        shown.path("status").asString(""),
                        progress.path("rows_read").asLong(-1),
                        fraction.isNumber() ? fraction.asDouble() : null,
                        left.isNumber() ? left.asLong() : null,
                        ImportSums.of(shown));
        judge(look);
        looks.add(look);
        return look;
    }

    private void judge(Look look) {
        Look before = looks.isEmpty() ? look : looks.getLast();
        findings.hold(
                look.rowsRead() >= before.rowsRead(),
                "%s: rows_read fell from %d to %d",
                id,
                before.rowsRead(),
                look.rowsRead());
        findings.hold(
                fraction(look) >= fraction(before) && fraction(look) <= EVERYTHING,
                "%s: fraction %s after %s",
                id,
                fraction(look),
                fraction(before));
        findings.hold(look.sums().agree(), "%s: the sums disagree: %s", id, look.sums());
    }

    private static double fraction(Look look) {
        return look.fraction() == null ? 0 : look.fraction();
    }

    /** Looks until the import has ended, or so many rows are read. */
    Look await(long rows, Duration every) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        Look look = look();
        while (!look.over() && look.rowsRead() < rows) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(id + " does not get on: " + look);
            }
            Thread.sleep(every);
            look = look();
        }
        return look;
    }

    Look awaitEnd(Duration every) throws InterruptedException {
        return await(Long.MAX_VALUE, every);
    }

    int looks() {
        return looks.size();
    }

    /** The first look at this part of the file or behind it that told a time left. */
    Optional<Look> firstAt(double part) {
        return looks.stream()
                .filter(
                        look ->
                                !look.over()
                                        && look.secondsLeft() != null
                                        && fraction(look) >= part)
                .findFirst();
    }
}
