package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.ManySuppressions;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;

class GateLookTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void findsSuppressionsOfANumberByIndex() {
        Rows rows = Rows.in(DATABASE);
        ManySuppressions.in(DATABASE, rows);

        List<String> plan =
                DATABASE.transactions()
                        .system(
                                () ->
                                        DATABASE.transactions()
                                                .jdbc()
                                                .sql("EXPLAIN " + GateLook.LOOK)
                                                .param("call", UuidV7.next())
                                                .param(
                                                        "organization",
                                                        rows.organizationId().value())
                                                .param("campaign", UuidV7.next())
                                                .param("account", rows.account())
                                                .param("number", "+12025550100")
                                                .param("prefixes", new String[] {"+1", "+12"})
                                                .param("window", "P1D")
                                                .param("asked", new java.util.UUID[0])
                                                .query(String.class)
                                                .list());

        assertThat(plan)
                .anyMatch(line -> line.contains("suppressions_by_number"))
                .noneMatch(line -> line.contains("Seq Scan on suppressions"));
    }
}
