package io.carillon.api.stream;

import io.carillon.activities.event.EventBody;
import io.carillon.activities.event.EventStore;
import io.carillon.activities.event.StoredEvent;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One open stream. It reads a page behind its cursor, writes it, and waits for more. A slow reader
 * holds up nobody else: it costs a page of memory, and no transaction is open while it is written
 * to.
 */
final class EventStream {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Then the reader comes again with its last id, and its key is looked at again. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final int PAGE = 100;

    private final EventTail tail;
    private final OrganizationId organization;
    private final EventStore.Filter filter;
    private final OutputStream out;
    private final Duration heartbeat;
    private long cursor;

    EventStream(
            EventTail tail,
            OrganizationId organization,
            EventStore.Filter filter,
            OutputStream out,
            Duration heartbeat,
            long cursor) {
        this.tail = tail;
        this.organization = organization;
        this.filter = filter;
        this.out = out;
        this.heartbeat = heartbeat;
        this.cursor = cursor;
    }

    /**
     * Writes until the reader is gone, which is an IOException, or the server ends.
     *
     * @param newest the newest event at the cursor, so that a reader that is cut off before its
     *     first event can resume as well; null when there is none
     */
    void run(@Nullable StoredEvent newest) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        long lastWrite = System.nanoTime();
        write("retry: 2000\n" + (newest == null ? ":\n\n" : "id: " + newest.id() + "\n\n"));
        out.flush();
        tail.enter();
        try {
            while (!tail.closed() && System.nanoTime() < end) {
                lastWrite = step(lastWrite);
            }
        } finally {
            tail.leave();
        }
    }

    private long step(long lastWrite) throws IOException, InterruptedException {
        EventTail.Section section = tail.read(organization, filter, cursor, PAGE);
        for (StoredEvent event : section.events()) {
            write(block(event));
        }
        cursor = section.upTo();
        if (section.events().isEmpty()) {
            return rest(lastWrite);
        }
        out.flush();
        return section.more() ? System.nanoTime() : rest(System.nanoTime());
    }

    private long rest(long lastWrite) throws IOException, InterruptedException {
        Duration left = heartbeat.minusNanos(System.nanoTime() - lastWrite);
        if (left.isPositive()) {
            tail.await(cursor, left);
            return lastWrite;
        }
        write(": heartbeat\n\n");
        out.flush();
        return System.nanoTime();
    }

    private static String block(StoredEvent event) {
        return "id: %s\nevent: %s\ndata: %s\n\n"
                .formatted(event.id(), event.type(), EventBody.of(event).json());
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
