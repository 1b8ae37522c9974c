package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The carrier behind the HTTP server: its calls, its clock, its log and its journal. */
final class SimulatedCarrier implements AutoCloseable, CallWorld {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedCarrier.class);

    /** A call with what surrounds it. Guarded by the call's monitor. */
    private static final class Line {
        final SimulatedCall call;
        final Postman.Box box;
        int told;
        int taken;
        boolean endNoted;
        long wakeAt = Long.MAX_VALUE;
        @Nullable ScheduledFuture<?> wake;

        Line(SimulatedCall call) {
            this.call = call;
            this.box = new Postman.Box(call.request.callbackUrl());
        }
    }

    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Map<String, CallView> past = new ConcurrentHashMap<>();
    private final Map<String, List<String>> idsByReference = new ConcurrentHashMap<>();
    private final DurableLines files;
    private final FileChannel lock;
    private final FileChannel log;
    private final FileChannel journal;
    private final CarrierClock clock;
    private final Postman postman;
    private final @Nullable BigDecimal pricePerMinute;
    private final String bootName = Long.toString(System.currentTimeMillis(), 36);
    private final AtomicLong placed = new AtomicLong();
    private final ScheduledThreadPoolExecutor timer;
    private volatile Personas personas;
    private volatile Misbehaviour misbehaviour = Misbehaviour.none();

    SimulatedCarrier(SimulatorOptions options, DurableLines.Disk disk) throws IOException {
        files = new DurableLines(disk);
        Path home = options.home();
        Files.createDirectories(home);
        lock =
                FileChannel.open(
                        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            throw new IOException("another simulated carrier runs in " + home);
        }
        Rebuilt before = Rebuilt.from(home.resolve("journal.jsonl"));
        personas = before.personas() == null ? options.personas() : before.personas();
        pricePerMinute = options.pricePerMinute();
        clock = new CarrierClock(before.carrierTime(), options.speed());
        postman = new Postman(() -> misbehaviour, this::taken);
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("simulator-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        log = files.open(home.resolve("calls.jsonl"));
        journal = files.open(home.resolve("journal.jsonl"));
        files.start();
        before.unlogged(home.resolve("calls.jsonl")).forEach(line -> files.append(log, line));
        before.past().forEach(this::remember);
        before.live().forEach(this::revive);
    }

    // ------------------------------------------------------------ what is asked of the carrier

    /** Notes a dial request that is turned away; returns once that is on the disk. */
    void refuse(Instant at, PlaceCall request) {
        refuse(CallLog.line(at, request, false));
    }

    /** Notes a dial request that cannot be read. */
    void refuse(Instant at, JsonNode request) {
        refuse(CallLog.unreadable(at, request));
    }

    private void refuse(byte[] line) {
        files.await(files.append(log, line));
    }

    /** While nothing can be written nothing is done: what is asked is to be turned away. */
    boolean stuck() {
        return files.stuck();
    }

    /**
     * Places the call; its id. It is on the disk, log and journal, before it rings in its time: a
     * phone that rang is in the log, however long the disk was full.
     */
    String place(Instant at, PlaceCall request) {
        String id = "sim_" + bootName + "_" + Long.toString(placed.incrementAndGet(), 36);
        Persona persona = personas.at(request.to());
        long now = clock.now();
        double speed = clock.speed();
        files.await(
                files.append(
                        journal,
                        SimulatorJson.bytes(
                                JournalLine.create(now, id, at, request, persona, speed)),
                        log,
                        CallLog.line(at, request, persona.reachable())));
        Line line = new Line(new SimulatedCall(id, request, persona, now, speed, this));
        synchronized (line.call) {
            lines.put(id, line);
            index(request.reference(), id);
            schedule(line);
        }
        return id;
    }

    boolean perform(String id, Script script) {
        return ask(id, now -> JournalLine.script(now, id, script), call -> call.perform(script));
    }

    boolean hold(String id, boolean on) {
        return ask(id, now -> JournalLine.hold(now, id, on), call -> call.hold(on));
    }

    boolean hangUp(String id) {
        return ask(id, now -> JournalLine.hangUp(now, id), SimulatedCall::hangUp);
    }

    /** False when the call is over. */
    private boolean ask(
            String id, Function<Long, JournalLine> journaled, Consumer<SimulatedCall> effect) {
        Line line = lines.get(id);
        if (line == null) {
            return false;
        }
        long noted;
        synchronized (line.call) {
            long now = Math.max(clock.now(), line.call.timers.now());
            line.call.runUntil(now);
            if (line.call.over()) {
                afterwards(line);
                return false;
            }
            noted = note(journaled.apply(now));
            effect.accept(line.call);
            afterwards(line);
        }
        files.await(noted);
        return true;
    }

    /** Null: never heard of it. */
    @Nullable CallView view(String id) {
        Line line = lines.get(id);
        if (line == null) {
            return past.get(id);
        }
        synchronized (line.call) {
            line.call.runUntil(Math.max(clock.now(), line.call.timers.now()));
            afterwards(line);
            return line.call.view();
        }
    }

    /** In the order they were placed. */
    List<CallView> byReference(String reference) {
        List<CallView> found = new ArrayList<>();
        for (String id : idsByReference.getOrDefault(reference, List.of())) {
            CallView view = view(id);
            if (view != null) {
                found.add(view);
            }
        }
        return found;
    }

    List<CallView> live() {
        return lines.keySet().stream()
                .map(this::view)
                .flatMap(Stream::ofNullable)
                .filter(CallView::live)
                .toList();
    }

    int liveCount() {
        return (int) lines.values().stream().filter(line -> !line.call.over()).count();
    }

    // ------------------------------------------------------------ how it is set

    Personas personas() {
        return personas;
    }

    void personas(Personas table) {
        personas = table;
        files.await(note(JournalLine.personas(clock.now(), table.ranges())));
    }

    Misbehaviour misbehaviour() {
        return misbehaviour;
    }

    synchronized void misbehave(Misbehaviour how) {
        misbehaviour = how;
    }

    /** What happens to this dial request. */
    synchronized Misbehaviour.Create trouble(String request) {
        List<Misbehaviour.Create> planned = misbehaviour.next();
        if (planned.isEmpty()) {
            return misbehaviour.drawn(request);
        }
        misbehaviour = misbehaviour.withNext(planned.subList(1, planned.size()));
        return planned.getFirst();
    }

    double speed() {
        return clock.speed();
    }

    void speed(double times) {
        clock.runAt(times);
        for (Line line : lines.values()) {
            synchronized (line.call) {
                line.wakeAt = Long.MAX_VALUE;
                schedule(line);
            }
        }
    }

    // ------------------------------------------------------------ what calls need

    @Override
    public double realSeconds(long ms) {
        return clock.realSeconds(ms);
    }

    @Override
    public Persona personaAt(String number) {
        return personas.at(number);
    }

    @Override
    public void transferred(SimulatedCall call, String number, Persona persona) {
        if (lines.containsKey(call.id)) {
            note(JournalLine.transfer(call.timers.now(), call.id, number, persona));
        }
    }

    @Override
    public @Nullable BigDecimal pricePerMinute() {
        return pricePerMinute;
    }

    @Override
    public void tell(SimulatedCall call, String kind, Map<String, Object> facts) {
        Line line = lines.get(call.id);
        if (line != null) {
            line.told++;
            note(JournalLine.time(call.timers.now()));
            postman.post(line.box, callback(call, line.told, kind, facts));
        }
    }

    private static Callback callback(
            SimulatedCall call, int sequence, String kind, Map<String, Object> facts) {
        return new Callback(
                call.id, call.request.reference(), sequence, Instant.now(), kind, facts);
    }

    // ------------------------------------------------------------ time passes

    private void wake(Line line) {
        synchronized (line.call) {
            line.wakeAt = Long.MAX_VALUE;
            try {
                line.call.runUntil(Math.max(clock.now(), line.call.timers.now()));
            } catch (RuntimeException e) {
                // A call that cannot go on ends, rather than being live for ever.
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("call", line.call.request.reference())
                        .log("simulator.call.broke");
                line.call.end("carrier_error", "carrier_error");
            }
            afterwards(line);
        }
    }

    private void afterwards(Line line) {
        if (line.call.over() && !line.endNoted) {
            line.endNoted = true;
            note(JournalLine.ended(line.call.timers.now(), line.call.view(), line.told));
            forgetWhenDone(line);
        }
        schedule(line);
    }

    private void schedule(Line line) {
        Long next = line.call.timers.next();
        long due = next == null ? Long.MAX_VALUE : next;
        if (due == line.wakeAt) {
            return;
        }
        ScheduledFuture<?> wake = line.wake;
        if (wake != null) {
            wake.cancel(false);
        }
        line.wakeAt = due;
        line.wake =
                next == null
                        ? null
                        : timer.schedule(
                                () -> wake(line), clock.nanosUntil(due), TimeUnit.NANOSECONDS);
    }

    private void taken(Callback callback) {
        Line line = lines.get(callback.callId());
        if (line == null) {
            return;
        }
        synchronized (line.call) {
            note(JournalLine.told(clock.now(), callback.callId(), callback.sequence()));
            line.taken++;
            forgetWhenDone(line);
        }
    }

    /** Of an ended call whose callbacks are all delivered only the ending is kept. */
    private void forgetWhenDone(Line line) {
        if (line.endNoted && line.taken == line.told) {
            remember(line.call.view());
            lines.remove(line.call.id);
        }
    }

    private void remember(CallView view) {
        past.put(view.callId(), view);
        index(view.reference(), view.callId());
    }

    private void index(String reference, String id) {
        idsByReference.merge(
                reference,
                List.of(id),
                (known, more) -> {
                    if (known.contains(id)) {
                        return known;
                    }
                    List<String> both = new ArrayList<>(known);
                    both.addAll(more);
                    return List.copyOf(both);
                });
    }

    /** Lives the call again as the journal tells, up to where the carrier stopped. */
    private void revive(Rebuilt.Life life) {
        Rebuilt.Telling telling = new Rebuilt.Telling(this, life.transferredTo());
        SimulatedCall call =
                new SimulatedCall(
                        life.id(),
                        life.call(),
                        life.persona(),
                        life.placedAt(),
                        life.speed(),
                        telling);
        life.relive(call);
        call.runUntil(Math.max(clock.now(), call.timers.now()));
        Line line = new Line(call);
        line.endNoted = life.ended();
        telling.done();
        synchronized (call) {
            lines.put(call.id, line);
            index(call.request.reference(), call.id);
            for (Rebuilt.Told told : telling.told()) {
                line.told++;
                if (life.taken(line.told)) {
                    line.taken++;
                } else {
                    postman.post(line.box, callback(call, line.told, told.kind(), told.facts()));
                }
            }
            afterwards(line);
            forgetWhenDone(line);
        }
    }

    private long note(JournalLine line) {
        return files.append(journal, SimulatorJson.bytes(line));
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        postman.close();
        files.close();
        lock.close();
    }
}
