package io.carillon.activities.call;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.LookUp;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A carrier that counts which requests reached it. */
public final class FakeDriver implements CarrierDriver {
    public final List<DialRequest> dials = new ArrayList<>();
    public final List<Script> scripts = new ArrayList<>();
    public Function<DialRequest, DialAnswer> answer = request -> new DialAnswer.Accepted("CA1");
    public Runnable beforeLastCheck = () -> {};
    public boolean silent;
    public boolean over;

    @Override
    public String carrier() {
        return "simulator";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of(Capabilities.Feature.values()));
    }

    @Override
    public DialAnswer dial(CarrierAccount account, DialRequest request) {
        beforeLastCheck.run();
        if (!request.lastCheck().getAsBoolean()) {
            return new DialAnswer.NotSent("late", DialAnswer.Problem.NONE);
        }
        dials.add(request);
        return answer.apply(request);
    }

    @Override
    public boolean perform(CarrierAccount account, CallOnCarrier call, Script script)
            throws IOException {
        if (silent) {
            throw new IOException("no answer from the carrier");
        }
        scripts.add(script);
        return !over;
    }

    @Override
    public void hangUp(CarrierAccount account, CallOnCarrier call) {
        over = true;
    }

    @Override
    public boolean hold(CarrierAccount account, CallOnCarrier call, boolean on) {
        return !over;
    }

    @Override
    public LookUp lookUp(CarrierAccount account, CallOnCarrier call) {
        return new LookUp.Unknowable();
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
    public List<CarrierEvent> understand(
            CarrierAccount account, Map<String, String> headers, byte[] body) {
        return List.of();
    }
}
