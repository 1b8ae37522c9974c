package io.carillon.dev.standin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** Who has the number that is called. */
public enum Persona {
    /** Presses the first key a prompt offers. */
    HUMAN,
    /** Greets, beeps, records what is said, hangs up after a while of silence. */
    VOICEMAIL,
    NO_ANSWER,
    BUSY,
    /** A person who hangs up during the first prompt. */
    HANGS_UP,
    /** A person who opts out where it is offered, else as HUMAN. */
    OPTS_OUT,
    /** The carrier refuses the dial request: there is no such number. */
    INVALID_NUMBER,
    /** The network turns the call away. */
    CONGESTION,
    FAX,
    /** Answers and says nothing. */
    SILENT,
    /** Answers, and then no callback ever comes. */
    VANISHES;

    /** True for a phone that rings or is engaged; false when no network reaches one. */
    public boolean reachable() {
        return this != INVALID_NUMBER && this != CONGESTION;
    }

    /** True when someone or something picks up, given time. */
    public boolean picksUp() {
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
