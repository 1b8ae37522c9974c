package io.carillon.activities.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class OutboxTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Transactions TRANSACTIONS = DATABASE.transactions();

    private final Outbox outbox = Outbox.over(TRANSACTIONS);
    private final OrganizationId organization = new OrganizationId(UuidV7.next());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void organization() {
        TRANSACTIONS.system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql("INSERT INTO organizations (id, name) VALUES (:id, 'acme')")
                                .param("id", organization.value())
                                .update());
    }

    @Test
    void countsFromOneWithoutGapsWhileManyWriteForOneSubject() throws Exception {
        List<Callable<Void>> writers =
                IntStream.range(0, 40)
                        .<Callable<Void>>mapToObj(i -> () -> appendUnderLock(i % 4 == 0))
                        .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(writers);
        }

        assertThat(sequences(subject())).isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
    }

    @Test
    void countsEachSubjectByItself() {
        TRANSACTIONS.within(
                organization,
                () -> {
                    outbox.append(event("call_a", Map.of()));
                    outbox.append(event("call_b", Map.of()));
                    outbox.append(event("call_a", Map.of()));
                });

        assertThat(sequences("call_a")).containsExactly(1, 2);
        assertThat(sequences("call_b")).containsExactly(1);
    }

    @Test
    void appendsManyAsOneByOne() {
        TRANSACTIONS.within(
                organization,
                () -> {
                    outbox.append(event("lead_a", Map.of()));
                    outbox.appendAll(List.of());
                    outbox.appendAll(
                            List.of(
                                    event("lead_a", Map.of("outcome", "canceled")),
                                    event("lead_a", Map.of("outcome", "again")),
                                    event("lead_b", Map.of("said", "a\u0000b"))));
                });

        assertThat(sequences("lead_a")).containsExactly(1, 2, 3);
        assertThat(sequences("lead_b")).containsExactly(1);
        assertThat(
                        TRANSACTIONS.system(
                                () ->
                                        TRANSACTIONS
                                                .jdbc()
                                                .sql(
                                                        "SELECT organization_id || type || data FROM events WHERE subject_id = 'lead_b'")
                                                .query(String.class)
                                                .single()))
                .isEqualTo(organization.value() + "call.ringing" + "{\"said\": \"a\uFFFDb\"}");
    }

    @Test
    void keepsAnOutcomeWhoseTextHoldsACharacterTheDatabaseRefuses() {
        TRANSACTIONS.within(
                organization,
                () -> outbox.append(event("call_nul", Map.of("said", "a\u0000b \\u0000"))));

        assertThat(
                        TRANSACTIONS.<String>system(
                                () ->
                                        TRANSACTIONS
                                                .jdbc()
                                                .sql(
                                                        "SELECT data->>'said' FROM events WHERE subject_id = 'call_nul'")
                                                .query(String.class)
                                                .single()))
                .isEqualTo("a\uFFFDb \\u0000");
    }

    private Void appendUnderLock(boolean thenFail) {
        try {
            TRANSACTIONS.system(
                    () -> {
                        TRANSACTIONS
                                .jdbc()
                                .sql("SELECT id FROM organizations WHERE id = :id FOR UPDATE")
                                .param("id", organization.value())
                                .query()
                                .listOfRows();
                        outbox.append(event(subject(), Map.of()));
                        if (thenFail) {
                            throw new IllegalStateException("rolled back on purpose");
                        }
                    });
        } catch (IllegalStateException expected) {
            assertThat(thenFail).isTrue();
        }
        return null;
    }

    private String subject() {
        return organization.toString();
    }

    private Outbox.Event event(String subject, Map<String, Object> data) {
        return new Outbox.Event(
                organization, "call.ringing", subject, Instant.now(), null, null, data);
    }

    private static List<Integer> sequences(String subject) {
        return TRANSACTIONS.system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql(
                                        "SELECT sequence FROM events WHERE subject_id = :subject ORDER BY sequence")
                                .param("subject", subject)
                                .query(Integer.class)
                                .list());
    }
}
