package io.carillon.activities.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * The order of events that became visible together: by id, which rises with the time of writing;
 * clocks of several processes may differ by a little, so each subject's are put in sequence.
 */
final class CommitOrder {
    private CommitOrder() {}

    static List<PlacedEvent> place(List<UnplacedEvent> events, long last) {
        Map<String, Queue<UnplacedEvent>> bySubject = new HashMap<>();
        events.stream()
                .sorted(Comparator.comparingInt(UnplacedEvent::sequence))
                .forEach(
                        event ->
                                bySubject
                                        .computeIfAbsent(
                                                event.subject(), subject -> new ArrayDeque<>())
                                        .add(event));
        List<UnplacedEvent> slots =
                events.stream().sorted(Comparator.comparing(e -> e.id().toString())).toList();
        var placed = new ArrayList<PlacedEvent>(slots.size());
        long position = last;
        for (UnplacedEvent slot : slots) {
            placed.add(
                    new PlacedEvent(
                            Objects.requireNonNull(bySubject.get(slot.subject())).remove(),
                            ++position));
        }
        return placed;
    }
}
