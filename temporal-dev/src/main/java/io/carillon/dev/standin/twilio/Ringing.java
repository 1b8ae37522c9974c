package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Person;
import io.carillon.dev.standin.Timers;

import java.time.Duration;

/** A call up to its answer: queued, dialed, rung, or turned away by the network. */
final class Ringing {
    private enum Timer {
        RELEASE,
        RINGS,
        ANSWERS,
        NETWORK,
        TIMEOUT
    }

    private final LiveCall call;
    private final StatusCallbacks status;
    private final Timers timers;
    private final Person person;

    Ringing(LiveCall call, StatusCallbacks status) {
        this.call = call;
        this.status = status;
        this.timers = call.timers;
        this.person = call.person;
    }

    /**
     * @param queued real time the account's rate keeps it waiting
     */
    void begin(Duration queued) {
        timers.in(call.carrier.time.during(queued), Timer.RELEASE, this::dial);
    }

    private void dial() {
        call.record.dialed(call.carrier.time.wall());
        status.initiated();
        switch (person.persona()) {
            case CONGESTION -> turnedAway("failed", SipCodes.SERVICE_UNAVAILABLE);
            case BUSY -> turnedAway("busy", SipCodes.BUSY_HERE);
            case INVALID_NUMBER -> turnedAway("failed", SipCodes.NOT_FOUND);
            default -> timers.in(person.ringsAfter(), Timer.RINGS, this::ring);
        }
    }

    private void turnedAway(String how, int sipCode) {
        timers.in(person.turnedAwayAfter(), Timer.NETWORK, () -> call.end(how, sipCode));
    }

    /** The page's "5-second buffer" for some call flows is not added to the timeout. */
    private void ring() {
        call.record.rings(call.carrier.time.wall());
        status.ringing();
        timers.in(
                call.request.ringSeconds() * 1000L,
                Timer.TIMEOUT,
                () -> call.end("no-answer", SipCodes.REQUEST_TERMINATED));
        if (person.persona().picksUp()) {
            timers.in(person.answersAfter(), Timer.ANSWERS, this::answered);
        }
    }

    private void answered() {
        timers.cancel(Timer.TIMEOUT);
        call.answered();
    }
}
