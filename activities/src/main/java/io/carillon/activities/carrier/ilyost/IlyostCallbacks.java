package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallResult;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a callback says. Its time of day has neither date nor zone, so what came first came first;
 * and it does not say which request it is about, so it is about the last one.
 */
final class IlyostCallbacks {
    private final IlyostSaid said;
    private final Supplier<Optional<Script>> underWay;

    IlyostCallbacks(IlyostSaid said, Supplier<Optional<Script>> underWay) {
        this.said = said;
        this.underWay = underWay;
    }

    /** States: Ilyost docs, "Callback Webhook Format"; Ilyost server, sendCallback. */
    List<CarrierEvent> events() {
        return switch (said.state()) {
            case "initiated" -> one("initiated", new CarrierEvent.Queued());
            case "answered" -> answered();
            case "amd.human", "amd.machine", "amd.unknown", "amd.error" -> verdict();
            case "speak.ended", "speak.error", "playback.ended", "playback.error" -> played();
            case "dtmf.gathered" -> said.has("leg") ? noted() : gathered(said.text("digits"));
            case "maxretry.finished" -> gathered("");
            case "action.error", "actionqueue.error" -> failed();
            case "completed" -> completed();
            case "terminated" -> terminated();
            // Among them: speak.started, playback.started, dtmf.entered, dtmf.invalid, bridging,
            // bridged, bridged.ended (which ends the call), hold, unhold, recording.error,
            // speech.error, alpha.gathered, ai.started, ai.transcribed, ai.error, ai.ended.
            default -> noted();
        };
    }

    private List<CarrierEvent> one(String id, CarrierEvent.What what) {
        return List.of(event(id, what));
    }

    private CarrierEvent event(String id, CarrierEvent.What what) {
        return new CarrierEvent(id, said.call(), null, what);
    }

    private List<CarrierEvent> noted() {
        return one(said.id(), new CarrierEvent.Unrecognised("state " + said.state()));
    }

    /** What it is given before it knows who is there it keeps until then, and cannot take back. */
    private List<CarrierEvent> answered() {
        var events = new ArrayList<CarrierEvent>();
        events.add(event("answered", new CarrierEvent.Answered()));
        if (!said.asked(IlyostDial.DETECTS)) {
            events.add(begin());
        }
        return events;
    }

    private CarrierEvent begin() {
        return event("begin", new CarrierEvent.ScriptEnded(0));
    }

    /** Asterisk's AMD, which does not say how sure it is, and knows no fax. */
    private List<CarrierEvent> verdict() {
        AnsweredBy by =
                switch (said.state()) {
                    case "amd.human" -> AnsweredBy.HUMAN;
                    case "amd.machine" -> AnsweredBy.MACHINE;
                    default -> AnsweredBy.UNKNOWN;
                };
        String cause = said.text("cause").isBlank() ? said.state() : said.text("cause");
        double confidence = by == AnsweredBy.UNKNOWN ? 0 : 1;
        var verdict = new CarrierEvent.Verdict(by, cause, confidence, Duration.ZERO);
        return List.of(event(said.state(), verdict), begin());
    }

    private List<CarrierEvent> played() {
        Script script = underWay.get().orElse(null);
        Script.Verb verb = script == null ? null : last(script);
        boolean text = said.state().startsWith("speak.");
        boolean fits =
                text
                        ? verb instanceof Script.Say
                        : verb instanceof Script.Play
                                || verb instanceof Script.Pause
                                || verb instanceof Script.AwaitBeep;
        if (script == null || !fits) {
            return noted();
        }
        var events = new ArrayList<CarrierEvent>();
        if (said.state().equals("speak.ended")) {
            events.add(event(said.id() + " spoken", new CarrierEvent.Spoken(script.sequence())));
        }
        events.add(event(said.id(), new CarrierEvent.ScriptEnded(script.sequence())));
        return events;
    }

    /** The finish key is only a key to it, after which it waits for more. */
    private List<CarrierEvent> gathered(String keys) {
        Script script = underWay.get().orElse(null);
        if (script == null || !(last(script) instanceof Script.Gather gather)) {
            return noted();
        }
        String digits = IlyostKeys.upToFinish(keys, gather.finishOn());
        if (IlyostKeys.wrong(digits, gather)) {
            return one(said.id(), new CarrierEvent.WrongKey(script.sequence()));
        }
        return one(
                said.id(),
                new CarrierEvent.Gathered(
                        script.sequence(),
                        gather.step(),
                        digits,
                        IlyostKeys.reason(keys, digits, gather),
                        keys.isEmpty() ? gather.tries() : 1));
    }

    /** What was asked for did not happen, and nothing else will be told of it. */
    private List<CarrierEvent> failed() {
        Script script = underWay.get().orElse(null);
        if (script == null) {
            return noted();
        }
        return last(script) instanceof Script.Gather
                ? gathered("")
                : one(said.id(), new CarrierEvent.ScriptEnded(script.sequence()));
    }

    private static Script.@Nullable Verb last(Script script) {
        return script.verbs().isEmpty() ? null : script.verbs().getLast();
    }

    /**
     * Talk is {@code actualDuration} in the docs, {@code duration} from the server. It is 0, with
     * no charge, for whom nobody answered, but also for less than 3 s, and where a machine answered
     * or the call was on hold or put through at its end (Ilyost server, ChannelDestroyed): whether
     * somebody answered is then known from earlier callbacks.
     */
    private List<CarrierEvent> completed() {
        long seconds = Math.max(said.seconds("duration"), said.seconds("actualDuration"));
        BigDecimal charge = said.amount("charge");
        boolean unbilled = charge == null && seconds == 0 && !said.has("error");
        boolean talked = seconds > 0 || charge != null;
        String cause = said.text("cause");
        CallResult result = talked ? null : IlyostCauses.result(cause);
        var events = new ArrayList<CarrierEvent>();
        events.add(
                event(
                        "completed",
                        new CarrierEvent.Ended(
                                talked,
                                result,
                                IlyostCauses.code(cause),
                                Duration.ofSeconds(seconds),
                                List.of(),
                                false,
                                unbilled ? BigDecimal.ZERO : charge)));
        String call = said.call();
        if (said.asked(IlyostDial.RECORDS) && talked && call != null) {
            events.add(
                    event(
                            "recording",
                            new CarrierEvent.Recorded(0, null, call, Duration.ofSeconds(seconds))));
        }
        return events;
    }

    /** To make room for another call at the account's limit, or because the server stops. */
    private List<CarrierEvent> terminated() {
        return one(
                "terminated",
                new CarrierEvent.Ended(
                        false,
                        CallResult.CARRIER_ERROR,
                        "ilyost_terminated",
                        Duration.ZERO,
                        List.of(),
                        false,
                        null));
    }
}
