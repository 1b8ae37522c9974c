package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.carrier.http.CarrierHttp;
import io.carillon.activities.carrier.http.Sent;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.phone.PhoneNumber;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Speaks to the simulated carrier. It keeps our reference, so what it denies it never had. */
public final class SimulatorDriver implements CarrierDriver, AutoCloseable {
    public static final String CARRIER = "simulator";

    private final CarrierHttp http;
    private final String defaultUrl;

    public SimulatorDriver(SimulatorSettings settings) {
        this.http = new CarrierHttp(settings.connectTimeout(), settings.answerTimeout());
        this.defaultUrl = settings.url();
    }

    @Override
    public String carrier() {
        return CARRIER;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(EnumSet.allOf(Capabilities.Feature.class));
    }

    @Override
    public DialAnswer dial(CarrierAccount account, DialRequest request) {
        PlaceCall wanted =
                new PlaceCall(
                        request.call().toString(),
                        request.to().e164(),
                        request.from().e164(),
                        request.callbackUrl(),
                        seconds(request.ringTimeout()),
                        seconds(request.maxDuration()),
                        request.detection() != Detection.NONE,
                        request.tuning(),
                        request.record(),
                        request.first());
        HttpPost post = post(account, "/v1/calls", wanted);
        return SimulatorAnswers.dial(http.send(post, request.lastCheck()));
    }

    private static int seconds(java.time.Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }

    @Override
    public boolean perform(CarrierAccount account, CallOnCarrier call, Script script)
            throws IOException {
        return control(account, call, "script", script);
    }

    @Override
    public void hangUp(CarrierAccount account, CallOnCarrier call) throws IOException {
        control(account, call, "hangup", Map.of());
    }

    @Override
    public boolean hold(CarrierAccount account, CallOnCarrier call, boolean on) throws IOException {
        return control(account, call, "hold", Map.of("on", on));
    }

    /** False when the call is over. */
    private boolean control(CarrierAccount account, CallOnCarrier call, String verb, Object body)
            throws IOException {
        Sent.Answered answer =
                http.ask(post(account, "/v1/calls/" + name(call) + "/" + verb, body));
        return switch (answer.status()) {
            case 200 -> true;
            case 404, 409 -> false;
            default -> throw unexpected(verb, answer);
        };
    }

    /** The carrier finds a call by our reference too. */
    private static String name(CallOnCarrier call) {
        String id = call.carrierCallId();
        return id == null ? call.call().toString() : id;
    }

    @Override
    public LookUp lookUp(CarrierAccount account, CallOnCarrier call) throws IOException {
        List<CallView> known =
                list(account, "/v1/calls?reference=" + encoded(call.call().toString()));
        for (CallView one : known) {
            if (one.live()) {
                return new LookUp.Live(one.answered());
            }
        }
        if (known.isEmpty()) {
            return new LookUp.Absent();
        }
        CallView last = known.getLast();
        return new LookUp.Ended(last.answered(), result(last), String.valueOf(last.cause()));
    }

    private static @Nullable CallResult result(CallView view) {
        String result = view.result();
        return result == null ? null : CallResult.ofWire(result);
    }

    @Override
    public List<String> live(CarrierAccount account) throws IOException {
        return list(account, "/v1/calls?live=true").stream().map(CallView::reference).toList();
    }

    private List<CallView> list(CarrierAccount account, String path) throws IOException {
        Sent.Answered answer = http.ask(get(account, path));
        if (answer.status() != 200) {
            throw unexpected("look-up", answer);
        }
        try {
            return SimulatorJson.MAPPER.readValue(answer.body(), CallView.Listed.class).calls();
        } catch (JacksonException e) {
            throw new IOException("the simulated carrier's look-up cannot be read", e);
        }
    }

    /** Nobody's phone is reached there, so any number may be shown. */
    @Override
    public boolean lists(CarrierAccount account, PhoneNumber number) {
        return true;
    }

    @Override
    public InputStream recording(CarrierAccount account, String reference) throws IOException {
        Sent.Answered answer = http.ask(get(account, "/v1/recordings/" + encoded(reference)));
        if (answer.status() != 200) {
            throw unexpected("recording", answer);
        }
        return new ByteArrayInputStream(answer.body());
    }

    @Override
    public boolean reachable(CarrierAccount account) {
        try {
            return http.ask(get(account, "/health")).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Understood understand(CarrierAccount account, Callback callback) throws CallbackRefused {
        return Understood.of(SimulatorCallbacks.understand(callback.body()));
    }

    private static IOException unexpected(String what, Sent.Answered answer) {
        return new IOException(
                "the simulated carrier answered " + what + " with " + answer.status());
    }

    private HttpPost post(CarrierAccount account, String path, Object body) {
        HttpPost post = new HttpPost(url(account) + path);
        post.setEntity(
                new ByteArrayEntity(SimulatorJson.bytes(body), ContentType.APPLICATION_JSON));
        return post;
    }

    private HttpGet get(CarrierAccount account, String path) {
        return new HttpGet(url(account) + path);
    }

    private String url(CarrierAccount account) {
        String own = account.baseUrl();
        String url = own == null || own.isBlank() ? defaultUrl : own;
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
