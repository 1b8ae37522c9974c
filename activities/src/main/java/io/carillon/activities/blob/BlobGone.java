package io.carillon.activities.blob;

import io.carillon.workflows.ids.BlobId;

import java.io.IOException;

/** There is no such complete blob, or it was deleted while being read. Retrying does not help. */
public final class BlobGone extends IOException {
    BlobGone(BlobId id) {
        super(id + " does not exist or is not complete");
    }
}
