package io.carillon.activities.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.NotSent;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.carrier.DialAnswer.Refused;
import io.carillon.workflows.call.CallResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row per documented error that matters, and those we refuse to understand. */
class TwilioErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "401,10001,ACCOUNT",
        "400,10002,ACCOUNT",
        "429,10004,RATE",
        "400,10004,RATE",
        "403,10005,ACCOUNT",
        "401,20003,ACCOUNT",
        "403,20005,ACCOUNT",
        "403,20006,ACCOUNT",
        "403,20403,ACCOUNT",
        "404,20404,ACCOUNT",
        "429,20429,RATE",
        "400,21203,ACCOUNT",
        "400,21210,CALLER_ID",
        "400,21212,CALLER_ID",
        "400,21213,CALLER_ID",
        "400,21215,ACCOUNT",
        "400,21219,ACCOUNT",
        "429,22005,RATE",
        "400,573005,ACCOUNT",
        "429,1,RATE",
        "401,1,ACCOUNT",
        "402,1,ACCOUNT",
        "403,1,ACCOUNT"
    })
    void placedNothingForTheAccountsSake(int status, int code, Problem problem) {
        assertThat(answer(status, code)).isEqualTo(new NotSent("twilio_" + code, problem));
    }

    @ParameterizedTest
    @CsvSource({
        "400,21201,CARRIER_ERROR",
        "400,21202,BLOCKED",
        "400,21205,CARRIER_ERROR",
        "400,21211,INVALID_NUMBER",
        "400,21214,INVALID_NUMBER",
        "400,21216,BLOCKED",
        "400,21217,INVALID_NUMBER",
        "400,1,CARRIER_ERROR",
        "422,1,CARRIER_ERROR"
    })
    void placedNothingForTheNumbersSake(int status, int code, CallResult result) {
        assertThat(answer(status, code)).isEqualTo(new Refused(result, "twilio_" + code));
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 408, 409, 413, 415, 499, 500, 502, 503, 504})
    void provesNothingWithAnotherStatus(int status) {
        assertThat(answer(status, 21211)).isEqualTo(new DialAnswer.Ambiguous("status_" + status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"code\":21211}",
                "{\"code\":\"21211\",\"message\":\"no\",\"more_info\":\"x\",\"status\":400}",
                "{\"code\":21211,\"message\":\"no\",\"more_info\":\"x\",\"status\":429}",
                "{\"code\":21211,\"message\":\"no\",\"status\":400}"
            })
    void takesOnlyTwiliosOwnDocumentForItsWord(String body) {
        assertThat(TwilioError.read(400, body.getBytes())).isNull();
    }

    @Test
    void hasEveryCodeOnce() {
        assertThat(TwilioErrors.TABLE).extracting(TwilioErrors.Row::code).doesNotHaveDuplicates();
    }

    private static DialAnswer answer(int status, int code) {
        return TwilioErrors.dial(new TwilioError(status, code));
    }
}
