package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.FarEnd;
import io.carillon.dev.standin.Mailbox;
import io.carillon.dev.standin.Person;
import io.carillon.dev.standin.Persona;
import io.carillon.dev.standin.Reply;
import io.carillon.dev.standin.Timers;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One call from the request to its price. Everything happens in its own carrier time, one thing
 * after the other; answers of the application enter at the time they come.
 */
final class LiveCall {
    private enum Timer {
        DIGITS,
        TIME_LIMIT,
        RATED
    }

    /** "Price: populated after your call is completed; may not be immediately available". */
    private static final long RATED_MILLIS = 5000;

    /** "Call progress: warning response to callback URL". */
    private static final int CALLBACK_WARNING = 15003;

    final TwilioCarrier carrier;
    final DialRequest request;
    final CallRecord record;
    final Person person;
    final Timers timers;
    final FarEnd far;
    final Tapes tapes = new Tapes(this);
    private final ReentrantLock lock = new ReentrantLock();
    private final Player player = new Player(this);
    private final StatusCallbacks status = new StatusCallbacks(this);
    private final Mailbox mailbox;
    private boolean vanished;
    private long wakesAt = Long.MAX_VALUE;

    LiveCall(
            TwilioCarrier carrier,
            DialRequest request,
            CallRecord record,
            Person person,
            Mailbox mailbox) {
        this.carrier = carrier;
        this.request = request;
        this.record = record;
        this.person = person;
        this.mailbox = mailbox;
        this.timers = new Timers(carrier.time.now());
        this.far = new FarEnd(person, timers, carrier.time, this::hangUp);
    }

    // ------------------------------------------------------------ time

    /** All that is due happens first, then this. */
    void enter(Runnable action) {
        lock.lock();
        try {
            timers.runUntil(carrier.time.now());
            action.run();
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

    /**
     * @param queued real time the account's rate keeps it waiting
     */
    void begin(Duration queued) {
        enter(() -> new Ringing(this, status).begin(queued));
    }

    void answered() {
        record.answers(carrier.time.wall());
        status.answered();
        timers.in(request.callSeconds() * 1000L, Timer.TIME_LIMIT, this::hangUp);
        if (person.persona() == Persona.VANISHES) {
            vanished = true;
            return;
        }
        far.answered();
        tapes.callAnswered();
        Detect detect = request.detect();
        if (detect != null) {
            new Detection(this, detect).begin();
        }
        if (detect == null || detect.inBackground()) {
            timers.in(Speech.typed(request.sendDigits()), Timer.DIGITS, this::beginDocument);
        }
    }

    /** Without detection at the answer, else with the verdict unless that comes by itself. */
    void beginDocument() {
        Hook url = request.url();
        String twiml = request.twiml();
        if (url != null) {
            player.fetch(url, Map.of());
        } else if (twiml != null) {
            player.play(twiml, null);
        }
    }

    // ------------------------------------------------------------ updates

    /**
     * "POST to the Call resource": another document cuts the one that runs.
     *
     * @throws Refusal when nobody is on the line
     */
    void redirect(@Nullable Hook url, @Nullable String twiml) {
        enter(
                () -> {
                    if (!record.status().equals("in-progress")) {
                        throw TwilioError.NOT_IN_PROGRESS.refuse(record.sid);
                    }
                    if (vanished) {
                        return;
                    }
                    player.cut(false);
                    if (url != null) {
                        player.fetch(url, Map.of());
                    } else if (twiml != null) {
                        player.play(twiml, null);
                    }
                });
    }

    /**
     * "canceled" ends what is queued or ringing and leaves a talk alone, "completed" ends that too.
     * What was not answered is canceled either way; the page does not say so.
     */
    void finish(String how) {
        enter(
                () -> {
                    if (record.over()) {
                        throw TwilioError.NOT_IN_PROGRESS.refuse(record.sid);
                    }
                    if (!record.status().equals("in-progress")) {
                        end("canceled", SipCodes.REQUEST_TERMINATED);
                    } else if (how.equals("completed")) {
                        hangUp();
                    }
                });
    }

    // ------------------------------------------------------------ the end

    void hangUp() {
        end("completed", SipCodes.OK);
    }

    /** Once; what comes later finds it over. */
    void end(String how, int sipCode) {
        if (record.over()) {
            return;
        }
        record.ends(how, carrier.time.wall());
        player.cut(true);
        timers.cancelAll();
        status.completed(sipCode, tapes.callEnded());
        carrier.over(record);
        timers.in(RATED_MILLIS, Timer.RATED, () -> carrier.rate(record));
    }

    // ------------------------------------------------------------ the application

    /**
     * A callback that asks nothing.
     *
     * @param name tells it from the others of this call
     */
    void tell(String name, Hook hook, Map<String, String> fields) {
        if (vanished) {
            return;
        }
        String token = UUID.randomUUID().toString();
        mailbox.post(
                Long.toHexString(person.chance().seed()) + " " + name,
                () -> {
                    Reply reply = carrier.webhooks.send(hook, fields, token);
                    if (!(reply instanceof Reply.Answered answered && answered.good())) {
                        carrier.alerts.raise(CALLBACK_WARNING, record.sid, name + ": " + reply);
                    }
                });
    }

    /** A request whose answer matters. */
    void ask(Hook hook, Map<String, String> fields, Consumer<Reply> then) {
        carrier.webhooks.ask(hook, fields, reply -> enter(() -> then.accept(reply)));
    }
}
