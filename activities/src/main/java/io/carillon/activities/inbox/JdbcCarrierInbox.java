package io.carillon.activities.inbox;

import io.carillon.activities.call.FollowedCall;
import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.call.ScriptRows;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.event.ToldCall;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.suppression.Suppressions;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.ids.CallId;

import org.springframework.dao.DuplicateKeyException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * {@link CarrierInbox} with grouped commits. Calls of a group are locked in the order of their ids,
 * so two groups never wait for each other.
 */
final class JdbcCarrierInbox implements CarrierInbox, AutoCloseable {
    private static final int GROUP = 64;
    // Somebody on the line hears nothing meanwhile.
    private static final Duration GATHER = Duration.ofMillis(1);

    // What nobody on the line waits for: most of a call's callbacks, which so go along with a key
    // that was pressed. Carriers do not mind: they wait for seconds.
    private static final Duration LEISURE = Duration.ofMillis(100);

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
        this.writes =
                new GroupedWrites<>(
                        "carrier-inbox",
                        GROUP,
                        received -> received.events().stream().anyMatch(CarrierEvent::awaited),
                        GATHER,
                        LEISURE,
                        this::write);
    }

    @Override
    public void receive(CallId call, List<CarrierEvent> events) {
        if (!receive(call, events, PATIENCE)) {
            throw new IllegalStateException(call + ": news not stored in time");
        }
    }

    @Override
    public boolean receive(CallId call, List<CarrierEvent> events, Duration patience) {
        if (events.isEmpty()) {
            return true;
        }
        try {
            return writes.add(new Received(call, events))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (unstorable(failed)) {
                throw new IllegalArgumentException(call + ": news that cannot be stored", failed);
            }
            throw new IllegalStateException(call + ": news not stored", failed.getCause());
        } catch (TimeoutException slow) {
            return false;
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
        try {
            write(byCall);
        } catch (DuplicateKeyException stored) {
            // The same callback was stored by another process while this one waited for the call's
            // row; now it is known.
            write(byCall);
        }
    }

    /** Calls are locked, changed and told of in one statement each, however many they are. */
    private void write(SortedMap<CallId, List<CarrierEvent>> byCall) {
        transactions.system(
                () -> {
                    List<String> ids =
                            byCall.values().stream().flatMap(JdbcCarrierInbox::ids).toList();
                    var applied = new ArrayList<NewsRows.Applied>();
                    for (FollowedCalls.Told told : calls.lock(byCall.keySet(), ids)) {
                        apply(told, byCall.getOrDefault(told.call().id(), List.of()), applied);
                    }
                    finish(applied);
                });
    }

    private void apply(
            FollowedCalls.Told told, List<CarrierEvent> events, List<NewsRows.Applied> applied) {
        List<CarrierEvent> fresh = fresh(told.known(), events);
        if (fresh.isEmpty()) {
            return;
        }
        FollowedCall row = told.call();
        var kept = new ArrayList<KeptNews>();
        if (row.live()) {
            var call = new CallSoFar(row, () -> flow(row));
            fresh.forEach(event -> kept.add(keep(call, event)));
            if (call.answered) {
                scripts.firstBegun(row);
            }
            applied.add(new NewsRows.Applied(call, kept));
        } else {
            fresh.forEach(event -> kept.add(keepLate(row, event)));
            rows.insert(row, kept);
        }
        List<UntoldNews> untold =
                kept.stream().filter(KeptNews::untold).map(one -> one.of(row.id())).toList();
        transactions.afterCommit(() -> telling.tell(untold));
    }

    private static Stream<String> ids(List<CarrierEvent> events) {
        return events.stream().map(CarrierEvent::id);
    }

    private static List<CarrierEvent> fresh(Set<String> known, List<CarrierEvent> events) {
        Set<String> met = new HashSet<>(known);
        return events.stream().filter(event -> met.add(event.id())).toList();
    }

    private KeptNews keep(CallSoFar call, CarrierEvent event) {
        if (call.late(event.what())) {
            return keepLate(call.before, event);
        }
        CarrierNews news = call.apply(event);
        return new KeptNews(UuidV7.next(), withoutSecrets(call.before, event), news, false);
    }

    /**
     * After the end only what is charged, what was recorded, and that the person asked never to be
     * called again still matter.
     */
    private KeptNews keepLate(FollowedCall row, CarrierEvent event) {
        if (event.what() instanceof CarrierEvent.Ended ended && ended.cost() != null) {
            rows.lateCost(row.id(), Objects.requireNonNull(ended.cost()));
        }
        if (event.what() instanceof CarrierEvent.Gathered gathered
                && row.flow() != null
                && !gathered.digits().isEmpty()
                && flow(row).optsOut(gathered.step(), gathered.digits())) {
            suppressions.optOut(row.organization(), row.to(), row.id());
        }
        return new KeptNews(UuidV7.next(), withoutSecrets(row, event), null, true);
    }

    private void finish(List<NewsRows.Applied> applied) {
        Map<CallId, ToldCall> after = rows.apply(applied);
        var happened = new ArrayList<Outbox.Event>();
        for (NewsRows.Applied one : applied) {
            FollowedCall before = one.call().before;
            if (one.call().optsOut) {
                // With the callback that says so, not with the step it leads to: the person may
                // hang up.
                suppressions.optOut(before.organization(), before.to(), before.id());
            }
            ToldCall told = Objects.requireNonNull(after.get(before.id()));
            one.call()
                    .happenings
                    .forEach(each -> happened.add(told.event(each.type(), each.data())));
        }
        events.append(happened);
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
