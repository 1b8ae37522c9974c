package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;

import java.util.List;
import java.util.Map;

/**
 * Events about calls, each with the call as it stands in the transaction that appends it. The
 * caller holds the call's row.
 */
public final class CallEvents {
    private static final String CALL =
            "SELECT " + ToldCall.COLUMNS + "FROM calls k WHERE k.id = :call";

    private final Transactions transactions;
    private final Outbox outbox;

    public CallEvents(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /** Appends within the current transaction. */
    public void append(String type, CallId call) {
        append(type, call, Map.of());
    }

    /**
     * @param more members over the call's own, in wire form
     */
    public void append(String type, CallId call, Map<String, ?> more) {
        ToldCall told =
                transactions
                        .jdbc()
                        .sql(CALL)
                        .param("call", call.value())
                        .query((row, n) -> ToldCall.read(row))
                        .single();
        outbox.append(told.event(type, more));
    }

    /** In this order; none of none. */
    public void append(List<Outbox.Event> events) {
        outbox.appendAll(events);
    }
}
