package io.carillon.activities.promise;

import io.carillon.activities.database.RowGauges;
import io.carillon.activities.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Promises that rows can be seen to break. */
final class PromiseMeters implements MeterBinder {
    // One snapshot: a call and its lead change in one transaction, so that none is ever seen
    // halfway. A call's row is its slot of the campaign, the account and the number; one whose lead
    // is not in that call is held for nobody. Until a request is prepared there is no time to give
    // up at; a claim becomes a dial, or is given back, within seconds. While a carrier does not
    // answer, somebody who was never heard to pick up may be talking: the reconciler waits for the
    // end of that, and so does this. A single call that waits keeps its lead pending.
    static final String LOOK =
            """
            SELECT c.open, c.overdue, c.leaked, l.stranded, n.untold_age
            FROM (SELECT count(*) AS open,
                      count(*) FILTER (WHERE coalesce(
                              k.give_up_at + CASE WHEN k.answered_at IS NULL THEN coalesce(k.talk_limit, '0') ELSE '0' END,
                              k.send_deadline, k.claimed_at)
                          < carillon_now() - INTERVAL '2 minutes') AS overdue,
                      count(*) FILTER (WHERE l.status <> 'in_call' OR l.call_id IS DISTINCT FROM k.id) AS leaked
                  FROM calls k JOIN leads l ON l.id = k.lead_id
                  WHERE k.state IN ('claimed', 'dialing', 'ringing', 'in_progress')) c
            CROSS JOIN (SELECT count(*) AS stranded
                  FROM leads l
                  WHERE l.status = 'in_call'
                      AND NOT EXISTS (SELECT FROM calls k
                          WHERE k.id = l.call_id AND k.state IN ('claimed', 'dialing', 'ringing', 'in_progress'))) l
            CROSS JOIN (SELECT extract(epoch FROM carillon_now() - min(received_at)) AS untold_age
                  FROM carrier_news WHERE told_at IS NULL) n
            """;

    private final Transactions transactions;

    PromiseMeters(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new RowGauges(transactions, LOOK)
                .count(registry, "carillon.calls.open", "Calls claimed and not ended", "open")
                .count(
                        registry,
                        "carillon.calls.overdue",
                        "Of them, those that should have ended two minutes ago",
                        "overdue")
                .count(
                        registry,
                        "carillon.slots.leaked",
                        "Of them, those whose lead is not in that call",
                        "leaked")
                .count(
                        registry,
                        "carillon.leads.stranded",
                        "Leads in a call that is over or missing",
                        "stranded")
                .seconds(
                        registry,
                        "carillon.callbacks.oldest.age",
                        "Of the oldest callback its workflow was not told of",
                        "untold_age");
    }
}
