package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PositionTest {
    static List<String> files() {
        return FileCase.names("good");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsReadOnBehindEachOfItsRecords(String name) throws IOException {
        byte[] bytes = ImportBench.file(name);
        var records = new ArrayList<CsvRecord>();
        var positions = new ArrayList<Position>();
        LeadFile file = open(bytes);
        for (CsvRecord record = file.next(); record != null; record = file.next()) {
            records.add(record);
            positions.add(file.position(records.size()));
        }

        for (Position position : positions) {
            LeadFile rest = open(bytes).behind(position, new ByteArrayInputStream(bytes));

            assertThat(all(rest))
                    .as("behind record %d", position.record())
                    .isEqualTo(records.subList((int) position.record(), records.size()));
            assertThat(rest.position(records.size())).isEqualTo(file.position(records.size()));
        }
    }

    private static LeadFile open(byte[] bytes) throws IOException {
        return LeadFile.openAnyway(new ByteArrayInputStream(bytes), Map.of());
    }

    private static List<CsvRecord> all(LeadFile file) throws IOException {
        var records = new ArrayList<CsvRecord>();
        for (CsvRecord record = file.next(); record != null; record = file.next()) {
            records.add(record);
        }
        return records;
    }
}
