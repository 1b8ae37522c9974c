package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class CsvReaderTest {
    @Test
    void numbersPhysicalLinesWhateverEndsThem() {
        List<CsvRecord> records = read("a\r\nb\n\rc\n\n\"d\r\ne\rf\"\r\ng", ',');

        assertThat(records)
                .containsExactly(
                        whole(1, "a"),
                        whole(2, "b"),
                        whole(4, "c"),
                        whole(6, "d\r\ne\rf"),
                        whole(9, "g"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                // The quote runs into the next quote and closes before text.
                "~1,\"a\n2,\"b\"\n3,c\n~     # 1:1,\"a:ROW_BROKEN_QUOTE 2:2,b 3:3,c",
                // Never closed.
                "~1,a\n2,\"b\n3,c~           # 1:1,a 2:2,\"b:ROW_BROKEN_QUOTE 3:3,c",
                // Closed in the middle of the cell.
                "~1,\"a\"x,z\n2,b~           # 1:1,\"a\"x,z:ROW_BROKEN_QUOTE 2:2,b",
                // The row had a good cell of two lines before the broken one: the row ends where
                // the broken quote's line ends.
                "~1,\"x\ny\",\"a\n3,c\n~     # ~1:1,x\ny,\"a:ROW_BROKEN_QUOTE 3:3,c~",
                // Quotes inside bare cells are text.
                "~1,5\" pipe\n2,b~           # 1:1,5\" pipe 2:2,b",
                // Padding around quotes.
                "~1, \"a,b\" ,c\n~           # 1:1,a,b,c",
                // A quote that is opened last thing in the file.
                "~1,a\n2,\"~                 # 1:1,a 2:2,\":ROW_BROKEN_QUOTE",
            })
    void aBrokenQuoteCostsItsRowOnly(String text, String expected) {
        String records =
                read(text, ',').stream()
                        .map(
                                record ->
                                        record.line()
                                                + ":"
                                                + String.join(",", record.cells())
                                                + (record.broken() == null
                                                        ? ""
                                                        : ":" + record.broken()))
                        .reduce((a, b) -> a + " " + b)
                        .orElse("");

        assertThat(records).isEqualTo(expected);
    }

    @Test
    void passesOverRowsOfAnyLength() {
        String endless = "x".repeat(3 * 1024 * 1024);
        String quoted = "\"" + "y\n".repeat(40_000) + "\"";

        List<CsvRecord> records = read("1," + endless + "\n2," + quoted + "\n3,c\n", ',');

        assertThat(records.stream().map(record -> record.line() + " " + record.broken()))
                .containsExactly("1 ROW_TOO_LONG", "2 ROW_TOO_LONG", "40003 null");
    }

    @Test
    void passesOverMillionsOfEmptyLines() {
        List<CsvRecord> records = read("\r\n".repeat(3_000_000) + "a\n\n\nb", ',');

        assertThat(records).containsExactly(whole(3_000_001, "a"), whole(3_000_004, "b"));
    }

    @Test
    void aQuoteThatALaterRowClosedCostsItsRowOnly() {
        String text =
                "2025550001,Ada,\"open\n2025550002,Bob,ok\n2025550003,Cid,5\" ,x\n2025550004,Dan,ok\n";

        assertThat(readAs(new RecordShape(3, 0, ','), text))
                .containsExactly("1 ROW_BROKEN_QUOTE", "2 null", "3 null", "4 null");
    }

    @Test
    void textThatLooksLikeRowsStaysTextInARowThatIsWhole() {
        String text = "2025550001,Ada,\"tried\n2025550002,Bob,ok\n\"\n2025550003,Cid,ok\n";

        assertThat(readAs(new RecordShape(3, 0, ','), text)).containsExactly("1 null", "4 null");
    }

    @Test
    void aFileMadeOfQuotesThatCloseEachOtherIsReadInOnePass() {
        String text = "2025550001,a\",\"b\n".repeat(100_000);

        assertThat(readAs(new RecordShape(3, 0, ','), text))
                .hasSizeBetween(50_000, 100_000)
                .last()
                .asString()
                .startsWith("100000 ");
    }

    private static List<String> readAs(RecordShape shape, String text) {
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            var reader = new CsvReader(bytes, ',', 1, 0);
            reader.expect(shape);
            var records = new ArrayList<String>();
            for (CsvRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record.line() + " " + record.broken());
            }
            return records;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void readsUtf8AndWindows1252CellByCell() {
        byte[] bytes =
                new byte[] {
                    'Z', (byte) 0xE9, ',', (byte) 0xC3, (byte) 0xA9, ',', (byte) 0x80, ',', 'a', 0
                };

        assertThat(read(bytes, ',').getFirst().cells()).containsExactly("Zé", "é", "€", "a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithOpenCsvOnFilesWithoutFaults(long seed) throws Exception {
        var random = new Random(seed);
        char delimiter = ",;\t|".charAt(random.nextInt(4));
        var text = new StringBuilder();
        for (int row = 0; row < 300; row++) {
            int width = 2 + random.nextInt(5);
            for (int cell = 0; cell < width; cell++) {
                text.append(cell == 0 ? "" : "" + delimiter).append(cell(random, delimiter));
            }
            text.append(random.nextBoolean() ? "\r\n" : "\n");
        }

        List<List<String>> ours =
                read(text.toString(), delimiter).stream().map(CsvRecord::cells).toList();

        assertThat(ours).as("seed %d", seed).isEqualTo(openCsv(text.toString(), delimiter));
    }

    private static String cell(Random random, char delimiter) {
        var cell = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            cell.append("abcé€1 ".charAt(random.nextInt(7)));
        }
        String plain = "x" + cell.toString().strip();
        return switch (random.nextInt(4)) {
            case 0 -> '"' + plain + delimiter + "y\"\"z\"";
            case 1 -> '"' + plain + "\nsecond line\"";
            case 2 -> "";
            default -> plain;
        };
    }

    private static List<List<String>> openCsv(String text, char delimiter)
            throws IOException, CsvException {
        try (var reader =
                new CSVReaderBuilder(new StringReader(text))
                        .withKeepCarriageReturn(false)
                        .withCSVParser(new RFC4180ParserBuilder().withSeparator(delimiter).build())
                        .build()) {
            var rows = new ArrayList<List<String>>();
            for (String[] row : reader.readAll()) {
                rows.add(Arrays.asList(row));
            }
            return rows;
        }
    }

    private static CsvRecord whole(long line, String... cells) {
        return new CsvRecord(line, List.of(cells), null);
    }

    private static List<CsvRecord> read(String text, char delimiter) {
        return read(text.getBytes(StandardCharsets.UTF_8), delimiter);
    }

    private static List<CsvRecord> read(byte[] bytes, char delimiter) {
        try {
            var reader = new CsvReader(new ByteArrayInputStream(bytes), delimiter, 1, 0);
            var records = new ArrayList<CsvRecord>();
            for (CsvRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
            return records;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
