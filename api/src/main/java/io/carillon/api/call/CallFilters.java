package io.carillon.api.call;

import io.carillon.activities.call.Calls;
import io.carillon.api.http.ApiProblem;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * The query of {@code GET /calls}, as sent; null members were not.
 *
 * @param dateFrom a time, or a date whose calls (UTC) are all meant
 * @param dateTo a time that is not meant any more, or a date that is
 */
record CallFilters(
        @Nullable String status,
        @Nullable String result,
        @Nullable CampaignId campaign,
        @Nullable LeadId lead,
        @Nullable String to,
        @Nullable String dateFrom,
        @Nullable String dateTo) {
    private static final List<String> STATUSES =
            List.of(
                    "scheduled",
                    "queued",
                    "dialing",
                    "ringing",
                    "in_progress",
                    "completed",
                    "failed",
                    "canceled");

    private static final List<String> RESULTS =
            Arrays.stream(CallResult.values()).map(CallResult::wire).toList();

    Calls.Filter checked() {
        return new Calls.Filter(
                word("status", status, STATUSES),
                word("result", result, RESULTS),
                campaign,
                lead,
                // A plus sign in a query is a space.
                to == null ? null : to.replace(' ', '+'),
                time("date_from", dateFrom, false),
                time("date_to", dateTo, true),
                false);
    }

    private static @Nullable String word(String name, @Nullable String word, List<String> words) {
        if (word != null && !words.contains(word)) {
            throw ApiProblem.invalid(
                    "query:" + name, "NOT_ONE_OF", "is not one of " + String.join(", ", words));
        }
        return word;
    }

    private static @Nullable Instant time(String name, @Nullable String text, boolean end) {
        if (text == null) {
            return null;
        }
        try {
            if (!text.contains("T")) {
                LocalDate day = LocalDate.parse(text);
                return (end ? day.plusDays(1) : day).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException unreadable) {
            throw ApiProblem.invalid(
                    "query:" + name,
                    "TIME_INVALID",
                    "is neither a time like 2026-11-23T09:00:00Z nor a date");
        }
    }
}
