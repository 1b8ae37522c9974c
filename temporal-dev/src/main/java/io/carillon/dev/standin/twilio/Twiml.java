package io.carillon.dev.standin.twilio;

import java.util.List;

/**
 * A document that was read.
 *
 * @param warnings what did not fit the schema, and was left out
 */
record Twiml(List<Verb> verbs, List<Warning> warnings) {
    /**
     * @param code as in twilio.com/docs/errors
     */
    record Warning(int code, String about) {}

    /** A document that cannot be run at all: the call goes to its fallback, or ends. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final int code;

        Unreadable(int code, String about) {
            super(about);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    Twiml {
        verbs = List.copyOf(verbs);
        warnings = List.copyOf(warnings);
    }
}
