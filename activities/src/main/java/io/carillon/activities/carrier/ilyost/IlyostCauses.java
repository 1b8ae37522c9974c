package io.carillon.activities.carrier.ilyost;

import io.carillon.workflows.call.CallResult;

import java.util.List;

/**
 * Why a call that nobody answered ended. There is no state of its own for busy or no answer: the
 * text behind {@code completed} is all (Ilyost server, hangupCauseDescriptions; the numbers are
 * ITU-T Q.850).
 */
final class IlyostCauses {
    record Row(String text, int q850, CallResult result) {
        String code() {
            return "q850_" + q850;
        }
    }

    static final List<Row> TABLE =
            List.of(
                    // Whoever calls gave up: nobody else ends a call normally that rings.
                    new Row("Normal Clearing", 16, CallResult.NO_ANSWER),
                    new Row("User Busy", 17, CallResult.BUSY),
                    new Row("No User Response", 18, CallResult.NO_ANSWER),
                    new Row("No Answer", 19, CallResult.NO_ANSWER),
                    new Row("Subscriber Absent", 20, CallResult.NO_ANSWER),
                    new Row("Call Rejected", 21, CallResult.REJECTED),
                    new Row("Number Changed", 22, CallResult.INVALID_NUMBER),
                    new Row("Destination Out of Order", 27, CallResult.CONGESTION),
                    new Row("Invalid Number Format", 28, CallResult.INVALID_NUMBER),
                    new Row("Facility Rejected", 29, CallResult.REJECTED),
                    new Row("Circuit/Channel Congestion", 34, CallResult.CONGESTION),
                    new Row("Network Out of Order", 38, CallResult.CONGESTION),
                    new Row("Temporary Failure", 41, CallResult.CONGESTION),
                    new Row("Switching Equipment Congestion", 42, CallResult.CONGESTION),
                    new Row("Requested Channel Unavailable", 44, CallResult.CONGESTION),
                    new Row("Outgoing Call Barred", 52, CallResult.BLOCKED),
                    new Row("Incoming Call Barred", 54, CallResult.BLOCKED),
                    // Numbers without a text of their own come as "Unknown cause (1)".
                    new Row("Unknown cause (1)", 1, CallResult.INVALID_NUMBER),
                    new Row("Unknown cause (2)", 2, CallResult.INVALID_NUMBER),
                    new Row("Unknown cause (3)", 3, CallResult.INVALID_NUMBER));

    private IlyostCauses() {}

    static CallResult result(String text) {
        return TABLE.stream()
                .filter(row -> row.text().equalsIgnoreCase(text))
                .map(Row::result)
                .findFirst()
                .orElse(CallResult.CARRIER_ERROR);
    }

    static String code(String text) {
        return TABLE.stream()
                .filter(row -> row.text().equalsIgnoreCase(text))
                .map(Row::code)
                .findFirst()
                .orElse("ilyost_ended");
    }
}
