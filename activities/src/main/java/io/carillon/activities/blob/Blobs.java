package io.carillon.activities.blob;

import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.OrganizationId;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Files that API and workers share: lead files, audio, recordings, exports. Written and read as
 * streams, a piece of 1 MiB and a short transaction at a time, so that a file of 1 GB holds neither
 * memory nor a connection. Blobs never change once complete.
 */
public interface Blobs {
    /**
     * Stores what the stream gives until its end; the blob is seen by {@link #find} and {@link
     * #open} only when all of it is there. The stream is not closed. Call it outside a transaction:
     * inside one the pieces join it.
     *
     * @param contentType as it is to be served, for example {@code text/csv}
     * @param maxBytes larger streams are refused
     * @throws BlobTooLarge when the stream holds more; nothing is kept
     * @throws IOException when the stream fails; nothing is kept
     */
    BlobId write(
            OrganizationId organization,
            BlobPurpose purpose,
            String contentType,
            InputStream bytes,
            long maxBytes)
            throws IOException;

    /** A complete blob; empty when there is none, or it is another organization's. */
    Optional<Blob> find(OrganizationId organization, BlobId id);

    /**
     * Reads from the beginning; {@link InputStream#skip} jumps without reading what lies between.
     * Any number of readers at once, from any thread, in or outside a transaction.
     *
     * @throws BlobGone when there is no such complete blob; its {@code read} throws it too when the
     *     blob is deleted meanwhile
     */
    InputStream open(OrganizationId organization, BlobId id) throws BlobGone;

    /** Fine when it is gone already. */
    void delete(OrganizationId organization, BlobId id);

    /**
     * Removes what never became complete, since the writer was lost or its caller hung up, and lead
     * files that no import names: they are stored before the transaction that begins the import.
     *
     * @param age those begun longer ago than this
     * @return how many
     */
    int removeLeftBehind(Duration age);

    /**
     * Removes uploaded files nobody reads any more: those of imports that have ended.
     *
     * @return how many
     */
    int removeRead();

    /**
     * @param sizeBytes of the whole
     * @param sha256 of the whole, in lower-case hex
     */
    record Blob(
            BlobId id,
            BlobPurpose purpose,
            String contentType,
            long sizeBytes,
            String sha256,
            Instant createdAt) {}
}
