package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What the database itself promises about leads and their campaigns. */
class LeadsCampaignTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private CampaignStart campaign;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void aCampaign() {
        campaign = Rows.in(DATABASE).campaign("draft", Rows.settings());
    }

    @Test
    void takesLeadsOfItsCampaigns() throws SQLException {
        try (Connection connection = DATABASE.superuser()) {
            insert(connection, campaign.campaign().value(), campaign.organization().value());
            assertThat(leads(connection)).isEqualTo(1);
        }
    }

    @Test
    void refusesLeadsOfNoCampaign() throws SQLException {
        try (Connection connection = DATABASE.superuser()) {
            refused(() -> insert(connection, UuidV7.next(), campaign.organization().value()));
        }
    }

    @Test
    void refusesLeadsOfAnotherOrganizationsCampaign() throws SQLException {
        CampaignStart other = Rows.in(DATABASE).campaign("draft", Rows.settings());

        try (Connection connection = DATABASE.superuser()) {
            refused(
                    () ->
                            insert(
                                    connection,
                                    campaign.campaign().value(),
                                    other.organization().value()));
        }
    }

    @Test
    void refusesWholeStatementsOfWhichOneLeadHasNoCampaign() throws SQLException {
        try (Connection connection = DATABASE.superuser()) {
            refused(
                    () ->
                            execute(
                                    connection,
                                    "INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, due_at)"
                                            + " SELECT gen_random_uuid(), '%s', id, 'p:+12025550100', ARRAY['+12025550100'], now()"
                                                    .formatted(campaign.organization().value())
                                            + " FROM unnest(ARRAY['%s', '%s']::uuid[]) AS id"
                                                    .formatted(
                                                            campaign.campaign().value(),
                                                            UuidV7.next())));
            assertThat(leads(connection)).isZero();
        }
    }

    @Test
    void keepsLeadsInTheirCampaign() throws SQLException {
        CampaignStart other = Rows.in(DATABASE).campaign("draft", Rows.settings());

        try (Connection connection = DATABASE.superuser()) {
            insert(connection, campaign.campaign().value(), campaign.organization().value());
            refused(
                    () ->
                            execute(
                                    connection,
                                    "UPDATE leads SET campaign_id = '%s', organization_id = '%s'"
                                            .formatted(
                                                    other.campaign().value(),
                                                    other.organization().value())));
        }
    }

    @Test
    void deletesCampaignsWithoutLeadsOnly() throws SQLException {
        CampaignStart empty = Rows.in(DATABASE).campaign("draft", Rows.settings());

        try (Connection connection = DATABASE.superuser()) {
            insert(connection, campaign.campaign().value(), campaign.organization().value());
            refused(() -> delete(connection, campaign));
            delete(connection, empty);
        }
    }

    @Test
    void deletionWaitsForLeadsThatAreBeingStored() throws Exception {
        try (Connection storing = DATABASE.superuser();
                Connection deleting = DATABASE.superuser();
                Connection looking = DATABASE.superuser()) {
            storing.setAutoCommit(false);
            insert(storing, campaign.campaign().value(), campaign.organization().value());
            int backend = number(deleting, "SELECT pg_backend_pid()");
            var deletion =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    delete(deleting, campaign);
                                    return "deleted";
                                } catch (SQLException refused) {
                                    return refused.getSQLState();
                                }
                            });
            while (!deletion.isDone()
                    && number(looking, "SELECT cardinality(pg_blocking_pids(" + backend + "))")
                            == 0) {
                Thread.onSpinWait();
            }

            storing.commit();

            assertThat(deletion.get()).isEqualTo(FOREIGN_KEY_VIOLATION);
        }
    }

    private static void refused(ThrowingCallable statement) {
        assertThatThrownBy(statement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        violated ->
                                assertThat(violated.getSQLState())
                                        .isEqualTo(FOREIGN_KEY_VIOLATION));
    }

    private static void insert(Connection connection, UUID campaign, UUID organization)
            throws SQLException {
        execute(
                connection,
                "INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, due_at)"
                        + " VALUES ('%s', '%s', '%s', 'p:+12025550100', ARRAY['+12025550100'], now())"
                                .formatted(UuidV7.next(), organization, campaign));
    }

    private static void delete(Connection connection, CampaignStart campaign) throws SQLException {
        execute(
                connection,
                "DELETE FROM campaigns WHERE id = '%s'".formatted(campaign.campaign().value()));
    }

    private int leads(Connection connection) throws SQLException {
        return number(
                connection,
                "SELECT count(*) FROM leads WHERE campaign_id = '%s'"
                        .formatted(campaign.campaign().value()));
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
