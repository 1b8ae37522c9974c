package io.carillon.activities.carrier.ilyost;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.http.Sent;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

/** What is known of a dial by what it was answered. */
class IlyostErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "400, Missing required parameters, Refused, CARRIER_ERROR, ilyost_bad_request",
        "401, Invalid API key, NotSent, ACCOUNT, ilyost_invalid_api_key",
        "402, Insufficient balance. Minimum balance required is 1.00 USD, NotSent, ACCOUNT,"
                + " ilyost_balance_below_minimum",
        "403, API key is banned, NotSent, ACCOUNT, ilyost_account_disabled",
        "404, Not found, NotSent, ACCOUNT, ilyost_not_found",
        "429, Slow down, NotSent, RATE, ilyost_too_many_requests",
        "500, Country code for the number +999 is not recognized, Refused, INVALID_NUMBER,"
                + " ilyost_country_unknown",
        "500, Country price for code 999 is not set, Refused, INVALID_NUMBER,"
                + " ilyost_country_not_served",
        "500, User not found for the given API key, NotSent, ACCOUNT, ilyost_invalid_api_key",
        "500, Failed to connect to ARI service, NotSent, DOWN, ilyost_switch_down",
        "500, Failed to initiate call: timeout, Ambiguous, '', status_500",
        "500, Failed to create call, Ambiguous, '', status_500",
        "503, Unavailable, Ambiguous, '', status_503"
    })
    void knowsIlyostsOwnWords(int status, String error, String kind, String what, String cause) {
        DialAnswer answer = answered(status, "{\"success\":false,\"error\":\"" + error + "\"}");

        assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(answer.toString()).contains(cause).contains(what);
    }

    /** Something on the way may say the same, of a request that went through. */
    @ParameterizedTest
    @CsvSource({
        "401, '', status_401",
        "402, a proxy's, status_402",
        "404, <html>, status_404",
        "429, a proxy's, status_429",
        "500, '{\"error\":\"Country code for the number\"}', status_500",
        "200, '{\"success\":true}', malformed_answer",
        "200, '{\"success\":tr', status_200",
        "201, '{\"success\":true,\"call_id\":\"x\"}', status_201"
    })
    void isUnsureAboutAnybodyElses(int status, String body, String cause) {
        assertThat(answered(status, body)).isEqualTo(new DialAnswer.Ambiguous(cause));
    }

    @ParameterizedTest
    @CsvSource("'Too many requests from this IP, please try again later.'")
    void knowsTheLimiterWhichSpeaksPlainWords(String words) {
        assertThat(answered(429, words))
                .isEqualTo(
                        new DialAnswer.NotSent(
                                "ilyost_too_many_requests", DialAnswer.Problem.RATE));
    }

    private static DialAnswer answered(int status, String body) {
        return IlyostErrors.dial(new Sent.Answered(status, body.getBytes(StandardCharsets.UTF_8)));
    }
}
