package io.carillon.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class TransactionsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Transactions TRANSACTIONS = DATABASE.transactions();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void showsAnOrganizationItsOwnRowsOnly() {
        OrganizationId ours = organization("ours");
        organization("theirs");

        List<String> seen =
                TRANSACTIONS.within(
                        ours,
                        () ->
                                TRANSACTIONS
                                        .jdbc()
                                        .sql("SELECT name FROM organizations")
                                        .query(String.class)
                                        .list());

        assertThat(seen).containsExactly("ours");
    }

    @Test
    void refusesToWriteForAnotherOrganization() {
        OrganizationId ours = organization("writer");
        OrganizationId theirs = organization("victim");

        assertThatThrownBy(
                        () ->
                                TRANSACTIONS.within(
                                        ours,
                                        () ->
                                                TRANSACTIONS
                                                        .jdbc()
                                                        .sql(
                                                                "INSERT INTO flows (id, organization_id, name)"
                                                                        + " VALUES (:id, :organization, 'x')")
                                                        .param("id", UuidV7.next())
                                                        .param("organization", theirs.value())
                                                        .update()))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void everyTableOfAnOrganizationForcesRowLevelSecurity() {
        List<String> unforced =
                TRANSACTIONS.system(
                        () ->
                                TRANSACTIONS
                                        .jdbc()
                                        .sql(
                                                """
                                                SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                                                WHERE a.attname = 'organization_id' AND c.relkind = 'r'
                                                  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
                                                """)
                                        .query(String.class)
                                        .list());

        assertThat(unforced).isEmpty();
    }

    @Test
    void runsAfterCommitOnceAndNeverAfterARollback() {
        var ran = new ArrayList<String>();

        TRANSACTIONS.system(() -> TRANSACTIONS.afterCommit(() -> ran.add("committed")));
        assertThatThrownBy(
                        () ->
                                TRANSACTIONS.system(
                                        () -> {
                                            TRANSACTIONS.afterCommit(() -> ran.add("rolled back"));
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");

        assertThat(ran).containsExactly("committed");
    }

    @Test
    void doesSlowWorkAheadWithNoTransactionOpenAndTheRestOnce() {
        var passes = new ArrayList<String>();
        var id = new OrganizationId(UuidV7.next());

        String found =
                TRANSACTIONS.system(
                        () -> {
                            passes.add("pass");
                            insert(id, "ahead");
                            return TRANSACTIONS.ahead(
                                    "fetch",
                                    () -> {
                                        passes.add("work");
                                        assertThatThrownBy(TRANSACTIONS::jdbc)
                                                .hasMessageContaining("no transaction");
                                        assertThat(names(id)).isEmpty();
                                        return "fetched";
                                    });
                        });

        assertThat(found).isEqualTo("fetched");
        assertThat(passes).containsExactly("pass", "work", "pass");
        assertThat(names(id)).containsExactly("ahead");
    }

    @Test
    void tellsAFailureOfTheWorkAheadToWhoAskedForIt() {
        String answer =
                TRANSACTIONS.system(
                        () -> {
                            try {
                                return TRANSACTIONS.ahead(
                                        "fetch",
                                        () -> {
                                            throw new IllegalArgumentException("not there");
                                        });
                            } catch (IllegalArgumentException refused) {
                                return "refused: " + refused.getMessage();
                            }
                        });

        assertThat(answer).isEqualTo("refused: not there");
    }

    private static List<String> names(OrganizationId id) {
        return TRANSACTIONS.system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql("SELECT name FROM organizations WHERE id = :id")
                                .param("id", id.value())
                                .query(String.class)
                                .list());
    }

    @Test
    void movesTheDatabaseClock() {
        try (TestDatabase moved = TestDatabase.open().at(Duration.ofDays(30))) {
            Instant now =
                    moved.transactions()
                            .system(
                                    () ->
                                            moved.transactions()
                                                    .jdbc()
                                                    .sql("SELECT carillon_now()")
                                                    .query(java.time.OffsetDateTime.class)
                                                    .single()
                                                    .toInstant());

            assertThat(now).isAfter(Instant.now().plus(Duration.ofDays(29)));
        }
    }

    private static OrganizationId organization(String name) {
        var id = new OrganizationId(UuidV7.next());
        insert(id, name);
        return id;
    }

    private static void insert(OrganizationId id, String name) {
        TRANSACTIONS.system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql("INSERT INTO organizations (id, name) VALUES (:id, :name)")
                                .param("id", id.value())
                                .param("name", name)
                                .update());
    }
}
