package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class StatementLogTest {
    private static final String LOG =
            """
            ~carillon~11~LOG:  execute S_1: BEGIN
            ~carillon~12~LOG:  execute S_1: BEGIN
            ~carillon~11~LOG:  execute S_2: SELECT a
            \t  FROM b
            ~temporal~13~LOG:  execute S_9: SELECT theirs
            ~carillon~12~LOG:  execute <unnamed>: UPDATE c SET d = 1
            ~carillon~11~LOG:  execute fetch from S_2/C_3: SELECT a
            \t  FROM b
            ~carillon~11~LOG:  execute S_4: COMMIT
            ~carillon~12~ERROR:  deadlock detected
            ~carillon~12~LOG:  execute S_4: ROLLBACK
            ~carillon~11~LOG:  statement: SET extra_float_digits = 3
            """;

    @Test
    void tellsStatementsByTheTransactionTheyWereIn() {
        StatementLog.Asked asked = StatementLog.read(LOG);

        assertThat(asked)
                .isEqualTo(
                        new StatementLog.Asked(
                                3,
                                2,
                                Map.of(
                                        List.of("SELECT a FROM b", "SELECT a FROM b"),
                                        1,
                                        List.of("UPDATE c SET d = 1"),
                                        1)));
    }

    @Test
    void givesEachKindOfTransactionPerCall() {
        var table = new StatementTable(StatementLog.read(LOG), 2);

        assertThat(table.statements()).isEqualTo(1.5);
        assertThat(table.transactions()).isEqualTo(1.0);
        assertThat(table.lines())
                .contains("transaction    0.50  SELECT a FROM b")
                .contains("               1.00    SELECT a FROM b");
    }
}
