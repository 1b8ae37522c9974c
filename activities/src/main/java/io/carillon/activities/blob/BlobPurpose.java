package io.carillon.activities.blob;

import java.util.Locale;

/** What a blob is for; also how long it is worth keeping. */
public enum BlobPurpose {
    LEAD_FILE,
    AUDIO,
    RECORDING,
    EXPORT;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BlobPurpose parse(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
