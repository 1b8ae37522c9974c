package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

class GunzipTest {
    private static final byte[] ADA = packed("Ada");
    private static final byte[] GRACE = packed("Grace");

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64 * 1024})
    void readsAllMembersHoweverTheyArrive(int bytesAtOnce) throws IOException {
        byte[] file = joined(ADA, packed(""), GRACE, new byte[600]);

        assertThat(text(new Trickle(file, bytesAtOnce))).isEqualTo("AdaGrace");
    }

    @Test
    void readsPastNameCommentAndExtraField() throws IOException {
        byte[] header = {31, (byte) 139, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 0};
        byte[] file =
                joined(
                        header,
                        new byte[] {2, 0, 'x', 'y'},
                        "leads.csv\0a comment\0".getBytes(StandardCharsets.ISO_8859_1),
                        new byte[] {1, 2},
                        Arrays.copyOfRange(ADA, 10, ADA.length));

        assertThat(text(new ByteArrayInputStream(file))).isEqualTo("Ada");
    }

    @Test
    void saysSoAgainAndAgainWhereverTheFileIsCutOff() throws IOException {
        for (int length = 2; length < ADA.length; length++) {
            var gunzip = new Gunzip(new ByteArrayInputStream(ADA, 0, length));

            assertThatThrownBy(gunzip::readAllBytes).isInstanceOf(EOFException.class);
            assertThatThrownBy(gunzip::read).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void takesNothingElseForAnEnd() {
        byte[] wrongSum = ADA.clone();
        wrongSum[ADA.length - 6] ^= 1;
        byte[] wrongLength = ADA.clone();
        wrongLength[ADA.length - 1] ^= 1;
        byte[] brokenMember = GRACE.clone();
        brokenMember[0] = 'x';

        for (byte[] file :
                new byte[][] {
                    wrongSum,
                    wrongLength,
                    joined(ADA, brokenMember),
                    joined(ADA, ADA, new byte[] {9})
                }) {
            assertThatThrownBy(() -> text(new ByteArrayInputStream(file)))
                    .isInstanceOf(ZipException.class);
        }
    }

    @Test
    void refusesWhatWasMadeToFillADisk() {
        byte[] bomb = packed("0".repeat(32 * 1024 * 1024));

        assertThatThrownBy(() -> text(new ByteArrayInputStream(bomb)))
                .isInstanceOfSatisfying(
                        LeadFileRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("FILE_TOO_LARGE"));
    }

    @Test
    void readsTablesOfEmptyColumns() throws IOException {
        String table =
                IntStream.range(0, 100_000)
                        .mapToObj(
                                i -> "+1202555%04d".formatted(i % 10_000) + ",".repeat(200) + "\n")
                        .collect(Collectors.joining());

        assertThat(text(new ByteArrayInputStream(packed(table)))).hasSize(table.length());
    }

    private static String text(InputStream packed) throws IOException {
        return new String(new Gunzip(packed).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** Gives a few bytes at a time and never promises more. */
    private static final class Trickle extends ByteArrayInputStream {
        private final int bytesAtOnce;

        Trickle(byte[] bytes, int bytesAtOnce) {
            super(bytes);
            this.bytesAtOnce = bytesAtOnce;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, bytesAtOnce));
        }

        @Override
        public synchronized int available() {
            return 0;
        }
    }
}
