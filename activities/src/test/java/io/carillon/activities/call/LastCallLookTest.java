package io.carillon.activities.call;

import io.carillon.activities.testing.ManyLeads;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call's end asks about the campaign's other leads, beside a campaign with many. */
class LastCallLookTest {
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
            strings = {
                CampaignWaker.FIRST_DUE,
                CampaignWaker.NONE_PENDING,
                CampaignWaker.NOTHING_LEFT
            })
    void readsNoLeadsOfOthers(String statement) {
        ManyLeads.areNotReadBy(DATABASE, ROWS, statement);
    }
}
