package io.carillon.activities.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

class EventRelayTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Transactions TRANSACTIONS = DATABASE.transactions();

    private final Outbox outbox = Outbox.over(TRANSACTIONS);
    private final EventStore store = EventStore.over(TRANSACTIONS);
    private final EventRelay relay = new EventRelay(TRANSACTIONS, placed -> {});
    private final OrganizationId organization = new OrganizationId(UuidV7.next());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void organization() {
        TRANSACTIONS.system(
                () -> {
                    TRANSACTIONS.jdbc().sql("DELETE FROM events").update();
                    TRANSACTIONS
                            .jdbc()
                            .sql("INSERT INTO organizations (id, name) VALUES (:id, 'acme')")
                            .param("id", organization.value())
                            .update();
                });
    }

    @Test
    void placesALateCommitBehindWhatReadersHaveSeen() throws Exception {
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        Future<?> late =
                CompletableFuture.runAsync(
                        () ->
                                TRANSACTIONS.system(
                                        () -> {
                                            append("call_late", null);
                                            written.countDown();
                                            await(mayCommit);
                                        }));
        await(written);
        TRANSACTIONS.system(() -> append("call_early", null));
        relay.relay();
        List<StoredEvent> first = read(0);
        mayCommit.countDown();
        late.get();

        relay.relay();

        assertThat(first).extracting(StoredEvent::subject).containsExactly("call_early");
        assertThat(read(first.getLast().position()))
                .extracting(StoredEvent::subject)
                .containsExactly("call_late");
    }

    @Test
    void twinsGiveEveryEventOnePositionAndAReaderSkipsNone() throws Exception {
        long before = store.lastPosition();
        var writing = new AtomicBoolean(true);
        var seen = new ArrayList<StoredEvent>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> relays = new ArrayList<>();
            for (int twin = 0; twin < 3; twin++) {
                relays.add(
                        threads.submit(
                                () -> {
                                    while (writing.get()) {
                                        relay.relay();
                                    }
                                }));
            }
            Future<?> reader =
                    threads.submit(
                            () -> {
                                long cursor = before;
                                while (seen.size() < 600) {
                                    for (StoredEvent event : read(cursor)) {
                                        seen.add(event);
                                        cursor = event.position();
                                    }
                                }
                            });
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 6; writer++) {
                String subject = "call_writer" + writer;
                writers.add(threads.submit(() -> write(subject, 100)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            reader.get();
            writing.set(false);
            for (Future<?> twin : relays) {
                twin.get();
            }
        }

        assertThat(seen)
                .extracting(StoredEvent::position)
                .isEqualTo(LongStream.rangeClosed(before + 1, before + 600).boxed().toList());
        assertInSequence(seen);
    }

    @Test
    void placesMoreThanAPageWithoutTearingASubjectApart() {
        TRANSACTIONS.system(
                () -> {
                    for (int i = 0; i < EventRelay.PAGE + 20; i++) {
                        // Instants run backwards, as carriers' clocks may.
                        appendAt("call_x" + i % 3, Instant.now().minusSeconds(i));
                    }
                });

        int placed = 0;
        for (int page = relay.relay(); page > 0; page = relay.relay()) {
            placed += page;
        }

        assertThat(placed).isEqualTo(EventRelay.PAGE + 20);
        assertInSequence(read(0));
    }

    @Test
    void ordersBySequenceWhereClocksOfProcessesDisagree() {
        UUID earlier = UuidV7.next();
        UUID later = new UUID(earlier.getMostSignificantBits() + (5L << 16), 1L << 63);
        var second = new UnplacedEvent(earlier, UUID.randomUUID(), "call.answered", "call_a", 2);
        var first = new UnplacedEvent(later, UUID.randomUUID(), "call.ringing", "call_a", 1);

        List<PlacedEvent> placed = CommitOrder.place(List.of(second, first), 41);

        assertThat(placed).containsExactly(new PlacedEvent(first, 42), new PlacedEvent(second, 43));
    }

    @Test
    void tellsWhoListensWithinTheSameTransaction() {
        TRANSACTIONS.system(() -> append("call_told", null));
        var breaking =
                new EventRelay(
                        TRANSACTIONS,
                        placed -> {
                            throw new IllegalStateException("no");
                        });

        assertThat(org.assertj.core.api.Assertions.catchThrowable(breaking::relay))
                .hasMessage("no");

        assertThat(read(0)).isEmpty();
        assertThat(relay.relay()).isEqualTo(1);
    }

    @Test
    void leavesEventsToTheRelayThatIsAtWork() {
        var other = new EventRelay(TRANSACTIONS, placed -> {});
        TRANSACTIONS.system(() -> append("call_one", null));
        lull();
        assertThat(relay.relayInTurn()).hasValue(1);

        TRANSACTIONS.system(() -> append("call_two", null));
        assertThat(other.relayInTurn()).isEmpty();
        assertThat(relay.relayInTurn()).hasValue(1);

        TRANSACTIONS.system(() -> append("call_three", null));
        lull();
        assertThat(other.relayInTurn()).hasValue(1);
    }

    private static void lull() {
        TRANSACTIONS.system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql(
                                        "UPDATE relay_position SET relayed_at = relayed_at - interval '1 second'")
                                .update());
    }

    @Test
    void filtersByTypeCampaignCallAndTime() {
        var campaign = new CampaignId(UuidV7.next());
        var call = new CallId(UuidV7.next());
        TRANSACTIONS.system(
                () -> {
                    outbox.append(
                            new Outbox.Event(
                                    organization,
                                    "call.ringing",
                                    call.toString(),
                                    Instant.now(),
                                    campaign,
                                    call,
                                    Map.of("n", 1)));
                    append("call_other", campaign);
                    append("call_none", null);
                });
        relay.relay();

        assertThat(list(new EventStore.Filter("call.ringing", campaign, call, null)))
                .containsExactly(call.toString());
        assertThat(list(new EventStore.Filter(null, campaign, null, null))).hasSize(2);
        assertThat(list(new EventStore.Filter("call.answered", null, null, null))).isEmpty();
        assertThat(list(new EventStore.Filter(null, null, null, Instant.now().plusSeconds(60))))
                .isEmpty();
        assertThat(store.list(new OrganizationId(UuidV7.next()), EventStore.Filter.ALL, 0, 100))
                .isEmpty();
    }

    @Test
    void showsOneBodyEverywhere() {
        TRANSACTIONS.system(() -> append("call_body", null));
        relay.relay();
        StoredEvent event = read(0).getFirst();

        String json = EventBody.of(event).json();

        assertThat(json)
                .isEqualTo(
                        "{\"id\":\"%s\",\"type\":\"call.ringing\",\"timestamp\":\"%s\",\"organization_id\":\"%s\",\"subject_id\":\"call_body\",\"sequence\":1,\"data\":{}}"
                                .formatted(event.id(), event.at(), organization));
        assertThat(store.position(organization, event.id())).hasValue(event.position());
        assertThat(store.position(new OrganizationId(UuidV7.next()), event.id())).isEmpty();
        assertThat(store.position(organization, new EventId(UuidV7.next()))).isEmpty();
        assertThat(store.newest(organization)).contains(event);
    }

    @Test
    void forgetsAfterThirtyDaysButNeverCountsACampaignAnew() {
        try (TestDatabase young = TestDatabase.open()) {
            var then = new Fixture(young.transactions());
            then.append("camp_1");
            then.append("camp_1");
            then.append("call_1");
            then.relay();

            try (TestDatabase old = young.at(Duration.ofDays(31))) {
                var now = new Fixture(old.transactions(), then.organization);
                int removed = now.store.removeExpired();
                now.append("camp_1");
                now.relay();

                assertThat(removed).isEqualTo(2);
                assertThat(now.store.removeExpired()).isEqualTo(1);
                assertThat(now.sequences()).containsExactly(Map.entry("camp_1", 3));
            }
        }
    }

    private static final class Fixture {
        final Transactions transactions;
        final OrganizationId organization;
        final Outbox outbox;
        final EventStore store;

        Fixture(Transactions transactions) {
            this(transactions, new OrganizationId(UuidV7.next()));
            transactions.system(
                    () ->
                            transactions
                                    .jdbc()
                                    .sql("INSERT INTO organizations (id, name) VALUES (:id, 'a')")
                                    .param("id", organization.value())
                                    .update());
        }

        Fixture(Transactions transactions, OrganizationId organization) {
            this.transactions = transactions;
            this.organization = organization;
            this.outbox = Outbox.over(transactions);
            this.store = EventStore.over(transactions);
        }

        void append(String subject) {
            transactions.system(
                    () -> {
                        Instant now =
                                transactions
                                        .jdbc()
                                        .sql("SELECT carillon_now()")
                                        .query(java.time.OffsetDateTime.class)
                                        .single()
                                        .toInstant();
                        outbox.append(
                                new Outbox.Event(
                                        organization,
                                        "campaign.paused",
                                        subject,
                                        now,
                                        null,
                                        null,
                                        Map.of()));
                    });
        }

        void relay() {
            new EventRelay(transactions, placed -> {}).relay();
        }

        Map<String, Integer> sequences() {
            var sequences = new HashMap<String, Integer>();
            store.list(organization, EventStore.Filter.ALL, 0, 100)
                    .forEach(event -> sequences.put(event.subject(), event.sequence()));
            return sequences;
        }
    }

    private Void write(String subject, int count) {
        for (int i = 0; i < count; i++) {
            TRANSACTIONS.system(() -> append(subject, null));
        }
        return null;
    }

    private void append(String subject, @org.jspecify.annotations.Nullable CampaignId campaign) {
        outbox.append(
                new Outbox.Event(
                        organization,
                        "call.ringing",
                        subject,
                        Instant.now(),
                        campaign,
                        null,
                        Map.of()));
    }

    private void appendAt(String subject, Instant at) {
        outbox.append(
                new Outbox.Event(organization, "call.ringing", subject, at, null, null, Map.of()));
    }

    private List<StoredEvent> read(long after) {
        return store.list(organization, EventStore.Filter.ALL, after, 1000);
    }

    private List<String> list(EventStore.Filter filter) {
        return store.list(organization, filter, 0, 100).stream().map(StoredEvent::subject).toList();
    }

    private static void assertInSequence(List<StoredEvent> events) {
        var next = new HashMap<String, Integer>();
        for (StoredEvent event : events) {
            assertThat(event.sequence())
                    .as("%s", event)
                    .isEqualTo(next.merge(event.subject(), 1, Integer::sum));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
