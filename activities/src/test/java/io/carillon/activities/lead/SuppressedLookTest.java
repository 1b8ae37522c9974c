package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.ManySuppressions;
import io.carillon.activities.testing.Plans;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;

class SuppressedLookTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void findsNumbersByIndexAlsoUnderRowLevelSecurity() {
        Rows rows = Rows.in(DATABASE);
        ManySuppressions.in(DATABASE, rows);

        List<String> plan = Plans.kept(DATABASE, rows, IntakeRows.SUPPRESSED);

        assertThat(plan)
                .anyMatch(line -> line.contains("suppressions_by_number"))
                .noneMatch(line -> line.contains("Seq Scan on suppressions"));
    }
}
