package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.Ambiguous;
import io.carillon.activities.carrier.DialAnswer.NotSent;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.carrier.DialAnswer.Refused;
import io.carillon.workflows.call.CallResult;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Twilio's errors in our words. Each is described at twilio.com/docs/api/errors/ followed by its
 * code; the words behind a row are that page's title.
 */
final class TwilioErrors {
    // "Call is not in-progress. Cannot redirect."
    static final int NOT_IN_PROGRESS = 21220;

    // "Not found."
    static final int NOT_FOUND = 20404;

    /** What to do about an error of a dial request. */
    sealed interface Meaning {}

    /** Nothing was placed; the account is to do something about it before the next. */
    private record ForAccount(Problem problem) implements Meaning {}

    /** Nothing was placed, and for this number that is the result. */
    private record ForNumber(CallResult result) implements Meaning {}

    record Row(int code, Meaning meaning) {}

    private static final Meaning SLOWER = new ForAccount(Problem.RATE);
    private static final Meaning PAUSE = new ForAccount(Problem.ACCOUNT);
    private static final Meaning OTHER_CALLER_ID = new ForAccount(Problem.CALLER_ID);
    private static final Meaning INVALID = new ForNumber(CallResult.INVALID_NUMBER);
    private static final Meaning BLOCKED = new ForNumber(CallResult.BLOCKED);
    private static final Meaning BROKEN = new ForNumber(CallResult.CARRIER_ERROR);

    static final List<Row> TABLE =
            List.of(
                    new Row(10001, PAUSE), // Account is not active: suspended, or no funds.
                    new Row(10002, PAUSE), // Trial account does not support this feature.
                    new Row(10004, SLOWER), // Call concurrency limit exceeded.
                    new Row(10005, PAUSE), // Voice calling is disabled for this account.
                    new Row(20003, PAUSE), // Authentication error: credentials.
                    new Row(20005, PAUSE), // Account not active: perhaps out of funds.
                    new Row(20006, PAUSE), // Access denied.
                    new Row(20403, PAUSE), // Forbidden.
                    new Row(NOT_FOUND, PAUSE), // Not found: no such account.
                    new Row(20429, SLOWER), // Too many requests: not processed, to be tried again.
                    new Row(21201, BROKEN), // No called number specified.
                    new Row(21202, BLOCKED), // Called number is a premium number.
                    new Row(21203, PAUSE), // International calling not enabled.
                    new Row(21205, BROKEN), // Invalid URL.
                    new Row(21210, OTHER_CALLER_ID), // "From" phone number not verified.
                    new Row(21211, INVALID), // Invalid "To" phone number.
                    new Row(21212, OTHER_CALLER_ID), // Invalid "From" number.
                    new Row(21213, OTHER_CALLER_ID), // "From" phone number is required.
                    new Row(21214, INVALID), // "To" phone number cannot be reached.
                    new Row(21215, PAUSE), // Geo permission: not authorized to call there.
                    new Row(21216, BLOCKED), // Call blocked by Twilio.
                    new Row(21217, INVALID), // Phone number does not appear to be valid.
                    new Row(21219, PAUSE), // "To" number not verified: a trial account.
                    new Row(22005, SLOWER), // Queued calls would wait for over a day.
                    new Row(573005, PAUSE)); // "To" number not verified: a trial account.

    private static final Map<Integer, Row> BY_CODE =
            TABLE.stream().collect(Collectors.toUnmodifiableMap(Row::code, Function.identity()));

    private TwilioErrors() {}

    /**
     * What Twilio's own error document proves of a dial request. A server error proves nothing: it
     * may come after the call was made.
     */
    static DialAnswer dial(TwilioError error) {
        return switch (error.status()) {
            case 400, 401, 402, 403, 404, 422, 429 -> answer(error);
            default -> new Ambiguous("status_" + error.status());
        };
    }

    private static DialAnswer answer(TwilioError error) {
        Row row = BY_CODE.get(error.code());
        return switch (row == null ? unlisted(error.status()) : row.meaning()) {
            case ForAccount(Problem problem) -> new NotSent(error.cause(), problem);
            case ForNumber(CallResult result) -> new Refused(result, error.cause());
        };
    }

    /** By its status, whose meaning is HTTP's. */
    private static Meaning unlisted(int status) {
        return switch (status) {
            case 401, 402, 403 -> PAUSE;
            case 429 -> SLOWER;
            default -> BROKEN;
        };
    }

    /** A live call cannot be told anything any more. */
    static boolean over(TwilioError error) {
        return error.code() == NOT_IN_PROGRESS || error.code() == NOT_FOUND;
    }
}
