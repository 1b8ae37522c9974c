package io.carillon.activities.callerid;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.workflows.ids.OrganizationId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often calls that show a number are answered: a number that people's phones call spam is
 * answered less and less, and nobody tells its owner.
 */
public final class CallerIdStatistics {
    // By the day a call left on, UTC, as its cap counts. Where the days begin is asked once: a
    // clock
    // that may go on from row to row bounds no index.
    private static final String DAYS =
            """
            SELECT (k.send_at AT TIME ZONE 'UTC')::date AS day, k.result, count(*) AS calls,
                count(k.answered_at) AS answered
            FROM calls k
            WHERE k.organization_id = :organization
              AND k.from_number = :number
              AND k.carrier = :carrier
              AND k.send_at >= (SELECT ((carillon_now() AT TIME ZONE 'UTC')::date - :days + 1)::timestamp AT TIME ZONE 'UTC')
              AND k.attempt IS NOT NULL
              AND k.result IS NOT NULL
            GROUP BY day, k.result
            ORDER BY day, k.result
            """;

    private final Transactions transactions;

    public CallerIdStatistics(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Calls that are over.
     *
     * @param answered by whatever: a person, a machine, a fax
     * @param byResult as in the contract
     */
    public record Day(LocalDate date, int calls, int answered, Map<String, Integer> byResult) {
        public Day {
            byResult = Map.copyOf(byResult);
        }
    }

    private record Row(LocalDate day, String result, int calls, int answered) {}

    /**
     * Days with calls, oldest first.
     *
     * @param days up to today, this one included
     */
    public List<Day> days(OrganizationId organization, CallerId callerId, int days) {
        List<Row> rows =
                transactions.within(
                        organization,
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(DAYS)
                                        .param("organization", organization.value())
                                        .param("number", callerId.number().e164())
                                        .param("carrier", callerId.carrier())
                                        .param("days", days)
                                        .query(CallerIdStatistics::row)
                                        .list());
        return rows.stream().map(Row::day).distinct().map(day -> day(day, rows)).toList();
    }

    private static Day day(LocalDate date, List<Row> rows) {
        var results = new TreeMap<String, Integer>();
        int calls = 0;
        int answered = 0;
        for (Row row : rows) {
            if (row.day().equals(date)) {
                results.put(row.result(), row.calls());
                calls += row.calls();
                answered += row.answered();
            }
        }
        return new Day(date, calls, answered, results);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getDate("day").toLocalDate(),
                row.getString("result"),
                row.getInt("calls"),
                row.getInt("answered"));
    }
}
