package io.carillon.workflows.schedule;

import io.carillon.workflows.schedule.CallingHours.Window;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Calling hours as spans of local time, with no zone in sight: which minutes of a date are open,
 * and when that changes next.
 */
final class OpenMinutes {
    private static final int DAY = 24 * 60;

    private final CallingHours hours;

    OpenMinutes(CallingHours hours) {
        this.hours = hours;
    }

    /** Minutes of one date, begin inclusive, end exclusive; at most 1440. */
    record Span(int begin, int end) {
        boolean holds(LocalTime time) {
            int minute = time.getHour() * 60 + time.getMinute();
            return begin <= minute && minute < end;
        }
    }

    boolean isOpen(LocalDateTime at) {
        return spanAt(at) != null;
    }

    /**
     * The first open moment at or after {@code from}; null when there is none up to {@code last}.
     */
    @Nullable LocalDateTime nextOpen(LocalDateTime from, LocalDate last) {
        if (isOpen(from)) {
            return from;
        }
        for (LocalDate date = from.toLocalDate(); !date.isAfter(last); date = date.plusDays(1)) {
            for (Span span : spans(date)) {
                LocalDateTime begin = at(date, span.begin());
                if (begin.isAfter(from)) {
                    return begin;
                }
            }
        }
        return null;
    }

    /**
     * The first closed moment after {@code from}, which is open; null when none up to {@code last}.
     */
    @Nullable LocalDateTime nextClosed(LocalDateTime from, LocalDate last) {
        LocalDateTime at = from;
        for (Span span = spanAt(at); span != null; span = spanAt(at)) {
            at = at(at.toLocalDate(), span.end());
            if (at.toLocalDate().isAfter(last)) {
                return null;
            }
        }
        return at;
    }

    private @Nullable Span spanAt(LocalDateTime at) {
        for (Span span : spans(at.toLocalDate())) {
            if (span.holds(at.toLocalTime())) {
                return span;
            }
        }
        return null;
    }

    /** In order and merged, so that touching windows are one span. */
    private List<Span> spans(LocalDate date) {
        if (hours.closedOn(date)) {
            return List.of();
        }
        var spans = new ArrayList<Span>();
        for (Window window : windows(date)) {
            spans.add(new Span(window.beginMinute(), crosses(window) ? DAY : window.endMinute()));
        }
        LocalDate yesterday = date.minusDays(1);
        if (!hours.closedOn(yesterday)) {
            for (Window window : windows(yesterday)) {
                if (crosses(window)) {
                    spans.add(new Span(0, window.endMinute()));
                }
            }
        }
        return merged(spans);
    }

    private static List<Span> merged(List<Span> spans) {
        spans.sort(Comparator.comparingInt(Span::begin));
        var merged = new ArrayList<Span>();
        for (Span span : spans) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || span.begin() > last.end()) {
                merged.add(span);
            } else {
                merged.set(
                        merged.size() - 1,
                        new Span(last.begin(), Math.max(last.end(), span.end())));
            }
        }
        return merged;
    }

    private List<Window> windows(LocalDate date) {
        return hours.windows().getOrDefault(date.getDayOfWeek(), List.of());
    }

    private static boolean crosses(Window window) {
        return window.endMinute() < window.beginMinute();
    }

    private static LocalDateTime at(LocalDate date, int minute) {
        return date.atStartOfDay().plusMinutes(minute);
    }
}
