package io.carillon.activities.blob;

import java.io.IOException;

/** A stream held more than was allowed; nothing of it is kept. */
public final class BlobTooLarge extends IOException {
    private final long maxBytes;

    BlobTooLarge(long maxBytes) {
        super("a file of more than " + maxBytes + " bytes (expected: at most that many)");
        this.maxBytes = maxBytes;
    }

    public long maxBytes() {
        return maxBytes;
    }
}
