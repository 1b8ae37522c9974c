package io.carillon.dev.standin.twilio;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Twilio says no with: each code has its page under twilio.com/docs/errors. The pages name no
 * HTTP status; requests that are wrong in themselves are 400.
 */
enum TwilioError {
    /** "Call concurrency limit exceeded". */
    CONCURRENCY(10004, 400, "Call concurrency limit exceeded"),
    /** Wrong SID or token, and an account that is suspended. */
    AUTHENTICATE(20003, 401, "Authenticate"),
    NOT_FOUND(20404, 404, "The requested resource %s was not found"),
    /** "Too many requests": the page says that such a request was not processed. */
    TOO_MANY_REQUESTS(20429, 429, "Too Many Requests"),
    INTERNAL(20500, 500, "Internal Server Error"),
    UNAVAILABLE(20503, 503, "Service Unavailable"),
    /** "Calls Resource": a missing instruction, an unsupported method, a value out of range. */
    CALLS_RESOURCE(21200, 400, "%s"),
    TO_MISSING(21201, 400, "No 'To' number is specified"),
    URL_INVALID(21205, 400, "Url is not a valid URL: %s"),
    FROM_NOT_VERIFIED(
            21210,
            400,
            "The source phone number provided, %s, is not yet verified for your account. You may"
                    + " only make calls from phone numbers that you've verified or purchased from"
                    + " Twilio."),
    TO_INVALID(21211, 400, "Invalid 'To' Phone Number: %s"),
    FROM_INVALID(21212, 400, "Invalid 'From' Phone Number: %s"),
    FROM_MISSING(21213, 400, "No 'From' number is specified"),
    TO_UNREACHABLE(21214, 400, "'To' phone number %s cannot be reached"),
    TO_NOT_PERMITTED(
            21215,
            400,
            "Account not authorized to call %s. Perhaps you need to enable some international"
                    + " permissions"),
    TO_BLOCKED(21216, 400, "Account not allowed to call %s"),
    TO_NOT_VALID(21217, 400, "Phone number %s does not appear to be valid"),
    TO_NOT_VERIFIED(
            21219,
            400,
            "The number %s is unverified. Trial accounts may only make calls to verified numbers."),
    NOT_IN_PROGRESS(21220, 400, "Call is not in-progress. Cannot redirect."),
    STATUS_CALLBACK_INVALID(21609, 400, "The 'StatusCallback' URL %s is not a valid URL."),
    STATUS_EVENT_INVALID(21626, 400, "Invalid StatusCallbackEvent: %s"),
    /** More than a day's worth of calls wait already. */
    BACKLOG(22005, 400, "The account's queue of calls is full"),
    TWIML_TOO_LARGE(32018, 400, "Twiml size exceeded maximum allowed value of 4000 characters"),
    TO_VERIFICATION_PENDING(573005, 400, "Destination number %s has not completed verification");

    private final int code;
    private final int status;
    private final String message;

    TwilioError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    static TwilioError ofCode(int code) {
        return Arrays.stream(values())
                .filter(error -> error.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("error " + code + " is not known"));
    }

    int status() {
        return status;
    }

    Refusal refuse(String about) {
        return new Refusal(this, about);
    }

    /** Twilio's own error document: {@code code, message, more_info, status}. */
    Map<String, Object> document(String about) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("code", code);
        document.put("message", message.replace("%s", about));
        document.put("more_info", "https://www.twilio.com/docs/errors/" + code);
        document.put("status", status);
        return document;
    }
}
