package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What ends an import for its size, and with which reason. */
class LimitsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    // Eight records, whatever becomes of them; blank lines are none.
    private static final String EIGHT_ROWS =
            "phone,name\n2025550101,Ada\n\n2025550102,\"two\nlines\"\n911,X\n,Y\n2025550101,Ada\n"
                    + " \n2025550103,\"open\n2025550104,a,b,c\n2025550105,Eve\n";

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("draft", Rows.settings());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void endsAnImportThatUnpacksToFarMoreThanATable() throws IOException {
        var bench = new ImportBench(DATABASE);
        byte[] bomb = packed("phone,name\n2025550101,Ada\n", 1200L << 20);

        ImportRow done = bench.importAll(campaign, bomb);

        assertThat(bomb.length).isLessThan(2 << 20);
        assertThat(done.status()).isEqualTo("failed");
        assertThat(done.failureCode()).isEqualTo("FILE_TOO_LARGE");
        assertThat(done.counts().totalRows()).isEqualTo(1);
    }

    @Test
    void readsUpToAGigabyteOfText() throws IOException {
        PlainText text = PlainText.open(new Endless());

        text.text().skipNBytes(PlainText.BYTES_MAX - 128 * 1024);

        assertThatThrownBy(() -> text.text().skipNBytes(1 << 20))
                .isInstanceOfSatisfying(
                        LeadFileRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("FILE_TOO_LARGE"));
    }

    @Test
    void refusesTheFirstByteBeyondTheCap() throws IOException {
        var capped = new CappedStream(new ByteArrayInputStream(new byte[11]), 10);

        assertThat(capped.readNBytes(10)).hasSize(10);
        assertThatThrownBy(capped::read).isInstanceOf(LeadFileRefused.class);
    }

    @Test
    void takesAFileOfJustAsManyRowsAsThereMayBe() throws IOException {
        long counted = preview(EIGHT_ROWS).counts().totalRows();

        ImportRow done = new ImportBench(DATABASE, counted).importAll(campaign, EIGHT_ROWS);

        assertThat(counted).isEqualTo(8);
        assertThat(done.status()).isEqualTo("completed");
        assertThat(done.counts().totalRows()).isEqualTo(counted);
    }

    @Test
    void endsAnImportOfOneRowMore() throws IOException {
        long counted = preview(EIGHT_ROWS).counts().totalRows();

        ImportRow done = new ImportBench(DATABASE, counted - 1).importAll(campaign, EIGHT_ROWS);

        assertThat(done.status()).isEqualTo("failed");
        assertThat(done.failureCode()).isEqualTo("TOO_MANY_ROWS");
    }

    private LeadFilePreview preview(String text) throws IOException {
        return new ImportBench(DATABASE)
                .previews.preview(
                        rows.organizationId(),
                        new LeadFilePreviews.Into(
                                campaign.campaign(), RowRules.of(Rows.settings()), true),
                        null,
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] packed(String beginning, long zeros) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes, 1 << 16)) {
            gzip.write(beginning.getBytes(StandardCharsets.UTF_8));
            byte[] some = new byte[1 << 20];
            for (long written = 0; written < zeros; written += some.length) {
                gzip.write(some);
            }
        }
        return bytes.toByteArray();
    }

    /** Lines without end, made as they are read. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return '\n';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) '1');
            into[from] = '\n';
            return length;
        }
    }
}
