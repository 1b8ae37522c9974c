package io.carillon.dev;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which statements a call costs, in which transactions, as a table: transactions that begin with
 * the same statement are one kind, the most frequent first.
 */
final class StatementTable {
    private static final int WIDTH = 110;

    private final StatementLog.Asked asked;
    private final long calls;

    StatementTable(StatementLog.Asked asked, long calls) {
        this.asked = asked;
        this.calls = Math.max(1, calls);
    }

    double statements() {
        return (double) asked.statements() / calls;
    }

    double transactions() {
        return (double) asked.commits() / calls;
    }

    /** One line each: times per call, and the beginning of the statement. */
    List<String> lines() {
        Map<String, Integer> begun = new HashMap<>();
        Map<String, Map<String, Integer>> within = new HashMap<>();
        asked.transactions()
                .forEach(
                        (statements, times) -> {
                            String kind = statements.isEmpty() ? "(nothing)" : told(statements);
                            begun.merge(kind, times, Integer::sum);
                            Map<String, Integer> counts =
                                    within.computeIfAbsent(kind, none -> new LinkedHashMap<>());
                            statements.forEach(one -> counts.merge(one, times, Integer::sum));
                        });
        var lines = new ArrayList<String>();
        begun.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(
                        kind -> {
                            lines.add(
                                    "transaction %7.2f  %s"
                                            .formatted(per(kind.getValue()), shown(kind.getKey())));
                            within.getOrDefault(kind.getKey(), Map.of())
                                    .forEach(
                                            (sql, times) ->
                                                    lines.add(
                                                            "            %7.2f    %s"
                                                                    .formatted(
                                                                            per(times),
                                                                            shown(sql))));
                        });
        return lines;
    }

    /** The naming of the organization begins them all. */
    private static String told(List<String> statements) {
        boolean named = statements.getFirst().contains("set_config");
        return named && statements.size() > 1 ? statements.get(1) : statements.getFirst();
    }

    private double per(int times) {
        return (double) times / calls;
    }

    private static String shown(String sql) {
        return sql.length() <= WIDTH ? sql : sql.substring(0, WIDTH) + " …";
    }
}
