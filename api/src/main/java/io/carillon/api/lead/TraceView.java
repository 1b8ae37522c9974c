package io.carillon.api.lead;

import io.carillon.activities.lead.Lead;
import io.carillon.activities.lead.LeadStore;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Where a lead stands, and every decision that led there, oldest first. */
record TraceView(
        LeadId leadId,
        String status,
        @Nullable String outcome,
        @Nullable String waitingFor,
        @Nullable Instant nextAttemptAt,
        List<Entry> data) {
    /**
     * @param attempt the call it is about with what became of it; a retry says in {@code nextAt}
     *     and {@code reason} what follows
     */
    record Entry(
            Instant at,
            String decision,
            String rule,
            String reason,
            @Nullable CallId callId,
            LeadStore.@Nullable Attempt attempt,
            @Nullable Instant nextAt,
            int times,
            Instant lastAt) {}

    static TraceView of(Lead lead, List<LeadStore.TraceEntry> entries) {
        return new TraceView(
                lead.id(),
                lead.status(),
                lead.outcome(),
                lead.waitingFor(),
                lead.nextAttemptAt(),
                entries.stream().map(TraceView::entry).toList());
    }

    private static Entry entry(LeadStore.TraceEntry entry) {
        return new Entry(
                entry.at(),
                entry.decision(),
                entry.rule(),
                entry.detail() == null ? entry.rule() : entry.rule() + ": " + entry.detail(),
                entry.call(),
                entry.attempt(),
                entry.nextAt(),
                entry.times(),
                entry.lastAt());
    }
}
