package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call from the dial request to its end: rings, is answered, plays scripts, ends. It happens in
 * carrier time and only by {@link #runUntil}, so the same requests at the same times give the same
 * call: a restarted carrier lives it again from its journal. Guarded by its own monitor.
 */
final class SimulatedCall {
    enum Phase {
        QUEUED,
        RINGING,
        IN_PROGRESS,
        ENDED
    }

    final String id;
    final PlaceCall request;
    final Persona persona;
    final Timers timers;
    final Chance chance;
    final double speed;
    private final CallWorld world;
    private final ScriptPlayer player;
    private final FarParty far;
    private Phase phase = Phase.QUEUED;
    private @Nullable Script pending;
    private long answeredAt;
    private int recordings;
    private boolean mute;
    private @Nullable CallView ended;

    /**
     * @param speed the carrier's when the call was placed
     */
    SimulatedCall(
            String id,
            PlaceCall request,
            Persona persona,
            long now,
            double speed,
            CallWorld world) {
        this.id = id;
        this.request = request;
        this.persona = persona;
        this.timers = new Timers(now);
        this.speed = speed;
        this.chance = Chance.of(request.to(), request.reference());
        this.world = world;
        this.pending = request.script();
        this.far = new FarParty(this);
        this.player = new ScriptPlayer(this, far, world);
        place();
    }

    private void place() {
        switch (persona) {
            case INVALID_NUMBER, CONGESTION ->
                    timers.in(
                            chance.between("refusal", 500, 1500),
                            Timers.Name.RING_END,
                            () -> unanswered("congestion", "sip_503"));
            case BUSY ->
                    timers.in(
                            chance.between("busy", 800, 2000),
                            Timers.Name.RING_END,
                            () -> unanswered("busy", "sip_486"));
            case NO_ANSWER, HUMAN, VOICEMAIL, HANGS_UP, OPTS_OUT, FAX, SILENT, VANISHES -> {
                timers.in(
                        chance.between("post-dial delay", 300, 1200),
                        Timers.Name.RINGING,
                        this::ring);
                timers.in(
                        request.ringTimeoutSeconds() * 1000L,
                        Timers.Name.RING_END,
                        () -> unanswered("no_answer", "no_answer"));
            }
        }
    }

    private void ring() {
        phase = Phase.RINGING;
        tell("ringing", Map.of());
        if (persona.picksUp()) {
            timers.in(chance.between("ring", 2000, 6000), Timers.Name.ANSWER, this::answer);
        }
    }

    private void answer() {
        timers.cancel(Timers.Name.RING_END);
        phase = Phase.IN_PROGRESS;
        answeredAt = timers.now();
        tell("answered", Map.of());
        mute = persona == Persona.VANISHES;
        timers.in(
                request.maxDurationSeconds() * 1000L,
                Timers.Name.MAX_DURATION,
                () -> end(null, "max_duration"));
        far.answered();
        Script first = pending;
        if (first != null) {
            pending = null;
            player.begin(first);
        }
    }

    void runUntil(long now) {
        timers.runUntil(now);
    }

    /** False when the call is over. A script that is not newer than the last changes nothing. */
    boolean perform(Script script) {
        if (phase == Phase.ENDED) {
            return false;
        }
        Script waiting = pending;
        int last = waiting != null ? waiting.sequence() : player.sequence();
        if (script.sequence() > last) {
            if (phase == Phase.IN_PROGRESS) {
                player.begin(script);
            } else {
                pending = script;
            }
        }
        return true;
    }

    boolean hold(boolean on) {
        if (phase == Phase.ENDED) {
            return false;
        }
        player.hold(on);
        return true;
    }

    void hangUp() {
        if (phase == Phase.IN_PROGRESS) {
            end(null, "hung_up_by_us");
        } else {
            unanswered("canceled", "hung_up_by_us");
        }
    }

    void unanswered(String result, String cause) {
        end(result, cause);
    }

    /** Ends the call; {@code result} null when somebody had answered. */
    void end(@Nullable String result, String cause) {
        if (phase == Phase.ENDED) {
            return;
        }
        boolean answered = phase == Phase.IN_PROGRESS;
        player.interrupt();
        timers.cancelAll();
        phase = Phase.ENDED;
        double talked = answered ? sinceAnswer() : 0;
        String status = answered ? "completed" : "failed";
        ended = new CallView(id, request.reference(), status, answered, result, cause, talked);
        tell("ended", endFacts(answered, result, cause, talked));
        if (request.record() && answered) {
            tellRecorded(null, timers.now() - answeredAt);
        }
    }

    private Map<String, Object> endFacts(
            boolean answered, @Nullable String result, String cause, double talked) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("answered", answered);
        if (result != null) {
            facts.put("result", result);
        }
        facts.put("cause", cause);
        facts.put("talked_seconds", talked);
        facts.put("steps_begun", player.stepsBegun());
        facts.put("message_spoken", player.messageSpoken());
        BigDecimal price = world.pricePerMinute();
        if (price != null) {
            facts.put("cost", price.multiply(minutes(talked)).setScale(4, RoundingMode.HALF_UP));
        }
        return facts;
    }

    private static BigDecimal minutes(double seconds) {
        return BigDecimal.valueOf(seconds).divide(BigDecimal.valueOf(60), 8, RoundingMode.HALF_UP);
    }

    /** {@code step} null: the recording of the whole call. */
    void tellRecorded(@Nullable String step, long length) {
        recordings++;
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("script", player.sequence());
        if (step != null) {
            facts.put("step", step);
        }
        double seconds = world.realSeconds(length);
        facts.put("recording", Recordings.name(id, recordings, seconds));
        facts.put("seconds", seconds);
        tell("recorded", facts);
    }

    void tell(String kind, Map<String, Object> facts) {
        if (!mute) {
            world.tell(this, kind, facts);
        }
    }

    double seconds(long ms) {
        return world.realSeconds(ms);
    }

    double sinceAnswer() {
        return world.realSeconds(timers.now() - answeredAt);
    }

    boolean over() {
        return phase == Phase.ENDED;
    }

    CallView view() {
        CallView last = ended;
        if (last != null) {
            return last;
        }
        String status = phase.name().toLowerCase(java.util.Locale.ROOT);
        boolean answered = phase == Phase.IN_PROGRESS;
        return new CallView(id, request.reference(), status, answered, null, null, null);
    }
}
