package io.carillon.activities.campaign;

import io.carillon.activities.testing.ManyLeads;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a campaign's workflow asks about its leads, beside a campaign with many. */
class LeadsLeftLookTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Rows ROWS = Rows.in(DATABASE);

    @BeforeAll
    static void fill() {
        ManyLeads.in(DATABASE, ROWS);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {CampaignRows.NEXT_DUE, CampaignRows.ANY_PENDING, CampaignRows.ANY_IN_CALL})
    void readsNoLeadsOfOthers(String statement) {
        ManyLeads.areNotReadBy(DATABASE, ROWS, statement);
    }
}
