package io.carillon.api.number;

import io.carillon.activities.callerid.CallerIdStatistics;
import io.carillon.activities.callerid.CallerIdStatistics.Day;
import io.carillon.activities.organization.CallerIdStore;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CallerIdId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /caller-ids/{id}/statistics}: how often calls that show a number are answered. */
@RestController
class CallerIdStatisticsController {
    private static final int MOST_DAYS = 90;

    private final CallerIdStore store;
    private final CallerIdStatistics statistics;

    CallerIdStatisticsController(CallerIdStore store, CallerIdStatistics statistics) {
        this.store = store;
        this.statistics = statistics;
    }

    /**
     * Calls that are over.
     *
     * @param answerRate answered among them, 0 to 1; null: there were none
     * @param days those with calls, oldest first, UTC
     */
    record StatisticsView(
            int calls,
            int answered,
            @Nullable BigDecimal answerRate,
            Map<String, Integer> byResult,
            List<Day> days) {
        static StatisticsView of(List<Day> days) {
            int calls = days.stream().mapToInt(Day::calls).sum();
            int answered = days.stream().mapToInt(Day::answered).sum();
            var byResult = new TreeMap<String, Integer>();
            days.forEach(
                    day ->
                            day.byResult()
                                    .forEach(
                                            (result, count) ->
                                                    byResult.merge(result, count, Integer::sum)));
            BigDecimal rate =
                    calls == 0
                            ? null
                            : BigDecimal.valueOf(answered)
                                    .divide(BigDecimal.valueOf(calls), 4, RoundingMode.HALF_UP);
            return new StatisticsView(calls, answered, rate, byResult, days);
        }
    }

    @GetMapping("/api/v1/caller-ids/{id}/statistics")
    @Scope("numbers:read")
    StatisticsView get(
            @PathVariable CallerIdId id,
            OrganizationId organization,
            @RequestParam(defaultValue = "7") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw ApiProblem.invalid("query:days", "OUT_OF_RANGE", "is not between 1 and 90");
        }
        CallerId callerId =
                store.find(organization, id).orElseThrow(() -> ApiProblem.notFound("caller id"));
        return StatisticsView.of(statistics.days(organization, callerId, days));
    }
}
