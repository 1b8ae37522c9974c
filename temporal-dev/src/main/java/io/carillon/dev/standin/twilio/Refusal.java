package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Answer;

/** A request that is answered with an error document. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final TwilioError error;
    private final String about;

    Refusal(TwilioError error, String about) {
        super(error + " " + about, null, false, false);
        this.error = error;
        this.about = about;
    }

    Answer answer() {
        return Answer.json(error.status(), error.document(about));
    }
}
