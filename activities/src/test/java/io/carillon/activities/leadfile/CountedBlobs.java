package io.carillon.activities.leadfile;

import io.carillon.activities.blob.BlobGone;
import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.Blobs;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.OrganizationId;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Blobs that know how much was read of them; what a reader jumps over does not count. */
final class CountedBlobs implements Blobs {
    private final Blobs blobs;
    private final AtomicLong bytesRead = new AtomicLong();

    CountedBlobs(Blobs blobs) {
        this.blobs = blobs;
    }

    long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public InputStream open(OrganizationId organization, BlobId id) throws BlobGone {
        return new Counted(blobs.open(organization, id));
    }

    @Override
    public BlobId write(
            OrganizationId organization,
            BlobPurpose purpose,
            String contentType,
            InputStream bytes,
            long maxBytes)
            throws IOException {
        return blobs.write(organization, purpose, contentType, bytes, maxBytes);
    }

    @Override
    public Optional<Blob> find(OrganizationId organization, BlobId id) {
        return blobs.find(organization, id);
    }

    @Override
    public void delete(OrganizationId organization, BlobId id) {
        blobs.delete(organization, id);
    }

    @Override
    public int removeLeftBehind(Duration age) {
        return blobs.removeLeftBehind(age);
    }

    @Override
    public int removeRead() {
        return blobs.removeRead();
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytesRead.addAndGet(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            bytesRead.addAndGet(Math.max(read, 0));
            return read;
        }
    }
}
