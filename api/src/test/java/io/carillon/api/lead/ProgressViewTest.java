package io.carillon.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.leadfile.ChosenMapping;
import io.carillon.activities.leadfile.ImportCounts;
import io.carillon.activities.leadfile.ImportRow;
import io.carillon.activities.leadfile.Position;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class ProgressViewTest {
    private static final Instant BEGAN = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest(name = "{0}, {1} of {2} bytes, {3} rows")
    @CsvSource({
        "queued,    0,    1000, 0,   0.0,",
        "running,   0,    1000, 0,   0.0,",
        "running,   250,  1000, 100, 0.25,  30",
        "running,   999,  1000, 400, 0.999, 0",
        "running,   1000, 1000, 400, 1.0,   0",
        "running,   0,    1000, 100, ,",
        "failed,    500,  1000, 200, 0.5,   0",
        "failed,    0,    1000, 200, ,      0",
        "canceled,  0,    1000, 0,   0.0,   0",
        "completed, 0,    1000, 200, 1.0,   0",
        "completed, 998,  1000, 200, 1.0,   0"
    })
    void saysHowFarAnImportIsWhereSomebodyKnows(
            String status,
            long read,
            long size,
            long rows,
            @Nullable Double fraction,
            @Nullable Long left) {
        ProgressView shown = ProgressView.of(row(status, read, size, rows));

        assertThat(shown)
                .isEqualTo(
                        new ProgressView(
                                rows,
                                fraction,
                                rows == 0 || status.equals("queued") ? null : rows / 10.0,
                                left));
    }

    /** Ten seconds after it began. */
    private static ImportRow row(String status, long read, long size, long rows) {
        return new ImportRow(
                new ImportId(UuidV7.next()),
                new OrganizationId(UuidV7.next()),
                new CampaignId(UuidV7.next()),
                null,
                status,
                "leads.csv.gz",
                Map.of(),
                ChosenMapping.Source.GUESSED,
                List.of("phone"),
                "UTF-16LE",
                ",",
                size,
                true,
                new Position(rows, rows + 1, read * 3),
                read,
                new ImportCounts(rows, 0, 0, 0, 0, Map.of(), Map.of()),
                null,
                null,
                BEGAN,
                status.equals("queued") ? null : BEGAN,
                null,
                null,
                BEGAN.plusSeconds(10));
    }
}
