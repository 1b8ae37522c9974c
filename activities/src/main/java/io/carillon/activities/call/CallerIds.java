package io.carillon.activities.call;

import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.call.GateFacts.Pacer;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Which of the caller ids a call shows: the one the campaign prefers; those it likes equally take
 * turns with its calls of the day. One that has had its calls of the day (UTC) or must cool down is
 * passed over: nobody is kept waiting for the number they would best be shown.
 */
final class CallerIds {
    private CallerIds() {}

    sealed interface Choice {}

    record Chosen(CallerId callerId) implements Choice {}

    /** {@code next} null: not by time. */
    record None(@Nullable Instant next, String detail) implements Choice {}

    static Choice choose(GateFacts facts, Instant sendAt) {
        List<CallerId> callerIds = facts.callerIds();
        if (callerIds.isEmpty()) {
            return new None(null, "no caller id may be shown on this carrier");
        }
        int turn = facts.pacers().of(facts.campaignScope()).callsToday();
        Instant soonest = null;
        for (CallerId callerId : inTurn(callerIds, turn)) {
            Instant free = freeAt(callerId, facts.pacers().of(callerId.scope()), sendAt);
            if (!free.isAfter(sendAt)) {
                return new Chosen(callerId);
            }
            soonest = soonest == null || free.isBefore(soonest) ? free : soonest;
        }
        return new None(soonest, "every caller id has had its calls of the day or must cool down");
    }

    private static List<CallerId> inTurn(List<CallerId> callerIds, int turn) {
        var turned = new ArrayList<>(callerIds);
        Collections.rotate(turned, -(turn % turned.size()));
        turned.sort(Comparator.comparingInt(CallerId::rank));
        return turned;
    }

    private static Instant freeAt(CallerId callerId, Pacer pacer, Instant sendAt) {
        LocalDate day = sendAt.atZone(ZoneOffset.UTC).toLocalDate();
        Instant free = sendAt;
        if (callerId.coolDown() != null && pacer.lastSendAt() != null) {
            Instant cool = pacer.lastSendAt().plus(callerId.coolDown());
            free = cool.isAfter(free) ? cool : free;
        }
        if (callerId.maxCallsPerDay() != null && pacer.usedUp(day, callerId.maxCallsPerDay())) {
            Instant tomorrow = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            free = tomorrow.isAfter(free) ? tomorrow : free;
        }
        return free;
    }
}
