package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.FarEnd;
import io.carillon.dev.standin.Mailbox;
import io.carillon.dev.standin.Person;
import io.carillon.dev.standin.Persona;
import io.carillon.dev.standin.Timers;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One call from the request to its end. Everything happens in its own carrier time, one thing after
 * the other.
 */
final class LiveCall {
    private enum Timer {
        NETWORK,
        ANSWERS,
        RINGS
    }

    /** Nobody can say otherwise (Ilyost server, originate: timeout 120). */
    private static final long RINGS_MILLIS = 120_000;

    private static final Map<String, Object> YES = Map.of("success", true);

    /** In the words of its tables. "answered" alone is charged for. */
    private String status = "initiated";

    final String id = UUID.randomUUID().toString();
    final IlyostCarrier carrier;
    final Dial dial;
    final Person person;
    final Timers timers;
    final FarEnd far;
    final Player player = new Player(this);
    final Actions actions = new Actions(this);
    private final ReentrantLock lock = new ReentrantLock();
    private final Mailbox mailbox;
    private final Hold hold = new Hold(this);
    private @Nullable GatherRun gather;
    private @Nullable Transfer transfer;
    private @Nullable CompletableFuture<Answer> listening;

    /** Of the dial, and again of the answer (Ilyost server, startTime). */
    private long since;

    private long answeredAt = -1;
    private boolean judged;
    private boolean vanished;
    private boolean over;
    private int told;
    private long wakesAt = Long.MAX_VALUE;

    LiveCall(IlyostCarrier carrier, Dial dial, Person person, Mailbox mailbox) {
        this.carrier = carrier;
        this.dial = dial;
        this.person = person;
        this.mailbox = mailbox;
        this.timers = new Timers(carrier.time.now());
        this.since = timers.now();
        this.far = new FarEnd(person, timers, carrier.time, () -> end(Causes.NORMAL));
    }

    // ------------------------------------------------------------ time

    /** All that is due happens first, then this. */
    void enter(Runnable action) {
        ask(
                () -> {
                    action.run();
                    return true;
                });
    }

    <T> T ask(Supplier<T> action) {
        lock.lock();
        try {
            timers.runUntil(carrier.time.now());
            return action.get();
        } finally {
            arm();
            lock.unlock();
        }
    }

    private void arm() {
        Long next = timers.next();
        if (next != null && next != wakesAt) {
            wakesAt = next;
            carrier.time.wakeAt(next, () -> enter(() -> {}));
        }
    }

    // ------------------------------------------------------------ the answer

    /** Ringing has no callback of its own. */
    void begin() {
        enter(
                () -> {
                    switch (person.persona()) {
                        case BUSY -> turnedAway(Causes.BUSY);
                        case CONGESTION -> turnedAway(Causes.CONGESTION);
                        // Numbers are not looked at before they are dialed, but for their country.
                        case INVALID_NUMBER -> turnedAway(Causes.UNALLOCATED);
                        default -> ring();
                    }
                });
    }

    private void turnedAway(String cause) {
        timers.in(person.turnedAwayAfter(), Timer.NETWORK, () -> end(cause));
    }

    private void ring() {
        timers.in(RINGS_MILLIS, Timer.RINGS, () -> end(Causes.NO_ANSWER));
        if (person.persona().picksUp()) {
            timers.in(person.ringsAfter() + person.answersAfter(), Timer.ANSWERS, this::answered);
        }
    }

    private void answered() {
        timers.cancel(Timer.RINGS);
        status = "answered";
        answeredAt = timers.now();
        since = answeredAt;
        tell("answered", Map.of());
        if (person.persona() == Persona.VANISHES) {
            vanished = true;
            return;
        }
        far.answered();
        if (dial.detects()) {
            new Detection(this).begin();
        }
    }

    void judged(String who) {
        judged = true;
        status = who.equals("HUMAN") ? "answered" : "machine";
    }

    // ------------------------------------------------------------ requests

    /** While it is not known who answered, it waits. */
    private boolean waits() {
        return dial.detects() && !judged;
    }

    Answer play(Sound sound) {
        if (!vanished && waits()) {
            actions.add(
                    next -> {
                        player.add(sound);
                        next.run();
                    });
            return queued();
        }
        if (!vanished) {
            player.add(sound);
        }
        return Answer.json(200, YES);
    }

    CompletableFuture<Answer> gather(GatherRun.Asked asked) {
        GatherRun run = new GatherRun(this, asked);
        if (vanished) {
            return run.answer;
        }
        if (waits()) {
            actions.add(
                    next -> {
                        run.then(next);
                        run.begin();
                    });
            return CompletableFuture.completedFuture(queued());
        }
        run.begin();
        return run.answer;
    }

    private static Answer queued() {
        return Answer.json(
                200, Map.of("success", true, "message", "Action queued pending AMD completion"));
    }

    void listens(GatherRun run) {
        GatherRun before = gather;
        gather = run;
        if (before != null && before != run) {
            before.left();
        }
    }

    void transfer(String to) {
        transfer = new Transfer(this, to);
        if (!vanished) {
            transfer.begin();
        }
    }

    /** Keys of the other party are told of when it pressed a star or a pound key: never, here. */
    CompletableFuture<Answer> otherPartysKeys() {
        if (transfer == null) {
            throw new Refusal(500, "Failed to gather DTMF");
        }
        var never = new CompletableFuture<Answer>();
        listening = never;
        return never;
    }

    void bridged() {
        status = "bridged";
    }

    void hold(boolean on) {
        status = hold.turn(on, status);
    }

    // ------------------------------------------------------------ the end

    boolean over() {
        return over;
    }

    boolean talked() {
        return answeredAt >= 0;
    }

    boolean counts() {
        return !over && !status.equals("hold") && !status.equals("bridged");
    }

    long since() {
        return since;
    }

    /** To make room for another one. */
    void terminate() {
        if (close()) {
            carrier.forget(this);
            tell(
                    "terminated",
                    Map.of("reason", "Concurrent call limit - terminated to allow new call"));
        }
    }

    /** Once; what comes later finds it over. */
    void end(String cause) {
        if (close()) {
            carrier.forget(this);
            boolean charged = status.equals("answered") && answeredAt >= 0;
            long talked = charged ? timers.now() - answeredAt - hold.lasted(timers.now()) : 0;
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("cause", cause);
            carrier.completed(this, (talked + 999) / 1000, about);
            tell("completed", about);
        }
    }

    private boolean close() {
        if (over) {
            return false;
        }
        over = true;
        player.silence();
        timers.cancelAll();
        if (gather != null) {
            gather.callEnded();
        }
        if (listening != null) {
            listening.complete(Answer.cutAfter(java.time.Duration.ZERO));
        }
        return true;
    }

    /** {@code state}, {@code call_id}, what there is to say, the time of day. */
    void tell(String state, Map<String, Object> about) {
        if (!vanished) {
            String name = told++ + " " + state;
            String body = carrier.callback(id, state, about);
            mailbox.post(
                    Long.toHexString(person.chance().seed()) + " " + name,
                    () -> carrier.send(dial.callback(), body));
        }
    }
}
