package io.carillon.activities.blob;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.OrganizationId;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a blob piece by piece; one piece is in memory, no transaction stays open between two. */
final class BlobStream extends InputStream {
    private static final String CHUNK =
            """
            SELECT bytes
            FROM blob_chunks
            WHERE blob_id = :id AND ordinal = :ordinal AND organization_id = :organization
            """;

    private final Transactions transactions;
    private final OrganizationId organization;
    private final Blobs.Blob blob;
    private byte[] chunk = new byte[0];
    private int loadedOrdinal = -1;
    private long position;

    BlobStream(Transactions transactions, OrganizationId organization, Blobs.Blob blob) {
        this.transactions = transactions;
        this.organization = organization;
        this.blob = blob;
    }

    @Override
    public int read() throws IOException {
        if (position >= blob.sizeBytes()) {
            return -1;
        }
        load();
        return chunk[offset(position++)] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= blob.sizeBytes()) {
            return -1;
        }
        load();
        int count = Math.min(length, chunk.length - offset(position));
        System.arraycopy(chunk, offset(position), target, from, count);
        position += count;
        return count;
    }

    @Override
    public long skip(long bytes) {
        long skipped = Math.clamp(bytes, 0, blob.sizeBytes() - position);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        boolean loaded = loadedOrdinal == ordinal(position);
        return loaded && position < blob.sizeBytes() ? chunk.length - offset(position) : 0;
    }

    private void load() throws IOException {
        int ordinal = ordinal(position);
        if (ordinal != loadedOrdinal) {
            chunk = fetch(ordinal).orElseThrow(() -> new BlobGone(blob.id()));
            loadedOrdinal = ordinal;
        }
    }

    private Optional<byte[]> fetch(int ordinal) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(CHUNK)
                                .param("id", blob.id().value())
                                .param("ordinal", ordinal)
                                .param("organization", organization.value())
                                .query((row, number) -> row.getBytes("bytes"))
                                .optional());
    }

    private static int ordinal(long position) {
        return (int) (position / JdbcBlobs.CHUNK_BYTES);
    }

    private static int offset(long position) {
        return (int) (position % JdbcBlobs.CHUNK_BYTES);
    }
}
