package io.carillon.api.number;

import io.carillon.api.http.JsonReader;

import java.util.List;

/** The carriers a user may name. */
public final class Carriers {
    private static final List<String> AVAILABLE = List.of("simulator", "twilio", "ilyost");

    private Carriers() {}

    /** The member {@code carrier}, or the one given; sip is of a later version (422). */
    public static String read(JsonReader json, String otherwise) {
        String carrier = json.text("carrier", 50);
        if (carrier == null) {
            return otherwise;
        }
        if (carrier.equals("sip")) {
            json.refuseForNow("carrier", "carrier sip");
        } else if (!AVAILABLE.contains(carrier)) {
            json.refuse("carrier", "NOT_ONE_OF", "is not one of " + String.join(", ", AVAILABLE));
        }
        return carrier;
    }
}
