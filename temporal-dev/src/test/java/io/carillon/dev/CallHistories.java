package io.carillon.dev;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How long the histories of answered calls are, and how often the server had to change their state,
 * as Temporal counts them.
 */
final class CallHistories {
    private static final int CALLS = 200;

    /** Histories are read as a whole, one request each. */
    private static final int READ = 20;

    private final List<long[]> counts;
    private final Map<String, Double> kinds;

    private CallHistories(List<long[]> counts, Map<String, Double> kinds) {
        this.counts = counts;
        this.kinds = kinds;
    }

    /** Of the campaign's last calls that were answered. */
    static CallHistories read(OneProcess process, BenchCampaign campaign)
            throws InterruptedException {
        WorkflowClient client = process.bean(WorkflowClient.class);
        var counts = new ArrayList<long[]>();
        Map<String, Double> kinds = new TreeMap<>();
        JsonNode calls =
                process.api()
                        .get(
                                "/calls?result=human&campaign_id=%s&limit=%d"
                                        .formatted(campaign.id(), CALLS));
        for (JsonNode call : calls.path("data")) {
            if (counts.size() < READ) {
                client.fetchHistory(call.path("id").asString())
                        .getEvents()
                        .forEach(event -> kinds.merge(kind(event), 1.0 / READ, Double::sum));
            }
            var described =
                    client.newUntypedWorkflowStub(call.path("id").asString())
                            .describe()
                            .getWorkflowExecutionInfo();
            counts.add(
                    new long[] {described.getHistoryLength(), described.getStateTransitionCount()});
        }
        return new CallHistories(counts, kinds);
    }

    private static String kind(HistoryEvent event) {
        return event.getEventType().name().replace("EVENT_TYPE_", "").toLowerCase(Locale.ROOT);
    }

    /** Events of a call by their kind, the most frequent first. */
    String kinds() {
        return kinds.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(one -> "%s %.1f".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** On average. */
    double events() {
        return all(0).average().orElse(Double.NaN);
    }

    /** On average. */
    double transitions() {
        return all(1).average().orElse(Double.NaN);
    }

    private LongStream all(int which) {
        return counts.stream().mapToLong(count -> count[which]);
    }

    @Override
    public String toString() {
        return "%d answered calls: %.1f history events (%d to %d) and %.1f state transitions (%d to %d) each"
                .formatted(
                        counts.size(),
                        events(),
                        all(0).min().orElse(0),
                        all(0).max().orElse(0),
                        transitions(),
                        all(1).min().orElse(0),
                        all(1).max().orElse(0));
    }
}
