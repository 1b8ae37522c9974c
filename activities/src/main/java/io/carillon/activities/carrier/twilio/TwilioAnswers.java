package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.Ambiguous;
import io.carillon.activities.carrier.DialAnswer.NotSent;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.carrier.http.Sent;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer to a dial request proves. Read from what came, not from what the SDK makes of it:
 * a status alone may be a proxy's, and a 201 without a call's id names nothing.
 */
final class TwilioAnswers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TwilioAnswers() {}

    static DialAnswer dial(Sent sent) {
        return switch (sent) {
            case Sent.Not(String cause) ->
                    new NotSent(cause, cause.equals(Sent.Not.LATE) ? Problem.NONE : Problem.DOWN);
            case Sent.Unanswered(String cause) -> new Ambiguous(cause);
            case Sent.Answered(int status, byte[] body) -> answered(status, body);
        };
    }

    private static DialAnswer answered(int status, byte[] body) {
        if (status == 201) {
            String sid = sid(body);
            return sid.isBlank() ? new Ambiguous("malformed_answer") : new DialAnswer.Accepted(sid);
        }
        TwilioError error = TwilioError.read(status, body);
        return error == null ? new Ambiguous("status_" + status) : TwilioErrors.dial(error);
    }

    private static String sid(byte[] body) {
        try {
            return JSON.readTree(body).path("sid").asString("");
        } catch (JacksonException malformed) {
            return "";
        }
    }
}
