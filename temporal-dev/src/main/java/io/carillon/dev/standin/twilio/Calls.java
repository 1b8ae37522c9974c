package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Every call since the start, the newest first: what is on the line is never forgotten. */
final class Calls {
    private final Map<String, CallRecord> bySid = new ConcurrentHashMap<>();
    private final Map<String, LiveCall> placed = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<CallRecord> newestFirst = new ConcurrentLinkedDeque<>();
    private final AtomicInteger live = new AtomicInteger();

    /** A call that was asked for. */
    void add(LiveCall call) {
        placed.put(call.record.sid, call);
        add(call.record);
    }

    /** A call that another one dialed. */
    void add(CallRecord call) {
        live.incrementAndGet();
        bySid.put(call.sid, call);
        newestFirst.addFirst(call);
    }

    /** A call that will not be placed after all. */
    void remove(LiveCall call) {
        live.decrementAndGet();
        placed.remove(call.record.sid);
        bySid.remove(call.record.sid);
        newestFirst.remove(call.record);
    }

    /** To be told once for each. */
    void over() {
        live.decrementAndGet();
    }

    /** Queued, ringing or in progress. */
    int live() {
        return live.get();
    }

    int count() {
        return bySid.size();
    }

    @Nullable CallRecord find(String sid) {
        return bySid.get(sid);
    }

    /** Null also for a call that another one dialed. */
    @Nullable LiveCall placed(String sid) {
        return placed.get(sid);
    }

    List<CallRecord> matching(Predicate<CallRecord> wanted) {
        return newestFirst.stream().filter(wanted).toList();
    }
}
