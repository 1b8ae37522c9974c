package io.carillon.activities.call;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A carrier that counts which requests reached it. */
public final class FakeDriver implements CarrierDriver {
    public final List<DialRequest> dials = new ArrayList<>();
    public final List<Script> scripts = new ArrayList<>();
    public Function<DialRequest, DialAnswer> answer = request -> new DialAnswer.Accepted("CA1");
    public Runnable beforeLastCheck = () -> {};
    public final List<CallOnCarrier> hungUp = new CopyOnWriteArrayList<>();
    public final List<Boolean> holds = new ArrayList<>();
    public final List<String> removed = new CopyOnWriteArrayList<>();
    public final Set<Capabilities.Feature> lacks = EnumSet.noneOf(Capabilities.Feature.class);

    /** What its list has. */
    public final Set<PhoneNumber> numbers = new HashSet<>();

    /** Of every call; null: not rated yet. */
    public @Nullable BigDecimal cost;

    /** Of every account; null: it does not say. */
    public @Nullable BigDecimal balance;

    /** Whether it comes for scripts. */
    public boolean fetches;

    public LookUp found = new LookUp.Unknowable();
    public Recording recording = reference -> InputStream.nullInputStream();
    public Function<Callback, Understood> said =
            callback -> new Understood(List.of(), null, null, null);
    public boolean silent;
    public boolean over;

    /** References on the carrier's list; null: all it was ever asked to dial. */
    public @Nullable List<String> listed;

    private final String carrier;

    public FakeDriver() {
        this("simulator");
    }

    public FakeDriver(String carrier) {
        this.carrier = carrier;
    }

    /** Audio at the carrier. */
    public interface Recording {
        InputStream of(String reference) throws IOException;
    }

    /** As new. */
    public void reset() {
        dials.clear();
        scripts.clear();
        hungUp.clear();
        holds.clear();
        removed.clear();
        lacks.clear();
        numbers.clear();
        fetches = false;
        cost = null;
        balance = null;
        answer = request -> new DialAnswer.Accepted("CA1");
        beforeLastCheck = () -> {};
        found = new LookUp.Unknowable();
        recording = reference -> InputStream.nullInputStream();
        said = callback -> new Understood(List.of(), null, null, null);
        silent = false;
        over = false;
        listed = null;
    }

    @Override
    public String carrier() {
        return carrier;
    }

    @Override
    public Capabilities capabilities() {
        Set<Capabilities.Feature> able = EnumSet.allOf(Capabilities.Feature.class);
        able.removeAll(lacks);
        return new Capabilities(able);
    }

    @Override
    public boolean fetches(CallOnCarrier.Dialed dialed, Script script) {
        return fetches;
    }

    @Override
    public boolean lists(CarrierAccount account, PhoneNumber number) throws IOException {
        answering();
        return numbers.contains(number);
    }

    @Override
    public Optional<BigDecimal> charged(CarrierAccount account, CallOnCarrier call)
            throws IOException {
        answering();
        return Optional.ofNullable(cost);
    }

    @Override
    public Optional<BigDecimal> balance(CarrierAccount account) throws IOException {
        answering();
        return Optional.ofNullable(balance);
    }

    @Override
    public void removeRecording(CarrierAccount account, String reference) {
        removed.add(reference);
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
        answering();
        scripts.add(script);
        return !over;
    }

    @Override
    public void hangUp(CarrierAccount account, CallOnCarrier call) throws IOException {
        answering();
        hungUp.add(call);
        over = true;
    }

    @Override
    public boolean hold(CarrierAccount account, CallOnCarrier call, boolean on) throws IOException {
        answering();
        holds.add(on);
        return !over;
    }

    @Override
    public LookUp lookUp(CarrierAccount account, CallOnCarrier call) throws IOException {
        answering();
        return found;
    }

    @Override
    public List<String> live(CarrierAccount account) throws IOException {
        answering();
        List<String> named = listed;
        return named == null
                ? dials.stream().map(dial -> dial.call().toString()).distinct().toList()
                : named;
    }

    @Override
    public InputStream recording(CarrierAccount account, String reference) throws IOException {
        return recording.of(reference);
    }

    @Override
    public boolean reachable(CarrierAccount account) {
        return true;
    }

    @Override
    public Understood understand(CarrierAccount account, Callback callback) {
        return said.apply(callback);
    }

    private void answering() throws IOException {
        if (silent) {
            throw new IOException("no answer from the carrier");
        }
    }
}
