package io.carillon.activities.simulation;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.ids.CallId;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A carrier that never calls back: it refuses at once, or says what became of a call when the
 * workflow's own timer asks. So nothing happens but by the workflows' time.
 */
final class PatientCarrier implements CarrierDriver {
    /** Requests by the call they were made for: more than one would be a phone rung twice. */
    final Map<CallId, AtomicInteger> requests = new ConcurrentHashMap<>();

    private final String name;
    private final long seed;

    PatientCarrier(String name, long seed) {
        this.name = name;
        this.seed = seed;
    }

    @Override
    public String carrier() {
        return name;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of(Capabilities.Feature.values()));
    }

    @Override
    public DialAnswer dial(CarrierAccount account, DialRequest request) {
        if (!request.lastCheck().getAsBoolean()) {
            return new DialAnswer.NotSent("late", DialAnswer.Problem.NONE);
        }
        int calls = requests.size();
        requests.computeIfAbsent(request.call(), call -> new AtomicInteger()).incrementAndGet();
        return switch (new Random(seed + calls).nextInt(6)) {
            case 0 -> new DialAnswer.Refused(CallResult.BUSY, "busy");
            case 1 -> new DialAnswer.Refused(CallResult.CONGESTION, "congestion");
            case 2 -> new DialAnswer.Ambiguous("cut");
            case 3 -> new DialAnswer.NotSent("down", DialAnswer.Problem.DOWN);
            default -> new DialAnswer.Accepted(request.call().toString());
        };
    }

    @Override
    public LookUp lookUp(CarrierAccount account, CallOnCarrier call) {
        return new LookUp.Ended(false, CallResult.NO_ANSWER, "no_answer");
    }

    @Override
    public boolean perform(CarrierAccount account, CallOnCarrier call, Script script) {
        return false;
    }

    @Override
    public void hangUp(CarrierAccount account, CallOnCarrier call) {}

    @Override
    public boolean hold(CarrierAccount account, CallOnCarrier call, boolean on) {
        return false;
    }

    @Override
    public List<String> live(CarrierAccount account) {
        return List.of();
    }

    @Override
    public InputStream recording(CarrierAccount account, String reference) {
        return InputStream.nullInputStream();
    }

    @Override
    public boolean reachable(CarrierAccount account) {
        return true;
    }

    @Override
    public Understood understand(CarrierAccount account, Callback callback) {
        return new Understood(List.of(), null, null, null);
    }
}
