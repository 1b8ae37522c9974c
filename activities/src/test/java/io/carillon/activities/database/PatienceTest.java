package io.carillon.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;

/** How long is waited for a database that says nothing. */
class PatienceTest {
    private static final TestDatabase TESTED = TestDatabase.open();
    private static final Database DATABASE =
            Database.open(new DatabaseSettings(TESTED.url(), 2, 1));
    private static final Transactions TRANSACTIONS = DATABASE.transactions();

    @AfterAll
    static void close() {
        DATABASE.close();
        TESTED.close();
    }

    @Test
    void whatCallsWaitForIsGivenUpWithinSeconds() throws SQLException {
        assertThat(TRANSACTIONS.system(PatienceTest::asked)).isEqualTo("8s 5s");
        try (Connection connection = DATABASE.system().getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(9_000);
        }
    }

    @Test
    void aRequestMayTakeMinutes() throws SQLException {
        try (Connection connection = DATABASE.app().getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(125_000);
        }
    }

    @Test
    void workAtLengthIsPatientAndTheNextUserOfItsConnectionIsNot() throws SQLException {
        assertThat(TRANSACTIONS.atLength(PatienceTest::asked)).isEqualTo("10min 30s");

        assertThat(TRANSACTIONS.system(PatienceTest::asked)).isEqualTo("8s 5s");
        try (Connection connection = DATABASE.system().getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(9_000);
        }
    }

    private static String asked() {
        return TRANSACTIONS
                .jdbc()
                .sql(
                        """
                        SELECT current_setting('statement_timeout') || ' '
                            || current_setting('idle_in_transaction_session_timeout')
                        """)
                .query(String.class)
                .single();
    }
}
