package io.carillon.workflows.schedule;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;

/** Calling hours read on the clock of one zone. */
record Clock(OpenMinutes minutes, ZoneId zone) {

    boolean isOpen(Instant at) {
        return minutes.isOpen(LocalDateTime.ofInstant(at, zone));
    }

    /**
     * Between two transitions local time runs like the time line, so each stretch is looked at
     * alone.
     */
    @Nullable Instant nextOpen(Instant from, Instant limit) {
        for (Instant at = from; at.isBefore(limit); ) {
            ZoneOffset offset = zone.getRules().getOffset(at);
            Instant end = endOfStretch(at, limit);
            LocalDateTime open = minutes.nextOpen(local(at, offset), lastDate(end, offset));
            if (open != null && open.toInstant(offset).isBefore(end)) {
                return open.toInstant(offset);
            }
            at = end;
        }
        return null;
    }

    @Nullable Instant nextClose(Instant from, Instant before) {
        for (Instant at = from; at.isBefore(before); ) {
            if (!isOpen(at)) {
                return at;
            }
            ZoneOffset offset = zone.getRules().getOffset(at);
            Instant end = endOfStretch(at, before);
            LocalDateTime close = minutes.nextClosed(local(at, offset), lastDate(end, offset));
            if (close != null && close.toInstant(offset).isBefore(end)) {
                return close.toInstant(offset);
            }
            at = end;
        }
        return null;
    }

    private Instant endOfStretch(Instant at, Instant limit) {
        ZoneOffsetTransition next = zone.getRules().nextTransition(at);
        return next == null || next.getInstant().isAfter(limit) ? limit : next.getInstant();
    }

    private static LocalDateTime local(Instant at, ZoneOffset offset) {
        return LocalDateTime.ofInstant(at, offset);
    }

    private static LocalDate lastDate(Instant end, ZoneOffset offset) {
        return local(end, offset).toLocalDate();
    }
}
