package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.Ambiguous;
import io.carillon.activities.carrier.DialAnswer.NotSent;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.carrier.DialAnswer.Refused;
import io.carillon.activities.carrier.http.Sent;
import io.carillon.workflows.call.CallResult;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an answer to a dial request proves. Only the carrier's own error document proves that
 * nothing was placed; a status alone may come from anything on the way.
 */
final class SimulatorAnswers {
    private SimulatorAnswers() {}

    static DialAnswer dial(Sent sent) {
        return switch (sent) {
            case Sent.Not(String cause) ->
                    new NotSent(cause, cause.equals(Sent.Not.LATE) ? Problem.NONE : Problem.DOWN);
            case Sent.Unanswered(String cause) -> new Ambiguous(cause);
            case Sent.Answered answer -> answered(answer);
        };
    }

    private static DialAnswer answered(Sent.Answered answer) {
        JsonNode body = read(answer.body());
        if (answer.status() == 201) {
            String id = body == null ? null : body.path("call_id").asString(null);
            return id == null ? new Ambiguous("malformed_answer") : new DialAnswer.Accepted(id);
        }
        String code = body == null ? null : body.path("error").path("code").asString(null);
        if (code == null) {
            return new Ambiguous("status_" + answer.status());
        }
        return switch (answer.status()) {
            case 429 -> new NotSent(code, Problem.RATE);
            case 503 ->
                    code.equals("overloaded")
                            ? new NotSent(code, Problem.DOWN)
                            : new Ambiguous("status_503");
            case 401, 402, 403 -> new NotSent(code, Problem.ACCOUNT);
            case 400, 404, 409, 422 -> refused(code);
            default -> new Ambiguous("status_" + answer.status());
        };
    }

    private static DialAnswer refused(String code) {
        return switch (code) {
            case "invalid_number" -> new Refused(CallResult.INVALID_NUMBER, code);
            case "congestion" -> new Refused(CallResult.CONGESTION, code);
            case "blocked" -> new Refused(CallResult.BLOCKED, code);
            case "rejected" -> new Refused(CallResult.REJECTED, code);
            default -> new Refused(CallResult.CARRIER_ERROR, code);
        };
    }

    private static @Nullable JsonNode read(byte[] body) {
        try {
            return SimulatorJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }
}
