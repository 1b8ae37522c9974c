package io.carillon.activities.carrier.twilio;

import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallUpdater;
import com.twilio.rest.api.v2010.account.Recording;
import com.twilio.type.Twiml;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Document;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.carrier.http.Sent;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.phone.PhoneNumber;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Speaks to Twilio. It keeps no reference of ours: identity is proved by the token in a callback's
 * address, and what it denies it may still have.
 */
public final class TwilioDriver implements CarrierDriver, AutoCloseable {
    public static final String CARRIER = "twilio";

    private static final Pattern RECORDING = Pattern.compile("RE[0-9a-zA-Z]{1,64}");

    // Without: HOLD, which Twilio has for conferences only; KEEPS_KEYS, since a document that comes
    // drops the one that runs; VALID_DIGITS, INTER_DIGIT_TIMEOUT, SEVERAL_FINISH_KEYS,
    // FRACTIONS_OF_SECONDS, which no attribute of Gather expresses; LETTER_DIGITS, which the digits
    // of Play are not documented to take; LOOK_UP_BY_REFERENCE.
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    Set.of(
                            Feature.SAY,
                            Feature.PLAY,
                            Feature.PAUSE,
                            Feature.SEND_DIGITS,
                            Feature.GATHER,
                            Feature.FINISH_KEY,
                            Feature.BARGE_IN,
                            Feature.RECORD,
                            Feature.TRANSFER,
                            Feature.MACHINE_DETECTION,
                            Feature.BEEP_DETECTION,
                            Feature.MACHINE_TUNING,
                            Feature.LIVE_SCRIPT,
                            Feature.LIST_LIVE,
                            Feature.WHOLE_SCRIPTS,
                            Feature.TIME_LIMITS,
                            Feature.LOOK_UP,
                            Feature.MIXED_PROMPT,
                            Feature.RETURN_FROM_TRANSFER,
                            Feature.RATED_LATER,
                            Feature.LISTS_NUMBERS));

    private final TwilioApi api;
    private final TwilioLines lines;
    private final TwilioNumbers numbers;

    public TwilioDriver(TwilioSettings settings) {
        this.api = new TwilioApi(settings);
        this.lines = new TwilioLines(api);
        this.numbers = new TwilioNumbers(api);
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
        Sent sent =
                api.send(
                        account,
                        client -> TwilioDial.creator(request).create(client),
                        request.lastCheck());
        return TwilioAnswers.dial(sent);
    }

    @Override
    public boolean fetches(CallOnCarrier.Dialed dialed, Script script) {
        return TwilioScript.asksAgain(script) || tooLong(TwilioScript.whole(dialed, script));
    }

    private static boolean tooLong(String twiml) {
        return twiml.length() > TwilioDial.TWIML_MOST;
    }

    @Override
    public Document document(CallOnCarrier.Dialed dialed, Script script, Understood.Wanted wanted) {
        return new Document(TwimlWriter.CONTENT_TYPE, TwilioScript.from(dialed, script, wanted));
    }

    /** A document replaces the one that runs (Twilio docs, Update a Call resource). */
    @Override
    public boolean perform(CarrierAccount account, CallOnCarrier call, Script script)
            throws IOException {
        CallOnCarrier.Dialed dialed =
                Objects.requireNonNull(call.dialed(), "a script for a call that was not dialed");
        CallUpdater updater = Call.updater(lines.sid(account, call));
        String twiml = TwilioScript.whole(dialed, script);
        if (tooLong(twiml)) {
            updater.setUrl(TwilioDial.document(dialed, script));
        } else {
            updater.setTwiml(new Twiml(twiml));
        }
        return update(account, updater);
    }

    /** Of a call that rings it is the end too (Twilio docs, Update a Call resource, Status). */
    @Override
    public void hangUp(CarrierAccount account, CallOnCarrier call) throws IOException {
        String sid = lines.sid(account, call);
        update(account, Call.updater(sid).setStatus(Call.UpdateStatus.COMPLETED));
    }

    /** False when Twilio says that the call is over. */
    private boolean update(CarrierAccount account, CallUpdater updater) throws IOException {
        try {
            api.ask(account, updater::update);
            return true;
        } catch (TwilioApi.Rejected no) {
            if (TwilioErrors.over(no.error())) {
                return false;
            }
            throw new IOException("Twilio refused an update: " + no.error().cause());
        }
    }

    @Override
    public boolean hold(CarrierAccount account, CallOnCarrier call, boolean on) {
        throw new UnsupportedOperationException("Twilio holds participants of conferences only");
    }

    @Override
    public LookUp lookUp(CarrierAccount account, CallOnCarrier call) throws IOException {
        return lines.lookUp(account, call);
    }

    @Override
    public List<String> live(CarrierAccount account) throws IOException {
        return lines.live(account);
    }

    @Override
    public Optional<BigDecimal> charged(CarrierAccount account, CallOnCarrier call)
            throws IOException {
        return lines.charged(account, call);
    }

    @Override
    public boolean lists(CarrierAccount account, PhoneNumber number) throws IOException {
        return numbers.lists(account, number);
    }

    @Override
    public InputStream recording(CarrierAccount account, String reference) throws IOException {
        String path =
                "/2010-04-01/Accounts/%s/Recordings/%s.wav"
                        .formatted(TwilioApi.sid(account), recording(reference));
        return new ByteArrayInputStream(api.file(account, path));
    }

    @Override
    public void removeRecording(CarrierAccount account, String reference) throws IOException {
        String recording = recording(reference);
        try {
            api.ask(account, client -> Recording.deleter(recording).delete(client));
        } catch (TwilioApi.Rejected no) {
            if (no.error().code() != TwilioErrors.NOT_FOUND) {
                throw new IOException("Twilio kept a recording: " + no.error().cause());
            }
        }
    }

    private static String recording(String reference) throws IOException {
        if (!RECORDING.matcher(reference).matches()) {
            throw new IOException("no name of a recording at Twilio");
        }
        return reference;
    }

    /** Any answer of its own will do: what is wrong with the account is told by a dial. */
    @Override
    public boolean reachable(CarrierAccount account) {
        Sent sent =
                api.send(
                        account,
                        client -> Call.reader().setPageSize(1L).firstPage(client),
                        () -> true);
        return sent instanceof Sent.Answered(int status, byte[] body) && status < 500;
    }

    @Override
    public Understood understand(CarrierAccount account, Callback callback) throws CallbackRefused {
        return TwilioCallbacks.understand(TwilioApi.authToken(account), callback);
    }

    @Override
    public void close() throws IOException {
        api.close();
    }
}
