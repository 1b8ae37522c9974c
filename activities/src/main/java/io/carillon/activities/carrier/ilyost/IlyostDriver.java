package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.carrier.http.Sent;
import io.carillon.workflows.call.LookUp;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Speaks to Ilyost. It keeps no reference of ours and cannot be asked about a call: what an
 * unanswered dial request did is known from its callbacks or never. A call's id is all it takes to
 * control the call, so it is written nowhere but into the call's row.
 */
public final class IlyostDriver implements CarrierDriver, AutoCloseable {
    public static final String CARRIER = "ilyost";

    private static final Pattern CALL_ID = Pattern.compile("[0-9a-zA-Z_-]{1,64}");

    // Without: SEND_DIGITS, LETTER_DIGITS (its dtmf collects keys of whom a call was put through
    // to); BARGE_IN, since a prompt is cut by the last digit only; RECORD (the whole call is,
    // always);
    // BEEP_DETECTION; MACHINE_TUNING, since create-call takes no more than amd on or off;
    // LIVE_SCRIPT, since a gather that is left comes back with its prompt;
    // VALID_DIGITS, INTER_DIGIT_TIMEOUT; MIXED_PROMPT; RETURN_FROM_TRANSFER, since one leg's end is
    // the other's; LOOK_UP, LIST_LIVE, TIME_LIMITS, WHOLE_SCRIPTS. A pause is silence that is
    // played.
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    Set.of(
                            Feature.SAY,
                            Feature.PLAY,
                            Feature.PAUSE,
                            Feature.GATHER,
                            Feature.FINISH_KEY,
                            Feature.SEVERAL_FINISH_KEYS,
                            Feature.FRACTIONS_OF_SECONDS,
                            Feature.TRANSFER,
                            Feature.HOLD,
                            Feature.MACHINE_DETECTION,
                            Feature.BALANCE));

    private final IlyostApi api;
    private final IlyostSettings settings;
    private final CallbackSources sources;

    public IlyostDriver(IlyostSettings settings) {
        this.api = new IlyostApi(settings);
        this.settings = settings;
        this.sources = CallbackSources.of(settings.callbackAddresses());
    }

    @Override
    public String carrier() {
        return CARRIER;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public DialAnswer dial(CarrierAccount account, DialRequest request) {
        return IlyostErrors.dial(
                api.dial(account, IlyostDial.body(account, request), request.lastCheck()));
    }

    @Override
    public boolean perform(CarrierAccount account, CallOnCarrier call, Script script)
            throws IOException {
        if (script.verbs().getLast() instanceof Script.HangUp) {
            hangUp(account, call);
            return true;
        }
        CallOnCarrier.Dialed dialed =
                Objects.requireNonNull(call.dialed(), "a script for a call that was not dialed");
        IlyostScript.Asked asked =
                new IlyostScript(dialed, settings.greeting()).asked(id(call), script);
        return done(
                asked.held()
                        ? api.begin(account, asked.path(), asked.body())
                        : api.ask(account, asked.path(), asked.body()));
    }

    /** False when the call is over. */
    private static boolean done(IlyostAnswer answer) throws IOException {
        if (answer.yes()) {
            return true;
        }
        if (answer.over()) {
            return false;
        }
        throw new IOException("Ilyost answered with " + answer.status());
    }

    /** It fails to hang up a call that is over, in those words (Ilyost server, POST /v2/hangup). */
    @Override
    public void hangUp(CarrierAccount account, CallOnCarrier call) throws IOException {
        IlyostAnswer answer = api.ask(account, "/v2/hangup", Map.of("call_id", id(call)));
        if (!answer.yes() && !answer.error().equals("Failed to hang up call")) {
            done(answer);
        }
    }

    @Override
    public boolean hold(CarrierAccount account, CallOnCarrier call, boolean on) throws IOException {
        String path = on ? "/v2/hold" : "/v2/unhold";
        IlyostAnswer answer = api.ask(account, path, Map.of("call_id", id(call)));
        boolean over = answer.status() == 500 && answer.error().startsWith("Failed to ");
        return !over && done(answer);
    }

    private static String id(CallOnCarrier call) throws IOException {
        String id = call.carrierCallId();
        if (id == null) {
            throw new IOException("Ilyost has not named the call yet");
        }
        return id;
    }

    /** There is nothing to ask. */
    @Override
    public LookUp lookUp(CarrierAccount account, CallOnCarrier call) {
        return new LookUp.Unknowable();
    }

    @Override
    public List<String> live(CarrierAccount account) {
        return List.of();
    }

    /** POST /v2/balance (Ilyost server). */
    @Override
    public Optional<BigDecimal> balance(CarrierAccount account) throws IOException {
        IlyostAnswer answer =
                api.ask(account, "/v2/balance", Map.of("apikey", IlyostApi.apiKey(account)));
        JsonNode left = answer.body().path("data").path("balance");
        if (!answer.yes() || !(left.isNumber() || left.isString())) {
            throw new IOException("Ilyost answered with " + answer.status());
        }
        return amount(left.asString());
    }

    private static Optional<BigDecimal> amount(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    /**
     * There for about twelve hours (Ilyost server, deleteOldFiles); nobody can remove it sooner.
     */
    @Override
    public InputStream recording(CarrierAccount account, String reference) throws IOException {
        if (!CALL_ID.matcher(reference).matches()) {
            throw new IOException("no name of a recording at Ilyost");
        }
        Sent.Answered answer = api.get(account, "/recording?call_id=" + reference);
        if (answer.status() != 200) {
            throw new IOException("Ilyost answered with " + answer.status());
        }
        return new ByteArrayInputStream(answer.body());
    }

    @Override
    public boolean reachable(CarrierAccount account) {
        try {
            return api.get(account, "/v2/health").status() < 500;
        } catch (IOException silent) {
            return false;
        }
    }

    @Override
    public Understood understand(CarrierAccount account, Callback callback) throws CallbackRefused {
        return understand(account, callback, Optional::empty);
    }

    /** Nothing is signed: the call's token is the proof, and where it came from, if that is set. */
    @Override
    public Understood understand(
            CarrierAccount account, Callback callback, Supplier<Optional<Script>> underWay)
            throws CallbackRefused {
        check(callback.from());
        return new Understood(
                new IlyostCallbacks(IlyostSaid.read(callback), underWay).events(),
                null,
                null,
                null);
    }

    private void check(@Nullable String from) throws CallbackRefused {
        if (!sources.include(from)) {
            throw new CallbackRefused("not from an address of Ilyost's", true);
        }
    }

    @Override
    public void close() throws IOException {
        api.close();
    }
}
