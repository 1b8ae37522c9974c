package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.UUID;

/** Dispatchers claim for the account the gate would take. */
class AccountClaimsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());
    private final UUID second = UuidV7.next();
    private final Claims claims =
            new Claims(
                    DATABASE.transactions(),
                    new Budget(DATABASE.transactions(), new Demands(DATABASE.transactions(), 50)),
                    decision -> {});

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    status = 'active'                                               ~ status = 'active' ~ 5
                    status = 'paused'                                               ~ status = 'active' ~ 5
                    status = 'down'                                                 ~ status = 'active' ~ 5
                    max_concurrent = 0                                              ~ status = 'active' ~ 5
                    max_concurrent = 0                                              ~ max_concurrent = 3 ~ 3
                    status = 'down', down_until = carillon_now()                    ~ status = 'active' ~ 5
                    status = 'down', down_until = carillon_now()                    ~ status = 'paused' ~ 1
                    status = 'down', down_until = carillon_now() + interval '1 day' ~ status = 'paused' ~ 1
                    status = 'paused'                                               ~ status = 'paused' ~ 1
                    pace_share = 0.125, slowed_at = carillon_now(), calls_per_second = 8 ~ status = 'active' ~ 1
                    """)
    void claimsWhatTheAccountMayDial(String first, String other, int most) {
        rows.update(
                """
                INSERT INTO carrier_accounts (id, organization_id, carrier, name, calls_per_second, max_concurrent)
                VALUES (:id, :organization, 'simulator', 'second', 50, 1000)
                """,
                Map.of("id", second));
        rows.update(
                "UPDATE campaigns SET accounts = accounts || :second::uuid WHERE organization_id = :organization",
                Map.of("second", second));
        account(rows.account(), first);
        account(second, other);
        for (int i = 0; i < 5; i++) {
            rows.lead(campaign, "+1212555010" + i, "America/New_York");
        }

        assertThat(claims.look(campaign).calls()).hasSize(most);
    }

    private void account(UUID id, String assignments) {
        rows.update(
                "UPDATE carrier_accounts SET "
                        + assignments
                        + " WHERE id = :id AND organization_id = :organization",
                Map.of("id", id));
    }
}
