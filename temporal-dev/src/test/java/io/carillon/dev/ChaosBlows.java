package io.carillon.dev;

import io.carillon.dev.wire.Aim;
import io.carillon.dev.wire.Aims;
import io.carillon.dev.wire.Mark;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kills processes, at a moment that is aimed at or at any, and starts them again. */
final class ChaosBlows {
    private static final Duration AIMED = Duration.ofSeconds(12);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration READY = Duration.ofMinutes(2);

    /**
     * @param state what it hit
     * @param after the last thing that was heard of the target
     */
    record Blow(String state, List<String> targets, String after, long nanos) {}

    /** A process was ended between the two, by the machine's clock. */
    record Death(String process, Instant from, Instant to) {}

    private final Stack stack;
    private final ChaosNetwork network;
    private final ChaosCarrier carrier;
    private final Aims aims;
    private final Random random;
    private final ChaosReturns returns;
    private final List<Death> deaths = new CopyOnWriteArrayList<>();

    ChaosBlows(Stack stack, ChaosNetwork network, ChaosCarrier carrier, Aims aims, Random random) {
        this.stack = stack;
        this.network = network;
        this.carrier = carrier;
        this.aims = aims;
        this.random = random;
        this.returns = new ChaosReturns(stack.processes());
    }

    /** Empty: the moment did not come. */
    Optional<Blow> at(Mark mark, Runnable bringAbout) throws InterruptedException {
        // One that is still coming back says things as well; it is not there to be killed yet.
        Aim aim = aims.at(mark, returns::back);
        bringAbout.run();
        Optional<Aims.Seen> seen = aim.await(AIMED);
        if (seen.isEmpty()) {
            aim.release();
            return Optional.empty();
        }
        List<String> targets = around(seen.get());
        kill(targets);
        aim.release();
        return Optional.of(new Blow(mark.words(), targets, "", System.nanoTime()));
    }

    Blow atRandom() throws InterruptedException {
        Thread.sleep(random.nextInt(1_000));
        List<String> targets = some(1 + random.nextInt(3));
        String after = heard(targets.getFirst());
        kill(targets);
        return new Blow(ChaosPlan.RANDOM, targets, after, System.nanoTime());
    }

    /** Who said it, who was to hear it, both, some, or all. */
    private List<String> around(Aims.Seen seen) {
        int draw = random.nextInt(100);
        List<String> alive = alive();
        String one = alive.contains(seen.from()) ? seen.from() : anyWorker();
        String other = alive.contains(seen.to()) ? seen.to() : one;
        if (draw < 45) {
            return List.of(one);
        }
        if (draw < 80) {
            return List.of(other);
        }
        if (draw < 88) {
            return List.of(one, other).stream().distinct().toList();
        }
        return draw < 96 ? some(2) : alive;
    }

    /** Of those that reach the receiver, or a carrier beside the stack, by one way. */
    private String anyWorker() {
        List<String> workers = alive().stream().filter(ChaosBlows::worker).toList();
        return workers.get(random.nextInt(workers.size()));
    }

    List<String> some(int count) {
        var all = new ArrayList<>(alive());
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, Math.min(count, all.size())));
    }

    /** Nothing depends on the Web UI. */
    List<String> mortal() {
        return stack.processes().names().stream()
                .filter(name -> !name.equals("temporal-ui") && !carrier.idle(name))
                .toList();
    }

    private List<String> alive() {
        return mortal().stream().filter(returns::back).toList();
    }

    private String heard(String process) {
        Aims.Seen last = aims.lastOf(process);
        return last == null
                ? ""
                : "%d ms after %s"
                        .formatted(
                                (System.nanoTime() - last.nanos()) / 1_000_000,
                                last.mark().words());
    }

    /** They come back at once, some with another clock than before. */
    private void kill(List<String> targets) throws InterruptedException {
        each(targets, this::end);
        for (String name : targets) {
            if (worker(name) || name.equals("api")) {
                network.clock(name, offset());
            }
        }
        returns.begin(targets);
    }

    private void end(String name) throws InterruptedException {
        Instant from = Instant.now();
        stack.processes().kill(name);
        deaths.add(new Death(name, from, Instant.now()));
    }

    /** All that were killed. */
    List<Death> deaths() {
        return List.copyOf(deaths);
    }

    /** Until calls are made: what is missing for them has come back. */
    void awaitWork() throws InterruptedException {
        long end = System.nanoTime() + READY.toNanos();
        while (!somebodyWorks() && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
    }

    private boolean somebodyWorks() {
        List<String> alive = alive();
        return alive.stream().anyMatch(ChaosBlows::worker)
                && mortal().stream().allMatch(name -> worker(name) || alive.contains(name));
    }

    private static boolean worker(String process) {
        return process.startsWith("worker");
    }

    /** How often each moment was seen on the wire, by its words. */
    Map<String, Long> came() {
        return Stream.of(Mark.values()).collect(Collectors.toMap(Mark::words, aims::count));
    }

    /** Moments whose processes live. */
    List<Mark> sayable(List<Mark> marks) {
        return marks.stream().filter(mark -> speaking().anyMatch(mark::by)).toList();
    }

    private Stream<String> speaking() {
        return Stream.concat(alive().stream(), carrier.immortal().stream());
    }

    /** Answers when all processes do. */
    void awaitBack() throws InterruptedException {
        returns.await();
        awaitAll();
    }

    private int offset() {
        return random.nextInt(3) == 0
                ? random.nextInt(2 * ChaosClock.SECONDS + 1) - ChaosClock.SECONDS
                : 0;
    }

    void awaitAll() throws InterruptedException {
        long end = System.nanoTime() + READY.toNanos();
        for (String name : mortal()) {
            while (!stack.processes().ready(name)) {
                if (System.nanoTime() > end) {
                    throw new CannotStart(name + " does not come back");
                }
                Thread.sleep(LOOK);
            }
        }
    }

    private interface Deed {
        void to(String process) throws InterruptedException;
    }

    private static void each(List<String> names, Deed deed) throws InterruptedException {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ArrayList<Future<@Nullable Void>>();
            for (String name : names) {
                done.add(
                        all.submit(
                                () -> {
                                    deed.to(name);
                                    return null;
                                }));
            }
            for (Future<@Nullable Void> one : done) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new CannotStart(String.valueOf(failed.getCause()));
        }
    }
}
