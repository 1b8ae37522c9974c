package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * One line of the journal: what was asked of the carrier and when, which callbacks were taken by
 * the receiver, and how calls ended. Members that do not belong to the kind are absent.
 *
 * @param v carrier time in milliseconds
 * @param at when the dial request came, by the wall clock
 * @param told sequence of a callback taken, or with {@link Kind#ENDED} how many there are in all
 * @param speed the carrier's when the call was placed: its far end's patience goes by it
 */
record JournalLine(
        Kind k,
        long v,
        @Nullable String id,
        @Nullable Instant at,
        @Nullable PlaceCall call,
        @Nullable Persona persona,
        @Nullable Script script,
        @Nullable Boolean on,
        @Nullable Integer told,
        @Nullable CallView view,
        @Nullable String number,
        @Nullable Map<String, Persona> personas,
        @Nullable Double speed) {

    enum Kind {
        CREATE,
        SCRIPT,
        HOLD,
        HANG_UP,
        TOLD,
        ENDED,
        /** An ended call whose callbacks are all delivered: all that is left of it. */
        PAST,
        /** Rung because a call was transferred to it; no dial request. */
        TRANSFER,
        PERSONAS,
        /** Something happened by then: a restarted carrier does not go back behind it. */
        TIME
    }

    static JournalLine create(
            long v, String id, Instant at, PlaceCall call, Persona persona, double speed) {
        return new JournalLine(
                Kind.CREATE, v, id, at, call, persona, null, null, null, null, null, null, speed);
    }

    static JournalLine script(long v, String id, Script script) {
        return new JournalLine(
                Kind.SCRIPT, v, id, null, null, null, script, null, null, null, null, null, null);
    }

    static JournalLine hold(long v, String id, boolean on) {
        return new JournalLine(
                Kind.HOLD, v, id, null, null, null, null, on, null, null, null, null, null);
    }

    static JournalLine hangUp(long v, String id) {
        return new JournalLine(
                Kind.HANG_UP, v, id, null, null, null, null, null, null, null, null, null, null);
    }

    static JournalLine told(long v, String id, int sequence) {
        return new JournalLine(
                Kind.TOLD, v, id, null, null, null, null, null, sequence, null, null, null, null);
    }

    static JournalLine ended(long v, CallView view, int callbacks) {
        return new JournalLine(
                Kind.ENDED,
                v,
                view.callId(),
                null,
                null,
                null,
                null,
                null,
                callbacks,
                view,
                null,
                null,
                null);
    }

    static JournalLine past(long v, CallView view) {
        return new JournalLine(
                Kind.PAST,
                v,
                view.callId(),
                null,
                null,
                null,
                null,
                null,
                null,
                view,
                null,
                null,
                null);
    }

    static JournalLine transfer(long v, String id, String number, Persona persona) {
        return new JournalLine(
                Kind.TRANSFER,
                v,
                id,
                null,
                null,
                persona,
                null,
                null,
                null,
                null,
                number,
                null,
                null);
    }

    static JournalLine personas(long v, Map<String, Persona> ranges) {
        return new JournalLine(
                Kind.PERSONAS,
                v,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                ranges,
                null);
    }

    static JournalLine time(long v) {
        return new JournalLine(
                Kind.TIME, v, null, null, null, null, null, null, null, null, null, null, null);
    }
}
