package io.carillon.activities.lead;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which part of the day a lead is tried in next, so that somebody who is never in before noon is
 * not rung every morning. Pure; make one per campaign and use it for many leads.
 *
 * <p>Another part than the last try's is looked for on the day of the first instant the lead may be
 * tried at and on the two days after it: the one used least, of those the earliest. When hours
 * leave no other part, the same part of another day has to do.
 */
public final class DaySpread {
    /** The value of {@code retry.spread} that asks for it. */
    public static final String WIRE = "day_parts";

    /** Variety is not worth more delay than this. */
    private static final int DAYS_FOR_ANOTHER_PART = 3;

    /** A week holds each weekday once: hours that open on one of them are found. */
    private static final int DAYS_FOR_ANOTHER_DAY = 8;

    private final LeadHours hours;
    private final ZoneId campaignZone;

    public DaySpread(LeadHours hours, ZoneId campaignZone) {
        this.hours = hours;
        this.campaignZone = campaignZone;
    }

    /** Parts of a local day. Nobody expects calls at night: that part is for hours that say so. */
    public enum Part {
        MORNING(8),
        AFTERNOON(12),
        EVENING(17),
        NIGHT(21);

        private final LocalTime begin;

        Part(int beginHour) {
            this.begin = LocalTime.of(beginHour, 0);
        }

        /** The part a local time lies in. */
        public static Part at(LocalTime time) {
            Part part = NIGHT;
            for (Part each : values()) {
                if (!time.isBefore(each.begin)) {
                    part = each;
                }
            }
            return part;
        }

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code at} is inside the lead's calling hours. */
    public record Choice(Instant at, Part part) {}

    private record Candidate(Choice choice, LocalDate date) {}

    /**
     * @param due the retry's delay and spacing are over; never sooner
     * @param zones of the number that is tried; the first of them says what part of the day it is
     * @param tries that rang or could have, oldest first; not empty
     * @param end nothing is tried from then on; null: no end
     * @return empty when calling hours alone decide: the zone is unknown and held, they never open,
     *     or no other part comes before the end
     */
    public Optional<Choice> next(
            Instant due, Collection<ZoneId> zones, List<Instant> tries, @Nullable Instant end) {
        Instant first = hours.place(due, zones).nextAttemptAt();
        if (first == null || tries.isEmpty()) {
            return Optional.empty();
        }
        ZoneId zone = zones.isEmpty() ? campaignZone : zones.iterator().next();
        ZonedDateTime last = tries.getLast().atZone(zone);
        Part lastPart = Part.at(last.toLocalTime());
        LocalDate soon = first.atZone(zone).toLocalDate().plusDays(DAYS_FOR_ANOTHER_PART);
        List<Candidate> open = open(first, zones, zone, end);
        Optional<Candidate> another =
                open.stream()
                        .filter(each -> each.choice().part() != lastPart)
                        .filter(each -> each.choice().part() != Part.NIGHT)
                        .filter(each -> each.date().isBefore(soon))
                        .min(
                                Comparator.comparingLong(
                                                (Candidate each) ->
                                                        used(each.choice().part(), tries, zone))
                                        .thenComparing(each -> each.choice().at()));
        return another.or(
                        () ->
                                open.stream()
                                        .filter(each -> each.choice().part() == lastPart)
                                        .filter(each -> !each.date().equals(last.toLocalDate()))
                                        .findFirst())
                .map(Candidate::choice);
    }

    /** The first instant of each open part of each day, in order. */
    private List<Candidate> open(
            Instant first, Collection<ZoneId> zones, ZoneId zone, @Nullable Instant end) {
        var open = new ArrayList<Candidate>();
        LocalDate date = first.atZone(zone).toLocalDate();
        for (int day = 0; day < DAYS_FOR_ANOTHER_DAY; day++, date = date.plusDays(1)) {
            for (Part part : Part.values()) {
                Instant begin = date.atTime(part.begin).atZone(zone).toInstant();
                Instant from = begin.isBefore(first) ? first : begin;
                Instant at = hours.place(from, zones).nextAttemptAt();
                if (at != null && (end == null || at.isBefore(end)) && in(at, date, part, zone)) {
                    open.add(new Candidate(new Choice(at, part), date));
                }
            }
        }
        return open;
    }

    private static boolean in(Instant at, LocalDate date, Part part, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return local.toLocalDate().equals(date) && Part.at(local.toLocalTime()) == part;
    }

    private static long used(Part part, List<Instant> tries, ZoneId zone) {
        return tries.stream().filter(at -> Part.at(at.atZone(zone).toLocalTime()) == part).count();
    }
}
