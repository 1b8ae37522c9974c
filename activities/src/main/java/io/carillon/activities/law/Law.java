package io.carillon.activities.law;

import io.carillon.workflows.schedule.CallingHours;

import java.time.LocalDate;
import java.util.List;

/**
 * One row of the table: when the people of a place may be called.
 *
 * @param hours no window crosses midnight
 * @param holidays regions on whose holidays nobody is called; empty: holidays are ordinary days
 * @param citation the law as lawyers name it
 * @param page where it, or what was read in its place, can be read
 * @param readOn when the page was read
 * @param read {@code text}: the law's own words; else what was read in their place
 */
public record Law(
        Place place,
        CallingHours hours,
        List<String> holidays,
        String citation,
        String page,
        LocalDate readOn,
        String read) {
    public Law {
        holidays = List.copyOf(holidays);
    }
}
