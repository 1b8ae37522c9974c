package io.carillon.activities.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;

class BlobsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Transactions TRANSACTIONS = DATABASE.transactions();
    private static final int MIB = JdbcBlobs.CHUNK_BYTES;

    private final Blobs blobs = new JdbcBlobs(TRANSACTIONS);
    private OrganizationId organization;
    private OrganizationId other;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void organizations() {
        organization = organization();
        other = organization();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 17})
    void givesBackWhatWasWritten(int size) throws Exception {
        byte[] bytes = bytes(size);

        BlobId id = write(bytes, Long.MAX_VALUE);

        Blobs.Blob blob = blobs.find(organization, id).orElseThrow();
        assertThat(blob.sizeBytes()).isEqualTo(size);
        assertThat(blob.sha256())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        java.security.MessageDigest.getInstance("SHA-256")
                                                .digest(bytes)));
        try (InputStream stream = blobs.open(organization, id)) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, MIB - 1, MIB, 2L * MIB + 9, 3L * MIB + 16, 3L * MIB + 17})
    void readsOnBehindASkip(long skipped) throws IOException {
        byte[] bytes = bytes(3 * MIB + 17);
        BlobId id = write(bytes, Long.MAX_VALUE);

        try (InputStream stream = blobs.open(organization, id)) {
            stream.skipNBytes(skipped);

            assertThat(stream.read())
                    .isEqualTo(skipped < bytes.length ? bytes[(int) skipped] & 0xff : -1);
            assertThat(stream.skip(Long.MAX_VALUE))
                    .isEqualTo(Math.max(0, bytes.length - skipped - 1));
        }
    }

    @Test
    void keepsNothingOfAStreamThatIsTooLarge() {
        assertThatThrownBy(() -> write(bytes(2 * MIB), 2 * MIB - 1))
                .isInstanceOf(BlobTooLarge.class);

        assertThat(rows()).isZero();
    }

    @Test
    void keepsNothingOfAStreamThatBreaks() {
        var broken =
                new SequenceInputStream(
                        new ByteArrayInputStream(bytes(MIB)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the client hung up");
                            }
                        });

        assertThatThrownBy(
                        () ->
                                blobs.write(
                                        organization,
                                        BlobPurpose.AUDIO,
                                        "audio/wav",
                                        broken,
                                        10L * MIB))
                .hasMessage("the client hung up");

        assertThat(rows()).isZero();
    }

    @Test
    void hidesBlobsOfOtherOrganizations() throws IOException {
        BlobId id = write(bytes(10), 10);

        assertThat(blobs.find(other, id)).isEmpty();
        assertThatThrownBy(() -> blobs.open(other, id)).isInstanceOf(BlobGone.class);
    }

    @Test
    void saysSoWhenABlobIsDeletedUnderItsReader() throws IOException {
        BlobId id = write(bytes(2 * MIB), 2 * MIB);
        InputStream stream = blobs.open(organization, id);
        stream.readNBytes(MIB);

        blobs.delete(organization, id);

        assertThatThrownBy(stream::read).isInstanceOf(BlobGone.class);
        blobs.delete(organization, id);
    }

    @Test
    void removesWhatNeverBecameCompleteAfterADay() throws IOException {
        BlobId complete = write(bytes(10), 10);
        DATABASE.asSuperuser("UPDATE blobs SET created_at = now() - interval '25 hours'");
        BlobId fresh = write(bytes(10), 10);
        BlobId lost = write(bytes(10), 10);
        DATABASE.asSuperuser(
                "UPDATE blobs SET complete = false WHERE id IN ('%s', '%s')"
                        .formatted(fresh.value(), lost.value()));
        DATABASE.asSuperuser(
                "UPDATE blobs SET created_at = now() - interval '25 hours' WHERE id = '%s'"
                        .formatted(lost.value()));

        assertThat(blobs.removeLeftBehind(Duration.ofDays(1))).isEqualTo(1);

        assertThat(rows()).isEqualTo(2);
        assertThat(blobs.find(organization, complete)).isPresent();
    }

    private BlobId write(byte[] bytes, long maxBytes) throws IOException {
        return blobs.write(
                organization,
                BlobPurpose.AUDIO,
                "audio/wav",
                new ByteArrayInputStream(bytes),
                maxBytes);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private long rows() {
        return TRANSACTIONS.<Long>system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql("SELECT count(*) FROM blobs WHERE organization_id = :id")
                                .param("id", organization.value())
                                .query(Long.class)
                                .single());
    }

    private static OrganizationId organization() {
        var id = new OrganizationId(UuidV7.next());
        TRANSACTIONS.system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql("INSERT INTO organizations (id, name) VALUES (:id, 'acme')")
                                .param("id", id.value())
                                .update());
        return id;
    }
}
