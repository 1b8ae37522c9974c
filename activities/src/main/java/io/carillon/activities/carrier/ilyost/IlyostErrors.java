package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.Ambiguous;
import io.carillon.activities.carrier.DialAnswer.NotSent;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.carrier.DialAnswer.Refused;
import io.carillon.activities.carrier.http.Sent;
import io.carillon.workflows.call.CallResult;

import java.util.List;

/** What an answer to a dial request proves. */
final class IlyostErrors {
    /** By status alone, in Ilyost's own words; a server error is known by what it says. */
    record Row(int status, String begins, DialAnswer answer) {}

    // Statuses: Ilyost docs, "Error Handling". Words, and that the server checks these things in
    // this order before it asks its switch for anything: Ilyost server, POST /v2/create-call and
    // createCall. A failure of the switch ("Failed to initiate call") proves nothing.
    static final List<Row> TABLE =
            List.of(
                    row(400, new Refused(CallResult.CARRIER_ERROR, "ilyost_bad_request")),
                    row(401, account("ilyost_invalid_api_key")),
                    // "Insufficient balance. Minimum balance required is 1.00 USD"
                    row(402, account("ilyost_balance_below_minimum")),
                    row(403, account("ilyost_account_disabled")),
                    row(404, account("ilyost_not_found")),
                    row(429, new NotSent("ilyost_too_many_requests", Problem.RATE)),
                    new Row(
                            500,
                            "Country code for the number",
                            new Refused(CallResult.INVALID_NUMBER, "ilyost_country_unknown")),
                    new Row(
                            500,
                            "Country price for code",
                            new Refused(CallResult.INVALID_NUMBER, "ilyost_country_not_served")),
                    new Row(
                            500,
                            "User not found for the given API key",
                            account("ilyost_invalid_api_key")),
                    new Row(
                            500,
                            "Failed to connect to ARI service",
                            new NotSent("ilyost_switch_down", Problem.DOWN)));

    // The limiter in front of the server speaks no JSON: 100 requests in 15 minutes from one
    // address (Ilyost server, rateLimit), though ten a second are promised (Ilyost docs, "Rate
    // Limits").
    private static final String LIMITER = "Too many requests from this IP";

    private IlyostErrors() {}

    private static Row row(int status, DialAnswer answer) {
        return new Row(status, "", answer);
    }

    private static NotSent account(String cause) {
        return new NotSent(cause, Problem.ACCOUNT);
    }

    static DialAnswer dial(Sent sent) {
        return switch (sent) {
            case Sent.Not(String cause) ->
                    new NotSent(cause, cause.equals(Sent.Not.LATE) ? Problem.NONE : Problem.DOWN);
            case Sent.Unanswered(String cause) -> new Ambiguous(cause);
            case Sent.Answered answered -> answered(answered);
        };
    }

    private static DialAnswer answered(Sent.Answered sent) {
        IlyostAnswer answer = IlyostAnswer.of(sent);
        if (answer.yes()) {
            String id = answer.body().path("call_id").asString("");
            return id.isBlank() ? new Ambiguous("malformed_answer") : new DialAnswer.Accepted(id);
        }
        if (sent.status() == 429 && sent.text().startsWith(LIMITER)) {
            return new NotSent("ilyost_too_many_requests", Problem.RATE);
        }
        return answer.no() ? refused(answer) : new Ambiguous("status_" + sent.status());
    }

    private static DialAnswer refused(IlyostAnswer answer) {
        return TABLE.stream()
                .filter(row -> row.status() == answer.status())
                .filter(row -> answer.error().startsWith(row.begins()))
                .map(Row::answer)
                .findFirst()
                .orElseGet(() -> new Ambiguous("status_" + answer.status()));
    }
}
