package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Person;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One Dial, from twilio.com/docs/voice/twiml/dial: a call of its own with a parent. When it is over
 * its action is asked, also when the caller hung up first; without one the next verb follows.
 */
final class DialRun implements Running {
    private enum Timer {
        RINGS,
        LEG
    }

    /** "Dial: invalid phone number". */
    private static final int INVALID_NUMBER = 13224;

    /** "Dial: invalid callerId value". */
    private static final int INVALID_CALLER_ID = 13214;

    private final LiveCall call;
    private final Player player;
    private final Verb.Dial dial;
    private @Nullable CallRecord leg;
    private @Nullable LegReports reports;
    private boolean bridged;

    DialRun(LiveCall call, Player player, Verb.Dial dial) {
        this.call = call;
        this.player = player;
        this.dial = dial;
    }

    void begin() {
        String shown = dial.callerId() == null ? call.record.from : dial.callerId();
        if (!DialRequest.dialable(dial.number())) {
            call.carrier.alerts.raise(INVALID_NUMBER, call.record.sid, dial.number());
            over("failed");
        } else if (!call.carrier.account().mayShow(shown)) {
            call.carrier.alerts.raise(INVALID_CALLER_ID, call.record.sid, shown);
            over("failed");
        } else {
            ring(call.carrier.dialed(dial.number(), shown, call.record.sid));
        }
    }

    private void ring(CallRecord child) {
        leg = child;
        LegReports told = new LegReports(call, player, dial, child);
        reports = told;
        child.dialed(call.carrier.time.wall());
        told.dialed();
        Person person = call.carrier.person(child);
        long timeout = dial.timeoutSeconds() * 1000L;
        switch (person.persona()) {
            case INVALID_NUMBER, CONGESTION -> endIn(person.turnedAwayAfter(), "failed");
            case BUSY -> endIn(person.turnedAwayAfter(), "busy");
            default -> {
                call.timers.in(
                        person.ringsAfter(),
                        Timer.RINGS,
                        () -> {
                            child.rings(call.carrier.time.wall());
                            told.rings();
                        });
                long answers = person.ringsAfter() + person.answersAfter();
                if (person.persona().picksUp() && answers < timeout) {
                    call.timers.in(answers, Timer.LEG, () -> talk(child, person, told));
                } else {
                    endIn(timeout, "no-answer");
                }
            }
        }
    }

    private void talk(CallRecord child, Person person, LegReports told) {
        bridged = true;
        child.answers(call.carrier.time.wall());
        told.answered();
        endIn(Math.min(person.talks(), dial.limitSeconds() * 1000L), "completed");
    }

    private void endIn(long ms, String status) {
        call.timers.in(ms, Timer.LEG, () -> over(status));
    }

    private void over(String status) {
        Map<String, String> fields = stop(status);
        if (dial.action() == null) {
            player.next();
        } else {
            player.follow(dial.action(), dial.method(), fields);
        }
    }

    private Map<String, String> stop(String status) {
        call.timers.cancel(Timer.RINGS);
        call.timers.cancel(Timer.LEG);
        Map<String, String> fields = new LinkedHashMap<>();
        CallRecord ended = leg;
        if (ended != null) {
            ended.ends(status, call.carrier.time.wall());
            call.carrier.over(ended);
            fields.put("DialCallSid", ended.sid);
            fields.put("DialCallDuration", Long.toString(ended.seconds()));
        }
        LegReports told = reports;
        reports = null;
        if (told != null) {
            fields.putAll(told.ended());
        }
        fields.put("DialCallStatus", status);
        fields.put("DialBridged", Boolean.toString(bridged));
        return fields;
    }

    @Override
    public void cut(boolean hungUp) {
        Map<String, String> fields = CallFields.of(call.record);
        fields.putAll(stop(bridged ? "completed" : "canceled"));
        String action = player.absolute(dial.action());
        if (hungUp && dial.action() != null && action != null) {
            call.ask(new Hook(action, dial.method()), fields, reply -> {});
        }
    }
}
