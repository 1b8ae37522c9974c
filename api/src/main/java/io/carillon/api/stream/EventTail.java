package io.carillon.api.stream;

import io.carillon.activities.event.EventStore;
import io.carillon.activities.event.EventStore.Filter;
import io.carillon.activities.event.RecentEvent;
import io.carillon.activities.event.StoredEvent;
import io.carillon.workflows.ids.OrganizationId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The latest events, for all open streams of this process: one look at the database for all of
 * them, ten times a second while any stream is open.
 */
final class EventTail {
    private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BROKEN = Duration.ofSeconds(2);
    private static final int PAGE = 500;

    private final EventStore events;
    private RecentEvents recent = RecentEvents.NONE;
    private int readers;
    private boolean looking;
    private boolean closed;

    EventTail(EventStore events) {
        this.events = events;
    }

    synchronized void enter() {
        readers++;
        if (!looking) {
            looking = true;
            Thread.ofVirtual().name("event-tail").start(this::run);
        }
    }

    synchronized void leave() {
        readers--;
    }

    /**
     * A reader's next events and where it then stands.
     *
     * @param upTo the cursor behind them and behind all that the filter left out
     * @param more there may be more at once
     */
    record Section(List<StoredEvent> events, long upTo, boolean more) {}

    /** From memory when it reaches back that far, else from the database. */
    Section read(OrganizationId organization, Filter filter, long cursor, int most) {
        return kept().behind(organization, filter, cursor, most)
                .orElseGet(() -> stored(organization, filter, cursor, most));
    }

    private Section stored(OrganizationId organization, Filter filter, long cursor, int most) {
        // Read first: every event up to it is committed, so none is missed below it.
        long committed = events.lastPosition();
        List<StoredEvent> page = events.list(organization, filter, cursor, most);
        boolean more = page.size() == most;
        long last = page.isEmpty() ? cursor : page.getLast().position();
        return new Section(page, more ? last : Math.max(last, committed), more);
    }

    /** Returns when there are events behind that position, or after that time. */
    synchronized void await(long seen, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (recent.last() <= seen && !closed) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** True once streams are to end. */
    synchronized boolean closed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized RecentEvents kept() {
        return recent;
    }

    private void run() {
        Optional<RecentEvents> known = Optional.empty();
        while (goOn()) {
            Duration pause = LOOK;
            try {
                // What happened while nobody looked is the database's to tell.
                RecentEvents before =
                        known.orElseGet(() -> RecentEvents.behind(events.lastPosition()));
                List<RecentEvent> more = events.recent(before.last(), PAGE);
                RecentEvents after = before.and(more);
                known = Optional.of(after);
                tell(after);
                pause = more.size() == PAGE ? Duration.ZERO : LOOK;
            } catch (RuntimeException notNow) {
                LOG.atWarn().setCause(notNow).log("stream.look_failed");
                pause = BROKEN;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized boolean goOn() {
        looking = readers > 0 && !closed;
        if (!looking) {
            recent = RecentEvents.NONE;
        }
        return looking;
    }

    private synchronized void tell(RecentEvents after) {
        if (after.last() > recent.last()) {
            notifyAll();
        }
        recent = after;
    }
}
