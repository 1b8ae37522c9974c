package io.carillon.activities.carrier.twilio;

import com.twilio.http.HttpMethod;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallCreator;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CallbackAddress;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.MachineTuning;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** A dial as Twilio's Call resource takes it (Twilio docs, Create a Call resource). */
final class TwilioDial {
    // "TwiML instructions for the call Twilio will use without fetching Twiml from url": at most
    // 4,000 characters (Twilio docs, Call resource, Twiml). More is fetched when somebody answers.
    static final int TWIML_MOST = 4000;

    private static final List<String> EVENTS =
            List.of("initiated", "ringing", "answered", "completed");

    private TwilioDial() {}

    static CallCreator creator(DialRequest request) {
        var dialed =
                new CallOnCarrier.Dialed(request.callbackUrl(), request.to(), request.from(), null);
        CallbackAddress address = new CallbackAddress(request.callbackUrl());
        CallCreator creator =
                first(request, dialed)
                        .setTimeout(seconds(request.ringTimeout()))
                        .setTimeLimit(seconds(request.maxDuration()))
                        .setStatusCallback(of(address, TwilioAction.STATUS))
                        .setStatusCallbackEvent(EVENTS)
                        .setStatusCallbackMethod(HttpMethod.POST);
        detect(creator, request.detection(), address);
        tune(creator, request);
        if (request.reason() != null) {
            creator.setCallReason(request.reason());
        }
        if (request.record()) {
            creator.setRecord(true)
                    .setRecordingStatusCallback(
                            of(address, TwilioAction.WHOLE_RECORDING).toString())
                    .setRecordingStatusCallbackEvent(List.of("completed", "absent"))
                    .setRecordingStatusCallbackMethod(HttpMethod.POST);
        }
        return creator;
    }

    private static CallCreator first(DialRequest request, CallOnCarrier.Dialed dialed) {
        PhoneNumber to = new PhoneNumber(request.to().e164());
        PhoneNumber from = new PhoneNumber(request.from().e164());
        String twiml = TwilioScript.whole(dialed, request.first());
        return twiml.length() <= TWIML_MOST
                ? Call.creator(to, from, new Twiml(twiml))
                : Call.creator(to, from, document(dialed, request.first()))
                        .setMethod(HttpMethod.POST);
    }

    /** Where a script that was kept is fetched. */
    static URI document(CallOnCarrier.Dialed dialed, Script script) {
        return URI.create(
                new CallbackAddress(dialed.callbackUrl())
                        .with(TwilioAction.KIND, TwilioAction.DOCUMENT)
                        .with(TwilioAction.SCRIPT, Integer.toString(script.sequence()))
                        .url());
    }

    /**
     * Asynchronously: otherwise nothing is spoken until it is decided. Where a message is to be
     * left, a machine is told of when its greeting has ended; a person at once, either way (Twilio
     * docs, Answering Machine Detection).
     */
    private static void detect(CallCreator creator, Detection detection, CallbackAddress address) {
        if (detection == Detection.NONE) {
            return;
        }
        creator.setMachineDetection(
                        detection == Detection.MESSAGE_END ? "DetectMessageEnd" : "Enable")
                .setAsyncAmd("true")
                .setAsyncAmdStatusCallback(of(address, TwilioAction.MACHINE))
                .setAsyncAmdStatusCallbackMethod(HttpMethod.POST);
    }

    /** What is left out stays as Twilio has it. */
    private static void tune(CallCreator creator, DialRequest request) {
        MachineTuning tuning = request.tuning();
        if (tuning == null || request.detection() == Detection.NONE) {
            return;
        }
        set(tuning.timeout(), Duration::toSeconds, creator::setMachineDetectionTimeout);
        set(
                tuning.speechThreshold(),
                Duration::toMillis,
                creator::setMachineDetectionSpeechThreshold);
        set(
                tuning.speechEndThreshold(),
                Duration::toMillis,
                creator::setMachineDetectionSpeechEndThreshold);
        set(
                tuning.silenceTimeout(),
                Duration::toMillis,
                creator::setMachineDetectionSilenceTimeout);
    }

    private static void set(
            @Nullable Duration threshold,
            ToLongFunction<Duration> unit,
            Consumer<Integer> parameter) {
        if (threshold != null) {
            parameter.accept(Math.toIntExact(unit.applyAsLong(threshold)));
        }
    }

    private static URI of(CallbackAddress address, String kind) {
        return URI.create(address.with(TwilioAction.KIND, kind).url());
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }
}
