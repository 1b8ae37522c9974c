package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.ManySuppressions;
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

        List<String> plan =
                DATABASE.transactions()
                        .within(
                                rows.organizationId(),
                                () ->
                                        DATABASE.transactions()
                                                .jdbc()
                                                .sql("EXPLAIN " + IntakeRows.SUPPRESSED)
                                                .param("phones", new String[] {"+12025550100"})
                                                .param(
                                                        "organization",
                                                        rows.organizationId().value())
                                                .param("campaign", UuidV7.next())
                                                .query(String.class)
                                                .list());

        assertThat(plan)
                .anyMatch(line -> line.contains("suppressions_by_number"))
                .noneMatch(line -> line.contains("Seq Scan on suppressions"));
    }
}
