package io.carillon.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/** How long is waited for a database that says nothing. */
class PatienceTest {
    private static final TestDatabase TESTED = TestDatabase.open();
    private static final Database DATABASE =
            Database.open(new DatabaseSettings(TESTED.url(), 2, 1));
    private static final Transactions TRANSACTIONS = DATABASE.transactions();

    private static final OrganizationId ORGANIZATION = new OrganizationId(UuidV7.next());

    @AfterAll
    static void close() {
        DATABASE.close();
        TESTED.close();
    }

    @Test
    void whatCallsWaitForIsGivenUpWithinSeconds() throws SQLException {
        assertThat(TRANSACTIONS.system(PatienceTest::asked)).isEqualTo("8s 5s");
        assertThat(silence(DATABASE.system())).isEqualTo(9_000);
    }

    @Test
    void aRequestIsGivenUpSoonerThanItsCallerWould() throws SQLException {
        assertThat(TRANSACTIONS.within(ORGANIZATION, PatienceTest::asked)).isEqualTo("20s 10s");
        assertThat(silence(DATABASE.app())).isEqualTo(22_000);
    }

    @Test
    void aLongRequestMayTakeMinutesAndTheNextUserOfItsConnectionMayNot() throws SQLException {
        assertThat(TRANSACTIONS.atLength(ORGANIZATION, PatienceTest::asked)).isEqualTo("2min 1min");

        assertThat(TRANSACTIONS.within(ORGANIZATION, PatienceTest::asked)).isEqualTo("20s 10s");
        assertThat(silence(DATABASE.app())).isEqualTo(22_000);
    }

    @Test
    void aLongRequestWithinAnotherMakesThatOnePatient() {
        assertThat(
                        TRANSACTIONS.within(
                                ORGANIZATION,
                                () -> TRANSACTIONS.atLength(ORGANIZATION, PatienceTest::asked)))
                .isEqualTo("2min 1min");
    }

    @Test
    void aLongRequestWithinTheSystemsTransactionLeavesThatAsItIs() {
        assertThat(
                        TRANSACTIONS.system(
                                () -> TRANSACTIONS.atLength(ORGANIZATION, PatienceTest::asked)))
                .isEqualTo("8s 5s");
    }

    @Test
    void workAtLengthIsPatientAndTheNextUserOfItsConnectionIsNot() throws SQLException {
        assertThat(TRANSACTIONS.atLength(PatienceTest::asked)).isEqualTo("10min 30s");

        assertThat(TRANSACTIONS.system(PatienceTest::asked)).isEqualTo("8s 5s");
        assertThat(silence(DATABASE.system())).isEqualTo(9_000);
    }

    private static int silence(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.getNetworkTimeout();
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
