package io.carillon.activities.campaign;

import io.carillon.workflows.campaign.CampaignSettings;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * On what the people called have agreed to it, as the campaign states it: {@code basis}, {@code
 * source}, and {@code obtained_at}, which is a time for all of them or the name of the column that
 * has each one's.
 */
public record Consent(
        @Nullable String basis, @Nullable String obtainedAt, @Nullable String source) {
    /** Where it is this day first: nobody agrees tomorrow, wherever they are. */
    private static final ZoneOffset FIRST = ZoneOffset.ofHours(14);

    public static Consent of(CampaignSettings settings) {
        return new Consent(
                settings.consent().get("basis"),
                settings.consent().get("obtained_at"),
                settings.consent().get("source"));
    }

    /** The first member that is not stated; null: all are. */
    public @Nullable String missing() {
        if (blank(basis)) {
            return "basis";
        }
        if (blank(obtainedAt)) {
            return "obtained_at";
        }
        return blank(source) ? "source" : null;
    }

    /** The column with each person's time; null: one time was stated for all. */
    public @Nullable String column() {
        return blank(obtainedAt) || obtainedAt == null || latest(obtainedAt) != null
                ? null
                : obtainedAt.strip();
    }

    /** It was obtained by then, or its column says so of each. */
    public boolean obtainedBy(Instant now) {
        LocalDate date = obtainedAt == null ? null : latest(obtainedAt);
        return date == null || !date.isAfter(now.atOffset(FIRST).toLocalDate());
    }

    /**
     * Why this person has not agreed, as far as we know.
     *
     * @param variables the person's columns
     * @return null: they have, or the campaign has stated it for all
     */
    public @Nullable String lacking(Map<String, String> variables, Instant now) {
        String column = column();
        if (column == null) {
            return null;
        }
        String cell = variables.getOrDefault(column, "");
        if (cell.isBlank()) {
            return "no consent: column " + column + " is empty";
        }
        LocalDate date = latest(cell);
        if (date == null) {
            return "no consent: column " + column + " is not a date like 2026-10-01";
        }
        return date.isAfter(now.atOffset(FIRST).toLocalDate())
                ? "no consent: column " + column + " lies in the future"
                : null;
    }

    /**
     * The date it can be at the latest; null: it cannot be read. Days and months in an order of
     * one's own ("10/01/2026") are not guessed.
     */
    private static @Nullable LocalDate latest(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            return LocalDate.parse(iso);
        } catch (DateTimeException noDate) {
            return ofTime(iso);
        }
    }

    private static @Nullable LocalDate ofTime(String iso) {
        try {
            return OffsetDateTime.parse(iso).withOffsetSameInstant(FIRST).toLocalDate();
        } catch (DateTimeException noOffset) {
            return ofLocalTime(iso);
        }
    }

    private static @Nullable LocalDate ofLocalTime(String iso) {
        try {
            return LocalDateTime.parse(iso).toLocalDate();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
