package io.carillon.activities.blob;

import io.carillon.workflows.ids.BlobId;

import java.io.IOException;

/** There is no such complete blob, or it was deleted while being read. Retrying does not help. */
public final class BlobGone extends IOException {
    BlobGone(BlobId id) {
        this(id.toString());
    }

    /**
     * @param what named for people
     */
    public BlobGone(String what) {
        super(what + " does not exist or is not complete");
    }
}
