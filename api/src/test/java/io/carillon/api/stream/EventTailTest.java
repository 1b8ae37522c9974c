package io.carillon.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.event.EventStore;
import io.carillon.activities.event.RecentEvent;
import io.carillon.activities.event.StoredEvent;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

class EventTailTest {
    private static final OrganizationId OURS = new OrganizationId(new UUID(7, 1));
    private static final OrganizationId THEIRS = new OrganizationId(new UUID(7, 2));

    private final CountedEvents events = new CountedEvents();

    @Test
    void manyReadersCostNoMoreLooksThanOne() throws Exception {
        var tail = new EventTail(events);
        var readers = new ArrayList<Blocks>();
        // The tail is closed first, else its readers would be waited for.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var open = new OpenTail(tail)) {
            for (int i = 0; i < 20; i++) {
                var blocks = new Blocks();
                readers.add(blocks);
                threads.submit(() -> stream(tail, blocks));
            }
            events.append(OURS);
            for (Blocks reader : readers) {
                reader.await(1);
            }
            // What comes before its first look is the database's to tell.
            open.awaitLook();
            int before = events.lists.get();

            for (int i = 0; i < 50; i++) {
                events.append(i % 5 == 0 ? THEIRS : OURS);
            }
            for (Blocks reader : readers) {
                reader.await(40);
            }

            assertThat(events.lists.get()).isEqualTo(before);
        }
        List<String> ours =
                events.all.stream()
                        .filter(each -> each.event().organization().equals(OURS))
                        .map(each -> each.event().id().toString())
                        .toList();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.ids).isEqualTo(ours));
    }

    private record OpenTail(EventTail tail) implements AutoCloseable {
        void awaitLook() throws InterruptedException {
            tail.await(0, Duration.ofMinutes(1));
        }

        @Override
        public void close() {
            tail.close();
        }
    }

    private Void stream(EventTail tail, OutputStream out) throws Exception {
        new EventStream(tail, OURS, EventStore.Filter.ALL, out, Duration.ofHours(1), 0).run(null);
        return null;
    }

    @Test
    void keepsTheLatestAndKnowsHowFarBackItReaches() {
        RecentEvents recent = RecentEvents.behind(10);

        for (long first = 11; first < 3_011; first += 500) {
            recent =
                    recent.and(
                            LongStream.range(first, first + 500)
                                    .mapToObj(position -> event(position, OURS))
                                    .toList());
        }

        assertThat(recent.from()).isEqualTo(1_010);
        assertThat(recent.last()).isEqualTo(3_010);
        assertThat(recent.behind(OURS, EventStore.Filter.ALL, 1_009, 100)).isEmpty();
        assertThat(section(recent, OURS, 1_010, 100).events())
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1_011, 1_110).boxed().toList());
        assertThat(section(recent, OURS, 1_010, 100).upTo()).isEqualTo(1_110);
        assertThat(section(recent, OURS, 2_999, 100).events()).hasSize(11);
        assertThat(section(recent, OURS, 3_010, 100).events()).isEmpty();
        assertThat(section(recent, THEIRS, 1_010, 100))
                .isEqualTo(new EventTail.Section(List.of(), 3_010, false));
    }

    private static EventTail.Section section(
            RecentEvents recent, OrganizationId organization, long cursor, int most) {
        return recent.behind(organization, EventStore.Filter.ALL, cursor, most).orElseThrow();
    }

    private static RecentEvent event(long position, OrganizationId organization) {
        var call = new CallId(new UUID(1, position));
        return new RecentEvent(
                new StoredEvent(
                        new EventId(new UUID(2, position)),
                        organization,
                        "call.ringing",
                        call.toString(),
                        1,
                        Instant.EPOCH,
                        "{}",
                        position),
                null,
                call);
    }

    /** What a reader was sent, event by event. */
    private static final class Blocks extends OutputStream {
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private final Semaphore sent = new Semaphore(0);

        @Override
        public void write(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.contains("\nevent: ")) {
                ids.add(text.substring("id: ".length(), text.indexOf('\n')));
                sent.release();
            }
        }

        @Override
        public void write(int one) throws IOException {
            throw new IOException("byte by byte");
        }

        void await(int blocks) throws InterruptedException {
            assertThat(sent.tryAcquire(blocks, 120, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Counts how often a single reader looks. */
    private static final class CountedEvents implements EventStore {
        private final List<RecentEvent> all = new CopyOnWriteArrayList<>();
        private final AtomicInteger lists = new AtomicInteger();

        void append(OrganizationId organization) {
            all.add(event(all.size() + 1, organization));
        }

        @Override
        public List<StoredEvent> list(
                OrganizationId organization, Filter filter, long after, int limit) {
            lists.incrementAndGet();
            return recent(after, Integer.MAX_VALUE).stream()
                    .filter(each -> each.isFor(organization, filter))
                    .map(RecentEvent::event)
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<RecentEvent> recent(long after, int limit) {
            return all.stream()
                    .filter(each -> each.event().position() > after)
                    .limit(limit)
                    .toList();
        }

        @Override
        public long lastPosition() {
            return all.size();
        }

        @Override
        public Optional<Long> position(OrganizationId organization, EventId event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<StoredEvent> newest(OrganizationId organization) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int removeExpired() {
            throw new UnsupportedOperationException();
        }
    }
}
