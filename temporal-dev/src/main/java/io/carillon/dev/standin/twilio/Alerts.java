package io.carillon.dev.standin.twilio;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What Twilio's debugger would show: errors and warnings by code, the newest first. */
final class Alerts {
    private static final int KEPT = 1000;

    /**
     * @param code as in twilio.com/docs/errors
     */
    record Alert(int code, String callSid, String about) {}

    private final ConcurrentLinkedDeque<Alert> newestFirst = new ConcurrentLinkedDeque<>();

    void raise(int code, String callSid, String about) {
        newestFirst.addFirst(new Alert(code, callSid, about));
        if (newestFirst.size() > KEPT) {
            newestFirst.pollLast();
        }
    }

    List<Alert> all() {
        return List.copyOf(newestFirst);
    }
}
