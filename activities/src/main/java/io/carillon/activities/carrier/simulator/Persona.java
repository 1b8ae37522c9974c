package io.carillon.activities.carrier.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** Who is at the other end. */
public enum Persona {
    /** Presses the first valid key of every gather. */
    HUMAN,
    /** Greets, beeps, records what is said, hangs up after a while of silence. */
    VOICEMAIL,
    NO_ANSWER,
    BUSY,
    /** A person who hangs up during the first prompt. */
    HANGS_UP,
    /** A person who opts out where it is offered, else as HUMAN. */
    OPTS_OUT,
    /** The dial request is refused. */
    INVALID_NUMBER,
    /** The network turns the call away. */
    CONGESTION,
    FAX,
    /** Answers and says nothing. */
    SILENT,
    /** Answers, then the carrier never calls back again. */
    VANISHES;

    /** True for a phone that rings or is engaged; false when the network refuses the number. */
    boolean reachable() {
        return this != INVALID_NUMBER && this != CONGESTION;
    }

    /** True when someone or something picks up, given time. */
    boolean picksUp() {
        return reachable() && this != NO_ANSWER && this != BUSY;
    }

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Persona ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
