package io.carillon.activities.lead;

import java.util.Locale;

/** What a lead's zones were worked out from, from the weakest to the surest. */
public enum ZoneSource {
    UNKNOWN,
    NUMBER,
    STATE,
    POSTAL_CODE,
    COLUMN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ZoneSource ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
