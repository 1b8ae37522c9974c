package io.carillon.activities.inbox;

import io.carillon.activities.call.FollowedCall;
import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.call.ScriptRows;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.suppression.Suppressions;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@link CarrierInbox} with grouped commits. Calls of a group are locked in the order of their ids,
 * so two groups never wait for each other.
 */
final class JdbcCarrierInbox implements CarrierInbox, AutoCloseable {
    private static final int GROUP = 64;
    private static final Duration GATHER = Duration.ofMillis(3);

    // Carriers wait at least this long for an answer (Twilio: 15 s) and repeat after it.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final FollowedCalls calls;
    private final ScriptRows scripts;
    private final CallEvents events;
    private final Flows flows;
    private final Suppressions suppressions;
    private final NewsRows rows;
    private final Telling telling;
    private final GroupedWrites<Received> writes;

    JdbcCarrierInbox(
            Transactions transactions,
            FollowedCalls calls,
            ScriptRows scripts,
            CallEvents events,
            Flows flows,
            Suppressions suppressions,
            NewsRows rows,
            Telling telling) {
        this.transactions = transactions;
        this.calls = calls;
        this.scripts = scripts;
        this.events = events;
        this.flows = flows;
        this.suppressions = suppressions;
        this.rows = rows;
        this.telling = telling;
        this.writes = new GroupedWrites<>("carrier-inbox", GROUP, GATHER, this::write);
    }

    @Override
    public void receive(CallId call, List<CarrierEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        try {
            writes.add(new Received(call, events)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (unstorable(failed)) {
                throw new IllegalArgumentException(call + ": news that cannot be stored", failed);
            }
            throw new IllegalStateException(call + ": news not stored", failed.getCause());
        } catch (TimeoutException slow) {
            throw new IllegalStateException(call + ": news not stored in time", slow);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(call + ": news not stored", ended);
        }
    }

    /** PostgreSQL's class 22, data exceptions: sent again it would fail again. */
    private static boolean unstorable(Throwable failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof SQLException refused
                    && refused.getSQLState() != null
                    && refused.getSQLState().startsWith("22")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        writes.close();
    }

    private void write(List<Received> group) {
        var byCall =
                new TreeMap<CallId, List<CarrierEvent>>(
                        Comparator.comparing(call -> call.value().toString()));
        group.forEach(
                each ->
                        byCall.computeIfAbsent(each.call(), call -> new ArrayList<>())
                                .addAll(each.events()));
        transactions.system(
                () ->
                        byCall.forEach(
                                (call, events) ->
                                        calls.lock(call).ifPresent(row -> apply(row, events))));
    }

    private void apply(FollowedCall row, List<CarrierEvent> events) {
        List<CarrierEvent> fresh = fresh(row, events);
        if (fresh.isEmpty()) {
            return;
        }
        var told = new ArrayList<UntoldNews>();
        if (row.live()) {
            var call = new CallSoFar(row, () -> flow(row));
            for (CarrierEvent event : fresh) {
                told.add(keep(call, event));
            }
            finish(call);
        } else {
            fresh.forEach(event -> told.add(keepLate(row, event)));
        }
        List<UntoldNews> untold =
                told.stream().filter(n -> n.news() != null || n.recording() != null).toList();
        transactions.afterCommit(() -> telling.tell(untold));
    }

    private List<CarrierEvent> fresh(FollowedCall row, List<CarrierEvent> events) {
        Set<String> known = rows.known(row.id(), events);
        return events.stream().filter(event -> known.add(event.id())).toList();
    }

    private UntoldNews keep(CallSoFar call, CarrierEvent event) {
        if (call.late(event.what())) {
            return keepLate(call.before, event);
        }
        CarrierNews news = call.apply(event);
        return insert(call.before, withoutSecrets(call.before, event), news, false);
    }

    /** After the end only what is charged and what was recorded still matter. */
    private UntoldNews keepLate(FollowedCall row, CarrierEvent event) {
        if (event.what() instanceof CarrierEvent.Ended ended && ended.cost() != null) {
            rows.lateCost(row.id(), Objects.requireNonNull(ended.cost()));
        }
        return insert(row, withoutSecrets(row, event), null, true);
    }

    private UntoldNews insert(
            FollowedCall row, CarrierEvent event, @Nullable CarrierNews news, boolean late) {
        UUID id = UuidV7.next();
        CarrierEvent.Recorded recording =
                event.what() instanceof CarrierEvent.Recorded recorded ? recorded : null;
        boolean untold = news != null || recording != null;
        rows.insert(id, row.organization(), row.id(), event, news, untold, late);
        return new UntoldNews(id, row.id(), news, recording);
    }

    private void finish(CallSoFar call) {
        FollowedCall before = call.before;
        rows.apply(call);
        if (call.optsOut) {
            // With the callback that says so, not with the step it leads to: the person may hang
            // up.
            suppressions.optOut(before.organization(), before.to(), before.id());
        }
        if (call.answered) {
            scripts.firstBegun(before);
        }
        for (CallSoFar.Happening each : call.happenings) {
            events.append(each.type(), before.id(), each.data());
        }
    }

    /** Sensitive digits are stored nowhere, and that includes the inbox. */
    private CarrierEvent withoutSecrets(FollowedCall row, CarrierEvent event) {
        if (event.what() instanceof CarrierEvent.Gathered gathered
                && row.flow() != null
                && flow(row).sensitive(gathered.step())) {
            return new CarrierEvent(
                    event.id(),
                    event.carrierCallId(),
                    event.occurredAt(),
                    new CarrierEvent.Gathered(
                            gathered.sequence(),
                            gathered.step(),
                            "",
                            gathered.reason(),
                            gathered.tries()));
        }
        return event;
    }

    private CompiledFlow flow(FollowedCall row) {
        return flows.version(row.organization(), Objects.requireNonNull(row.flow()));
    }
}
