package io.carillon.activities.call;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The claims of this process that came to the gate before there was an instant for them. The first
 * of each campaign asks again when there is one; the others stand behind it and cost nothing.
 */
final class GateLine {
    /** Given back, a claim would cost a workflow, and another to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * Who comes this much later than an instant may be given out still has it ahead, and those
     * behind find theirs at once. Between the two, so that processes do not come at one moment.
     */
    private static final Duration LATER_AT_LEAST = Duration.ofMillis(50);

    private static final Duration LATER_AT_MOST = Duration.ofMillis(100);

    private final Gate gate;
    private final ConcurrentHashMap<CampaignId, Line> lines = new ConcurrentHashMap<>();

    GateLine(Gate gate) {
        this.gate = gate;
    }

    /** The gate's answer, after waiting for the pace for two seconds at most; never early. */
    Gate.Answer pass(CallId call) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<CampaignId> others =
                lines.isEmpty() ? Optional.empty() : gate.waits(call, lines.keySet());
        if (others.isPresent()) {
            return inLine(call, others.get(), Duration.ZERO, end);
        }
        Gate.Answer answer = gate.pass(call, PATIENCE);
        return answer instanceof Gate.Answer.Early early
                ? inLine(call, early.campaign(), early.time(), end)
                : answer;
    }

    /**
     * @param time not before that; zero: nobody said so
     */
    private Gate.Answer inLine(CallId call, CampaignId campaign, Duration time, long end) {
        Line line =
                lines.compute(
                        campaign,
                        (id, there) -> {
                            Line joined = there == null ? new Line() : there;
                            joined.members++;
                            return joined;
                        });
        try {
            if (time.isPositive()) {
                line.holdFor(time);
            }
            return line.turn.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                    ? atItsHead(call, line, end)
                    : gate.pass(call, Duration.ZERO);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the gate", ending);
        } finally {
            lines.computeIfPresent(campaign, (id, there) -> --there.members == 0 ? null : there);
        }
    }

    private Gate.Answer atItsHead(CallId call, Line line, long end) throws InterruptedException {
        try {
            while (true) {
                long now = System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.min(line.notBefore - now, end - now));
                long left = Math.max(0, end - System.nanoTime());
                Gate.Answer answer = gate.pass(call, Duration.ofNanos(left));
                if (!(answer instanceof Gate.Answer.Early early)) {
                    return answer;
                }
                line.holdFor(early.time());
            }
        } finally {
            line.turn.unlock();
        }
    }

    /** Campaigns somebody waits for. */
    int waiting() {
        return lines.size();
    }

    /** Of one campaign. */
    private static final class Line {
        final ReentrantLock turn = new ReentrantLock(true);

        /** By {@link System#nanoTime()}. */
        volatile long notBefore = System.nanoTime();

        /** Changed within the map's own lock. */
        int members;

        void holdFor(Duration time) {
            long later =
                    ThreadLocalRandom.current()
                            .nextLong(LATER_AT_LEAST.toNanos(), LATER_AT_MOST.toNanos());
            notBefore = System.nanoTime() + time.toNanos() + later;
        }
    }
}
