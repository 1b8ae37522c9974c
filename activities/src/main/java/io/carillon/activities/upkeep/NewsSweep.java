package io.carillon.activities.upkeep;

import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.inbox.Telling;
import io.carillon.activities.inbox.UntoldNews;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.workflows.ids.CallId;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What is stored and was not told: callbacks to workflows, events to whoever listens. */
final class NewsSweep {
    // Telling takes milliseconds; what was not told by then was forgotten.
    private static final Duration UNTOLD = Duration.ofSeconds(5);
    private static final int UNTOLD_AT_ONCE = 1_000;

    // A relay places an event within a second; one that waits for ten has no relay.
    private static final String UNPLACED =
            """
            SELECT EXISTS (
                SELECT FROM events WHERE position IS NULL AND at < carillon_now() - INTERVAL '10 seconds')
            """;

    // A page is 500 events; more are left to the next sweep, and to the relays.
    private static final int PAGES = 40;

    private final Transactions transactions;
    private final Telling telling;
    private final FollowedCalls calls;
    private final EventRelay relay;
    private final Reconciliations reconciliations;

    NewsSweep(
            Transactions transactions,
            Telling telling,
            FollowedCalls calls,
            EventRelay relay,
            Reconciliations reconciliations) {
        this.transactions = transactions;
        this.telling = telling;
        this.calls = calls;
        this.relay = relay;
        this.reconciliations = reconciliations;
    }

    void sweep(Mended mended) {
        tellWorkflows(mended);
        placeEvents(mended);
    }

    /** Calls at once, the news of one call in its order. Whoever is told takes it in his time. */
    private void tellWorkflows(Mended mended) {
        List<UntoldNews> untold = telling.untold(UNTOLD, UNTOLD_AT_ONCE);
        untold.stream()
                .collect(Collectors.groupingBy(UntoldNews::call))
                .forEach((call, news) -> telling.tell(news, told -> note(call)));
        mended.add(Mended.What.NEWS, untold.size());
    }

    private void note(CallId call) {
        transactions
                .system(() -> calls.find(call))
                .ifPresent(
                        found ->
                                reconciliations.note(
                                        Reconciled.NEWS_UNTOLD,
                                        new Reconciliations.Subject(
                                                found.organization(), found.lead(), found.id()),
                                        "the call's workflow was told what the carrier had said"));
    }

    private void placeEvents(Mended mended) {
        int placed = 0;
        for (int page = 0; page < PAGES && unplaced(); page++) {
            int some = relay.relay();
            if (some == 0) {
                break;
            }
            placed += some;
        }
        if (placed > 0) {
            reconciliations.count(Reconciled.EVENTS_UNTOLD, placed);
            mended.add(Mended.What.EVENTS, placed);
        }
    }

    private boolean unplaced() {
        return transactions.system(
                () -> transactions.jdbc().sql(UNPLACED).query(Boolean.class).single());
    }
}
