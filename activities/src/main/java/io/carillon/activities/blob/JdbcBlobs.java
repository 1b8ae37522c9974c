package io.carillon.activities.blob;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.OrganizationId;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;

/** Blobs as rows of 1 MiB. */
final class JdbcBlobs implements Blobs {
    /** Every piece but the last is as long, so that a skip can count them. */
    static final int CHUNK_BYTES = 1 << 20;

    private static final String BEGIN =
            """
            INSERT INTO blobs (id, organization_id, purpose, content_type, created_at)
            VALUES (:id, :organization, :purpose, :content_type, carillon_now())
            """;

    private static final String APPEND =
            """
            INSERT INTO blob_chunks (organization_id, blob_id, ordinal, bytes)
            VALUES (:organization, :id, :ordinal, :bytes)
            """;

    private static final String COMPLETE =
            """
            UPDATE blobs
            SET complete = true, size_bytes = :size, sha256 = :sha256
            WHERE id = :id AND organization_id = :organization
            """;

    private static final String FIND =
            """
            SELECT id, purpose, content_type, size_bytes, sha256, created_at
            FROM blobs
            WHERE id = :id AND organization_id = :organization AND complete
            """;

    private static final String DELETE =
            "DELETE FROM blobs WHERE id = :id AND organization_id = :organization";

    private static final String REMOVE_LEFT_BEHIND =
            """
            DELETE FROM blobs
            WHERE created_at < carillon_now() - :millis * interval '1 millisecond'
              AND (NOT complete
                OR purpose = 'lead_file' AND NOT EXISTS (SELECT FROM imports i WHERE i.blob_id = blobs.id))
            """;

    // One at a time: a file of 1 GB takes a moment.
    private static final String REMOVE_READ =
            """
            DELETE FROM blobs
            WHERE id = (
                SELECT blob_id
                FROM imports
                WHERE blob_id IS NOT NULL
                  AND status NOT IN ('queued', 'running')
                LIMIT 1)
            """;

    private final Transactions transactions;

    JdbcBlobs(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public BlobId write(
            OrganizationId organization,
            BlobPurpose purpose,
            String contentType,
            InputStream bytes,
            long maxBytes)
            throws IOException {
        var id = new BlobId(UuidV7.next());
        begin(organization, id, purpose, contentType);
        try {
            append(organization, id, bytes, maxBytes);
        } catch (IOException | RuntimeException failed) {
            discard(organization, id, failed);
            throw failed;
        }
        return id;
    }

    private void begin(
            OrganizationId organization, BlobId id, BlobPurpose purpose, String contentType) {
        transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(BEGIN)
                                .param("id", id.value())
                                .param("organization", organization.value())
                                .param("purpose", purpose.wire())
                                .param("content_type", contentType)
                                .update());
    }

    private void append(OrganizationId organization, BlobId id, InputStream bytes, long maxBytes)
            throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        for (int ordinal = 0; ; ordinal++) {
            byte[] chunk = bytes.readNBytes(CHUNK_BYTES);
            size += chunk.length;
            if (size > maxBytes) {
                throw new BlobTooLarge(maxBytes);
            }
            if (chunk.length > 0) {
                digest.update(chunk);
                append(organization, id, ordinal, chunk);
            }
            if (chunk.length < CHUNK_BYTES) {
                complete(organization, id, size, digest.digest());
                return;
            }
        }
    }

    private void append(OrganizationId organization, BlobId id, int ordinal, byte[] chunk) {
        transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(APPEND)
                                .param("organization", organization.value())
                                .param("id", id.value())
                                .param("ordinal", ordinal)
                                .param("bytes", chunk)
                                .update());
    }

    private void complete(OrganizationId organization, BlobId id, long size, byte[] sha256) {
        transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(COMPLETE)
                                .param("organization", organization.value())
                                .param("id", id.value())
                                .param("size", size)
                                .param("sha256", sha256)
                                .update());
    }

    /** What cannot be discarded now is removed as incomplete after a day. */
    private void discard(OrganizationId organization, BlobId id, Exception why) {
        try {
            delete(organization, id);
        } catch (RuntimeException failed) {
            why.addSuppressed(failed);
        }
    }

    @Override
    public Optional<Blob> find(OrganizationId organization, BlobId id) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(FIND)
                                .param("id", id.value())
                                .param("organization", organization.value())
                                .query((row, number) -> blob(row))
                                .optional());
    }

    private static Blob blob(ResultSet row) throws SQLException {
        return new Blob(
                new BlobId(row.getObject("id", java.util.UUID.class)),
                BlobPurpose.parse(row.getString("purpose")),
                row.getString("content_type"),
                row.getLong("size_bytes"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public InputStream open(OrganizationId organization, BlobId id) throws BlobGone {
        Blob blob = find(organization, id).orElseThrow(() -> new BlobGone(id));
        return new BlobStream(transactions, organization, blob);
    }

    @Override
    public void delete(OrganizationId organization, BlobId id) {
        transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(DELETE)
                                .param("id", id.value())
                                .param("organization", organization.value())
                                .update());
    }

    @Override
    public int removeLeftBehind(Duration age) {
        return transactions.<Integer>system(
                () ->
                        transactions
                                .jdbc()
                                .sql(REMOVE_LEFT_BEHIND)
                                .param("millis", age.toMillis())
                                .update());
    }

    @Override
    public int removeRead() {
        int removed = 0;
        while (transactions.<Integer>system(() -> transactions.jdbc().sql(REMOVE_READ).update())
                > 0) {
            removed++;
        }
        return removed;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
