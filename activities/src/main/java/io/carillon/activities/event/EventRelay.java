package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Gives committed events their position: gap-free, in commit order, and per subject in sequence.
 * The row lock of relay_position makes it the only one at work, however many processes run it.
 */
public final class EventRelay {
    /** Small enough that a page is placed in some tens of milliseconds. */
    static final int PAGE = 500;

    /**
     * Asked first and without a lock: an idle relay must not write. As long as one places events
     * the others leave them to it.
     */
    private static final String LOOK =
            """
            SELECT EXISTS (SELECT FROM events WHERE position IS NULL) AS any,
                EXISTS (
                    SELECT FROM relay_position
                    WHERE relayed_by <> :me AND relayed_at > carillon_now() - interval '500 milliseconds') AS another
            """;

    private static final String LOCK =
            "SELECT last_position, relayed_by = :me AS mine FROM relay_position FOR UPDATE SKIP LOCKED";

    /**
     * Whoever sees an event sees all of its subject with lower sequences, because the subject's row
     * lock orders their commits; those come along even when the page would cut them off.
     */
    private static final String UNPLACED =
            """
            WITH page AS (
                SELECT subject_id, max(sequence) AS sequence
                FROM (SELECT subject_id, sequence FROM events WHERE position IS NULL ORDER BY at LIMIT :limit) first
                GROUP BY subject_id)
            SELECT e.id, e.organization_id, e.type, e.subject_id, e.sequence
            FROM events e
            JOIN page ON e.subject_id = page.subject_id AND e.sequence <= page.sequence
            WHERE e.position IS NULL
            """;

    private static final String PLACE =
            """
            WITH moved AS (
                UPDATE relay_position SET last_position = :last, relayed_by = :me, relayed_at = carillon_now()
            )
            UPDATE events
            SET position = placed.position
            FROM unnest(:ids::uuid[], :positions::bigint[]) AS placed (id, position)
            WHERE events.id = placed.id
            """;

    private final Transactions transactions;
    private final Listener listener;
    private final UUID me = UUID.randomUUID();

    /** The last page was placed here: the next one is probably there already. */
    private volatile boolean atIt;

    /** Told, inside the transaction that places them, which events were placed. */
    @FunctionalInterface
    public interface Listener {
        void placed(List<PlacedEvent> events);
    }

    public EventRelay(Transactions transactions, Listener listener) {
        this.transactions = transactions;
        this.listener = listener;
    }

    /**
     * @return how many were placed; 0 when there are none, or another relay is at this moment
     */
    public int relay() {
        return look().any() ? transactions.system(this::relayPage) : 0;
    }

    /**
     * As {@link #relay}, unless another process is at it: by turns they would look twice for the
     * same events.
     *
     * @return empty: another placed events within the last half second
     */
    OptionalInt relayInTurn() {
        if (!atIt) {
            Look look = look();
            if (look.another()) {
                return OptionalInt.empty();
            }
            if (!look.any()) {
                return OptionalInt.of(0);
            }
        }
        return OptionalInt.of(transactions.system(this::relayPage));
    }

    private Look look() {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(LOOK)
                                .param("me", me)
                                .query(
                                        (row, n) ->
                                                new Look(
                                                        row.getBoolean("any"),
                                                        row.getBoolean("another")))
                                .single());
    }

    private record Look(boolean any, boolean another) {}

    private int relayPage() {
        Optional<Last> locked =
                transactions
                        .jdbc()
                        .sql(LOCK)
                        .param("me", me)
                        .query(
                                (row, n) ->
                                        new Last(
                                                row.getLong("last_position"),
                                                row.getBoolean("mine")))
                        .optional();
        if (locked.isEmpty()) {
            atIt = false;
            return 0;
        }
        List<PlacedEvent> placed = CommitOrder.place(unplaced(), locked.get().position());
        if (!placed.isEmpty()) {
            store(placed);
            listener.placed(placed);
        }
        // Who takes over from another looks again first: two would go on by turns.
        atIt = !placed.isEmpty() && locked.get().mine();
        return placed.size();
    }

    private record Last(long position, boolean mine) {}

    private List<UnplacedEvent> unplaced() {
        return transactions
                .jdbc()
                .sql(UNPLACED)
                .params(Map.of("limit", PAGE))
                .query(UnplacedEvent::read)
                .list();
    }

    private void store(List<PlacedEvent> placed) {
        transactions
                .jdbc()
                .sql(PLACE)
                .param(
                        "ids",
                        placed.stream().map(e -> e.event().id().toString()).toArray(String[]::new))
                .param("positions", placed.stream().map(PlacedEvent::position).toArray(Long[]::new))
                .param("last", placed.getLast().position())
                .param("me", me)
                .update();
    }
}
