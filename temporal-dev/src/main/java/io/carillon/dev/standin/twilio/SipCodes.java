package io.carillon.dev.standin.twilio;

/** What {@code SipResponseCode} says of a call that is over: RFC 3261, section 21. */
final class SipCodes {
    static final int OK = 200;
    static final int NOT_FOUND = 404;
    static final int BUSY_HERE = 486;
    static final int REQUEST_TERMINATED = 487;
    static final int SERVICE_UNAVAILABLE = 503;

    private SipCodes() {}
}
