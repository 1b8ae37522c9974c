package io.carillon.api.stream;

import io.carillon.activities.event.EventStore.Filter;
import io.carillon.activities.event.RecentEvent;
import io.carillon.activities.event.StoredEvent;
import io.carillon.api.stream.EventTail.Section;
import io.carillon.workflows.ids.OrganizationId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All events of the installation from one position to another; immutable.
 *
 * @param from the first one kept lies behind it
 * @param last of those kept, or {@code from}
 */
record RecentEvents(long from, long last, List<RecentEvent> events) {
    /** Some seconds of a busy installation; who is further behind reads from the database. */
    private static final int MOST = 2_000;

    static final RecentEvents NONE = new RecentEvents(Long.MAX_VALUE, Long.MIN_VALUE, List.of());

    static RecentEvents behind(long position) {
        return new RecentEvents(position, position, List.of());
    }

    /** With those that follow, in order; the oldest give way. */
    RecentEvents and(List<RecentEvent> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(events);
        all.addAll(more);
        int surplus = Math.max(0, all.size() - MOST);
        long begin = surplus == 0 ? from : position(all.get(surplus - 1));
        return new RecentEvents(
                begin, position(all.getLast()), List.copyOf(all.subList(surplus, all.size())));
    }

    /** Empty when the cursor lies before what is kept. */
    Optional<Section> behind(OrganizationId organization, Filter filter, long cursor, int most) {
        if (cursor < from) {
            return Optional.empty();
        }
        var found = new ArrayList<StoredEvent>();
        for (int i = firstBehind(cursor); i < events.size(); i++) {
            if (events.get(i).isFor(organization, filter)) {
                found.add(events.get(i).event());
                if (found.size() == most) {
                    return Optional.of(new Section(found, position(events.get(i)), true));
                }
            }
        }
        return Optional.of(new Section(found, Math.max(cursor, last), false));
    }

    /** Many readers look often and nearly all of them have read nearly all. */
    private int firstBehind(long cursor) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (position(events.get(middle)) > cursor) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long position(RecentEvent event) {
        return event.event().position();
    }
}
